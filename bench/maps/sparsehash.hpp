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

template <class Key, class Mapped> class sparsehash_map {
  public:
    using key_type = Key;
    using mapped_type = Mapped;
    static constexpr const char* name = "sparsehash";
    static std::string version() { return "2"; } // its headers do not tell
    static void fix_seeds(std::uint64_t) {}

    sparsehash_map() {
        map_.set_empty_key(reserved_key<Key>(0));
        map_.set_deleted_key(reserved_key<Key>(1));
    }

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
    bool erase(const Key& key) { return map_.erase(key) != 0; }
    [[nodiscard]] const Mapped* find(const Key& key) const {
        const auto where = map_.find(key);
        return where == map_.end() ? nullptr : &where->second;
    }
    [[nodiscard]] std::size_t size() const { return map_.size(); }
    void reserve(std::size_t entries) { map_.resize(entries); } // it takes a number of entries
    void clear() { map_.clear(); }
    template <class Visit> void for_each(Visit&& visit) const {
        for (const auto& entry : map_) {
            visit(entry.second);
        }
    }

  private:
    using map_type = google::dense_hash_map<Key, Mapped>;
    using entry_type = typename map_type::value_type;

    map_type map_;
};

static_assert(map_adapter<sparsehash_map<std::uint64_t, int>>);

} // namespace bench
