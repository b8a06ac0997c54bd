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
        std::uint64_t last_use = 0; // of `uses_`
        std::vector<std::byte> bytes;
    };

    // A block's index names a set of places, of which it takes the one unused for longest: a census
    // reads up to five arrays in turns, and with one place for each index two of them would now and
    // then, as their addresses have it, drive each other out at every read. 16 MiB in all.
    static constexpr std::size_t sets = 32;
    static constexpr std::size_t places_in_set = 8;

    const block& block_with(std::uint64_t address);
    [[nodiscard]] block& place_for(std::uint64_t index);
    [[nodiscard]] std::size_t fetch(std::uint64_t address, std::byte* to, std::size_t bytes);
    [[nodiscard]] std::size_t fetch_from_file(std::uint64_t address, std::byte* to,
                                              std::size_t bytes, int refusal) const;

    process from_;
    std::array<std::array<block, places_in_set>, sets> blocks_;
    std::uint64_t uses_ = 0;
};

} // namespace ebb::attach
