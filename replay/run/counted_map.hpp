#pragma once
// The counted counterpart of an adapter of ebb's maps: it does the same, and tells what it did.

#include <ebb/map.hpp>

#include <memory>
#include <utility>

#include "peers/adapter.hpp"

namespace replay {

template <class Map> struct counted_counterpart {};

template <class Key, class T, class Hash, class Equal, class Allocator, class Policy>
struct counted_counterpart<ebb::map<Key, T, Hash, Equal, Allocator, Policy>> {
    using type = ebb::map<Key, T, Hash, Equal, Allocator, ebb::counted<Policy>>;
};

// Whether an adapter's map is one of ebb's.
template <class Adapter>
concept has_counted = requires {
    typename counted_counterpart<typename Adapter::map_type>::type;
};

template <class Adapter>
struct counted_adapter
    : peers::standard_adapter<typename counted_counterpart<typename Adapter::map_type>::type> {
    static constexpr const char* name = Adapter::name;
    static constexpr const char* type = Adapter::type;
    static std::string version() { return Adapter::version(); }
    [[nodiscard]] const auto& map() const { return this->map_; }
};

template <class Adapter> using counted_t = counted_adapter<Adapter>;

} // namespace replay
