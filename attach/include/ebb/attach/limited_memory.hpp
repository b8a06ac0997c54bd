#pragma once
// Memory of which only so much is read: whatever leads a reader in circles, it comes to an end.

#include <ebb/inspect/memory_reader.hpp>

#include <cstddef>
#include <cstdint>

namespace ebb::attach {

class limited_memory final : public inspect::memory_reader {
  public:
    limited_memory(inspect::memory_reader& memory, std::uint64_t bytes_max) noexcept
        : memory_(memory), left_(bytes_max) {}

    // Throws: inspect::unreadable also where more is read than was allowed.
    void read(std::uint64_t address, void* to, std::size_t bytes) override {
        if (bytes > left_) {
            throw inspect::unreadable("what is read of it does not end");
        }
        left_ -= bytes;
        memory_.read(address, to, bytes);
    }

  private:
    inspect::memory_reader& memory_;
    std::uint64_t left_;
};

} // namespace ebb::attach
