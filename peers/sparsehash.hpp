#pragma once
// google::dense_hash_map: quadratic probing at a load of at most one half. It marks slots by two
// keys that must never occur.

#include "peers/adapter.hpp"

#include <sparsehash/dense_hash_map>

#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace peers {

// Whoever may meet these keys gives others, before a map is made.
template <class Key> struct reserved_keys {
    static Key usual(int which) {
        if constexpr (std::is_integral_v<Key>) {
            return static_cast<Key>(std::numeric_limits<Key>::max() - static_cast<Key>(which));
        } else {
            return Key(1, static_cast<char>(which));
        }
    }
    static inline Key empty = usual(0);
    static inline Key erased = usual(1);
};

// An allocator of today with the members that C++20 has dropped and dense_hash_map asks for.
template <class T, template <class> class Allocator> struct complete_allocator : Allocator<T> {
    using pointer = T*;
    using const_pointer = const T*;
    using reference = T&;
    using const_reference = const T&;
    using size_type = std::size_t;
    using difference_type = std::ptrdiff_t;
    template <class U> struct rebind { using other = complete_allocator<U, Allocator>; };

    complete_allocator() = default;
    template <class U> complete_allocator(const complete_allocator<U, Allocator>&) noexcept {}
    [[nodiscard]] size_type max_size() const noexcept { return size_type(-1) / sizeof(T); }
};
template <class T, template <class> class Allocator> struct dense_allocator {
    using type = complete_allocator<T, Allocator>;
};
// The map's own, where none is asked for.
template <class T> struct dense_allocator<T, std::allocator> {
    using type = google::libc_allocator_with_realloc<T>;
};

template <class Key, class Mapped, template <class> class Allocator>
using dense_hash_map =
    google::dense_hash_map<Key, Mapped, typename google::dense_hash_map<Key, Mapped>::hasher,
                           typename google::dense_hash_map<Key, Mapped>::key_equal,
                           typename dense_allocator<std::pair<const Key, Mapped>, Allocator>::type>;

template <class Key, class Mapped, template <class> class Allocator = std::allocator>
class sparsehash_map : public standard_adapter<dense_hash_map<Key, Mapped, Allocator>> {
    using base = standard_adapter<dense_hash_map<Key, Mapped, Allocator>>;
    using base::map_;
    using entry_type = typename base::map_type::value_type;

  public:
    static constexpr const char* name = "sparsehash";
    static constexpr const char* type = "google::dense_hash_map";
    static std::string version() { return "2"; } // its headers do not tell

    // Effects: maps made from here on mark slots by these two keys.
    static void reserve_keys(const Key& empty, const Key& erased) {
        reserved_keys<Key>::empty = empty;
        reserved_keys<Key>::erased = erased;
    }

    sparsehash_map() {
        map_.set_empty_key(reserved_keys<Key>::empty);
        map_.set_deleted_key(reserved_keys<Key>::erased);
    }

    // It has no try_emplace, and no insert_or_assign.
    bool insert(const Key& key, const Mapped& mapped) {
        return map_.insert(entry_type(key, mapped)).second;
    }
    bool assign(const Key& key, const Mapped& mapped) {
        const auto [where, is_new] = map_.insert(entry_type(key, mapped));
        if (!is_new) {
            where->second = mapped;
        }
        return is_new;
    }
    bool toggle(const Key& key, const Mapped& mapped) {
        const auto [where, is_new] = map_.insert(entry_type(key, mapped));
        if (!is_new) {
            map_.erase(where);
        }
        return is_new;
    }
    void reserve(std::size_t entries) { map_.resize(entries); } // it takes a number of entries
};

static_assert(map_adapter<sparsehash_map<std::size_t, int>>);

} // namespace peers
