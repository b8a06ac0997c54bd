#pragma once
// What a pool of overflow buckets asks of the map that it belongs to, for tests of pools without
// one.

#include "ebb/table/memory.hpp"
#include "ebb/table/overflow_pool.hpp"

#include <cstddef>
#include <cstdint>

namespace ebb_tests {

template <class Entry, class Allocator> class pool_owner {
  public:
    using control_type = ebb::table::control_entry<16, true, true>;
    using pool_type = ebb::table::overflow_pool<control_type>;
    using layout = ebb::table::bucket_layout<Entry, 16>;
    static constexpr std::size_t bucket_bytes = layout::row_bytes + sizeof(control_type);

    explicit pool_owner(const Allocator& allocator) : allocator_(allocator) {}

    [[nodiscard]] std::size_t bytes_held() const { return bytes_held_; }

    [[nodiscard]] std::size_t row_bytes() const { return layout::row_bytes; }
    [[nodiscard]] ebb::table::chunk_sizes chunks() const {
        return ebb::table::chunk_sizes::of(bucket_bytes);
    }
    [[nodiscard]] std::byte* allocate_chunk(std::size_t bytes) {
        return allocate(ebb::table::array_of::overflow_buckets, bytes);
    }
    void deallocate_chunk(std::byte* chunk, std::size_t bytes) {
        deallocate(ebb::table::array_of::overflow_buckets, chunk, bytes);
    }
    [[nodiscard]] std::byte* allocate_directory(std::size_t bytes) {
        return allocate(ebb::table::array_of::chunk_refs, bytes);
    }
    void deallocate_directory(std::byte* directory, std::size_t bytes) {
        deallocate(ebb::table::array_of::chunk_refs, directory, bytes);
    }
    void count(std::uint64_t ebb::counters::*) {}

  private:
    using arrays =
        ebb::table::arrays<Allocator, layout::row_alignment, alignof(Entry), alignof(control_type)>;

    [[nodiscard]] std::byte* allocate(ebb::table::array_of what, std::size_t bytes) {
        std::byte* const made = arrays::allocate(allocator_, what, bytes);
        bytes_held_ += arrays::counted(what, bytes);
        return made;
    }
    void deallocate(ebb::table::array_of what, std::byte* array, std::size_t bytes) {
        arrays::deallocate(allocator_, what, array, bytes, 0);
        bytes_held_ -= arrays::counted(what, bytes);
    }

    Allocator allocator_;
    std::size_t bytes_held_ = 0;
};

} // namespace ebb_tests
