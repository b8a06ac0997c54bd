#pragma once
// What benchmarks and `ebb replay` ask of a map, whatever it is called there. An adapter is a class
// with a map in it and nothing else; every call is one call of the map's own, and inlined, so that
// it costs nothing.
//
//     ebb.hpp boost.hpp absl.hpp standard.hpp sparsehash.hpp tbb.hpp
//
// have one each, a template of key, mapped type and, if memory is to be counted, allocator
// (counting_allocator.hpp). Hash and equality are the map's own defaults.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>

namespace peers {

template <class A>
concept map_adapter = std::default_initializable<A> &&
    requires(A map, const A& fixed, const typename A::key_type& key,
             const typename A::mapped_type& mapped, std::size_t count,
             void (*visit)(const typename A::key_type&, const typename A::mapped_type&)) {
    { A::name } -> std::convertible_to<const char*>;
    { A::type } -> std::convertible_to<const char*>; // as it is called in C++
    { A::version() } -> std::same_as<std::string>;
    A::fix_seeds(std::uint64_t{}); // a map with random seeds draws the same ones from here on
    { map.insert(key, mapped) } -> std::same_as<bool>; // whether it is new
    { map.assign(key, mapped) } -> std::same_as<bool>; // the same; what was there is overwritten
    { map.toggle(key, mapped) } -> std::same_as<bool>; // inserted, or else erased what was there
    { map.erase(key) } -> std::same_as<bool>;
    { fixed.find(key) } -> std::same_as<const typename A::mapped_type*>; // null: not there
    { fixed.size() } -> std::same_as<std::size_t>;
    { fixed.bucket_count() } -> std::same_as<std::size_t>; // changes when the map grows
    map.reserve(count);
    map.clear();
    fixed.for_each(visit);
};

// The adapter of a map with the interface of std::unordered_map in C++17.
template <class Map> class standard_adapter {
  public:
    using map_type = Map;
    using key_type = typename Map::key_type;
    using mapped_type = typename Map::mapped_type;

    static void fix_seeds(std::uint64_t) {}

    [[gnu::always_inline]] bool insert(const key_type& key, const mapped_type& mapped) {
        return map_.try_emplace(key, mapped).second;
    }
    [[gnu::always_inline]] bool assign(const key_type& key, const mapped_type& mapped) {
        return map_.insert_or_assign(key, mapped).second;
    }
    [[gnu::always_inline]] bool toggle(const key_type& key, const mapped_type& mapped) {
        const auto [where, is_new] = map_.try_emplace(key, mapped);
        if (!is_new) {
            map_.erase(where);
        }
        return is_new;
    }
    [[gnu::always_inline]] bool erase(const key_type& key) { return map_.erase(key) != 0; }
    [[nodiscard, gnu::always_inline]] const mapped_type* find(const key_type& key) const {
        const auto where = map_.find(key);
        return where == map_.end() ? nullptr : &where->second;
    }
    [[nodiscard]] std::size_t size() const { return map_.size(); }
    [[nodiscard]] std::size_t bucket_count() const { return map_.bucket_count(); }
    void reserve(std::size_t entries) { map_.reserve(entries); }
    void clear() { map_.clear(); }
    template <class Visit> void for_each(Visit&& visit) const {
        for (const auto& [key, mapped] : map_) {
            visit(key, mapped);
        }
    }

  protected:
    Map map_;
};

} // namespace peers
