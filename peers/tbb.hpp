#pragma once
// tbb::concurrent_hash_map: a map for several threads, chained, with a lock a bucket. Here one
// thread uses it.

#include "peers/adapter.hpp"

#include <oneapi/tbb/concurrent_hash_map.h>
#include <oneapi/tbb/version.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace peers {

template <class Key, class Mapped, template <class> class Allocator = std::allocator>
class tbb_map {
  public:
    using key_type = Key;
    using mapped_type = Mapped;
    using map_type = tbb::concurrent_hash_map<Key, Mapped, tbb::tbb_hash_compare<Key>,
                                              Allocator<std::pair<const Key, Mapped>>>;

    static constexpr const char* name = "tbb";
    static constexpr const char* type = "tbb::concurrent_hash_map";
    static std::string version() {
        return std::to_string(TBB_VERSION_MAJOR) + "." + std::to_string(TBB_VERSION_MINOR);
    }
    static void fix_seeds(std::uint64_t) {}

    bool insert(const Key& key, const Mapped& mapped) { return map_.insert({key, mapped}); }
    bool assign(const Key& key, const Mapped& mapped) {
        typename map_type::accessor where;
        const bool is_new = map_.insert(where, key);
        where->second = mapped;
        return is_new;
    }
    bool toggle(const Key& key, const Mapped& mapped) {
        typename map_type::accessor where;
        const bool is_new = map_.insert(where, {key, mapped});
        if (!is_new) {
            map_.erase(where);
        }
        return is_new;
    }
    bool erase(const Key& key) { return map_.erase(key); }
    // The lock ends with the call; nobody else is there who could erase the entry.
    [[nodiscard]] const Mapped* find(const Key& key) const {
        typename map_type::const_accessor where;
        return map_.find(where, key) ? &where->second : nullptr;
    }
    [[nodiscard]] std::size_t size() const { return map_.size(); }
    [[nodiscard]] std::size_t bucket_count() const { return map_.bucket_count(); }
    void reserve(std::size_t entries) { map_.rehash(entries); }
    void clear() { map_.clear(); }
    template <class Visit> void for_each(Visit&& visit) const {
        for (const auto& [key, mapped] : map_) {
            visit(key, mapped);
        }
    }

  private:
    map_type map_;
};

static_assert(map_adapter<tbb_map<int, int>>);

} // namespace peers
