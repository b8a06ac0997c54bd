#pragma once
// What the benchmarks ask of a map, whatever it is called there. An adapter is a class with a map in
// it and nothing else; every call is one call of the map's own, so that it costs nothing.
//
//     maps/ebb.hpp maps/boost.hpp maps/absl.hpp maps/standard.hpp maps/sparsehash.hpp
//
// have one each, a template of key and mapped type. Hash, equality and allocator are the map's own
// defaults.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>

namespace bench {

template <class A>
concept map_adapter = std::default_initializable<A> && std::copy_constructible<A> &&
    requires(A map, const A& fixed, const typename A::key_type& key,
             const typename A::mapped_type& mapped, std::size_t count,
             void (*visit)(const typename A::mapped_type&)) {
    { A::name } -> std::convertible_to<const char*>;
    { A::version() } -> std::same_as<std::string>;
    A::fix_seeds(std::uint64_t{}); // a map with random seeds draws the same ones from here on
    { map.insert(key, mapped) } -> std::same_as<bool>; // whether it is new
    { map.toggle(key, mapped) } -> std::same_as<bool>; // inserted, or else erased what was there
    { map.erase(key) } -> std::same_as<bool>;
    { fixed.find(key) } -> std::same_as<const typename A::mapped_type*>; // null: not there
    { fixed.size() } -> std::same_as<std::size_t>;
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

    bool insert(const key_type& key, const mapped_type& mapped) {
        return map_.try_emplace(key, mapped).second;
    }
    bool toggle(const key_type& key, const mapped_type& mapped) {
        const auto [where, is_new] = map_.try_emplace(key, mapped);
        if (!is_new) {
            map_.erase(where);
        }
        return is_new;
    }
    bool erase(const key_type& key) { return map_.erase(key) != 0; }
    [[nodiscard]] const mapped_type* find(const key_type& key) const {
        const auto where = map_.find(key);
        return where == map_.end() ? nullptr : &where->second;
    }
    [[nodiscard]] std::size_t size() const { return map_.size(); }
    void reserve(std::size_t entries) { map_.reserve(entries); }
    void clear() { map_.clear(); }
    template <class Visit> void for_each(Visit&& visit) const {
        for (const auto& entry : map_) {
            visit(entry.second);
        }
    }

  protected:
    Map map_;
};

} // namespace bench
