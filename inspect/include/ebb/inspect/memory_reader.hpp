#pragma once
// How the bytes of a map are got at: in this process, or in another one.

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <type_traits>

namespace ebb::inspect {

// Memory that can't be read, or that does not hold what a map would hold.
class unreadable : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

class memory_reader {
  public:
    virtual ~memory_reader() = default;

    // Effects: copies the bytes at `address` to `to`. Throws: unreadable.
    virtual void read(std::uint64_t address, void* to, std::size_t bytes) = 0;

    template <class T> [[nodiscard]] T get(std::uint64_t address) {
        static_assert(std::is_trivially_copyable_v<T>);
        T value;
        read(address, &value, sizeof value);
        return value;
    }
};

// The memory of this process. Requires of its users: nobody writes there meanwhile.
class own_memory final : public memory_reader {
  public:
    void read(std::uint64_t address, void* to, std::size_t bytes) override;
};

} // namespace ebb::inspect
