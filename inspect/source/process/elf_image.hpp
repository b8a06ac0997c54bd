#pragma once
// What an ELF file says of itself: where an object lies, and where its notes are. Programs and
// shared objects of this machine's byte order, stripped or not.
//
// A file may be anything that a process has mapped, and may be cut off or changed while it is read:
// every offset in it is checked, and it is read, not mapped.

#include "process/readable_file.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ebb::inspect {

enum class elf_kind { none, of_32_bits, of_64_bits };

// A piece of a file that is mapped at load.
struct elf_segment {
    std::uint64_t offset = 0;  // in the file
    std::uint64_t address = 0; // to which the load bias is added
};

// A piece of a file that has notes: what was written about it, such as its build id.
struct elf_notes {
    std::uint64_t offset = 0; // in the file
    std::uint64_t bytes = 0;
};

class elf_image {
  public:
    explicit elf_image(const readable_file& file);

    [[nodiscard]] elf_kind kind() const noexcept { return kind_; }
    [[nodiscard]] const std::vector<elf_segment>& segments() const noexcept { return segments_; }
    [[nodiscard]] const std::vector<elf_notes>& notes() const noexcept { return notes_; }

    // A file may have been rid of all that is not loaded.
    [[nodiscard]] bool has_sections() const noexcept { return !sections_.empty(); }

    // Returns: the section's address, without the load bias.
    [[nodiscard]] std::optional<std::uint64_t> section_address(std::string_view name) const;
    // Returns: the address of a defined symbol, without the load bias.
    [[nodiscard]] std::optional<std::uint64_t> symbol_address(std::string_view name) const;

  private:
    struct section {
        std::uint32_t name = 0; // offset in names_
        std::uint32_t type = 0;
        std::uint32_t link = 0; // of a symbol table: the index of its strings
        std::uint64_t address = 0;
        std::uint64_t offset = 0;
        std::uint64_t bytes = 0;
        std::uint64_t entry_bytes = 0;
    };

    [[nodiscard]] std::optional<std::uint64_t> symbol_in(const section& table,
                                                         std::string_view name) const;
    // Returns: the offsets in a section of strings at which `text`, with its end, stands.
    [[nodiscard]] std::vector<std::uint64_t> places_of(const section& strings,
                                                       std::string_view text) const;

    const readable_file& file_;
    elf_kind kind_ = elf_kind::none;
    std::vector<elf_segment> segments_;
    std::vector<elf_notes> notes_;
    std::vector<section> sections_;
    std::string names_; // of the sections
};

} // namespace ebb::inspect
