#pragma once
// google::dense_hash_map: quadratic probing at a load of at most one half. It marks slots by two
// keys that never occur, which the benchmarks reserve for it.

#include "maps/adapter.hpp"
#include "maps/reserved_keys.hpp"

#include <sparsehash/dense_hash_map>

#include <cstddef>
#include <cstdint>
#include <string>

namespace bench {

template <class Key, class Mapped>
class sparsehash_map : public standard_adapter<google::dense_hash_map<Key, Mapped>> {
    using base = standard_adapter<google::dense_hash_map<Key, Mapped>>;
    using base::map_;
    using entry_type = typename base::map_type::value_type;

  public:
    static constexpr const char* name = "sparsehash";
    static std::string version() { return "2"; } // its headers do not tell

    sparsehash_map() {
        map_.set_empty_key(reserved_key<Key>(0));
        map_.set_deleted_key(reserved_key<Key>(1));
    }

    // It has no try_emplace.
    bool insert(const Key& key, const Mapped& mapped) {
        return map_.insert(entry_type(key, mapped)).second;
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

static_assert(map_adapter<sparsehash_map<std::uint64_t, int>>);

} // namespace bench
