#pragma once
// What lies where in a process: the files mapped for execution, and names of functions.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ebb::inspect {

struct mapped_file {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint64_t offset = 0; // of `begin` in the file
    std::string path;         // " (deleted)" at the end: no file has it any more
    bool is_program = false;  // not one of its libraries
};

class address_space {
  public:
    // `process` 0: this one. What can't be read is not there.
    explicit address_space(long process);

    [[nodiscard]] const std::vector<mapped_file>& files() const noexcept { return files_; }
    [[nodiscard]] const mapped_file* file_at(std::uint64_t address) const noexcept;

    // Returns: the function's name, demangled; of another process, and where there is no symbol,
    //   nothing.
    [[nodiscard]] std::optional<std::string> function_at(std::uint64_t address) const;

    // Returns: hexadecimal digits of the linker's build id; empty: there is none.
    [[nodiscard]] std::string build_id(const mapped_file& file) const;

  private:
    long process_;
    std::vector<mapped_file> files_;
};

} // namespace ebb::inspect
