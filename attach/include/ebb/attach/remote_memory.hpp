#pragma once
// The memory of another process, read while it runs: it is not stopped, and does not notice.
//
// Blocks of 64 KiB that were read once are kept until clear(), so that a census, which reads 32
// bytes after 32, asks the kernel once in 2,000 times. What lies in different blocks is therefore
// of different moments; look.hpp finds out whether that made a difference.

#include "ebb/attach/process.hpp"

#include <ebb/inspect/memory_reader.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ebb::attach {

class remote_memory final : public inspect::memory_reader {
  public:
    static constexpr std::size_t block_bytes = std::size_t{64} << 10;

    explicit remote_memory(process from);

    // Throws: inspect::unreadable where nothing is mapped, process_ended, or failure where the
    //   kernel does not permit it.
    void read(std::uint64_t address, void* to, std::size_t bytes) override;

    // Effects: what is read next is read anew.
    void clear() noexcept;

  private:
    // Of a block, the part from `begin` to `end`, counted from its start, is known.
    struct block {
        std::uint64_t index = 0;
        std::size_t begin = 0;
        std::size_t end = 0;
        std::vector<std::byte> bytes;
    };

    // A block has one place, by its index: 16 MiB in all.
    static constexpr std::size_t places = 256;

    const block& block_with(std::uint64_t address);
    [[nodiscard]] std::size_t fetch(std::uint64_t address, std::byte* to, std::size_t bytes);
    [[nodiscard]] std::size_t fetch_from_file(std::uint64_t address, std::byte* to,
                                              std::size_t bytes, int refusal) const;

    process from_;
    std::array<block, places> blocks_;
};

} // namespace ebb::attach
