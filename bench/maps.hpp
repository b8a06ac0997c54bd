#pragma once
// The maps that are compared, from numbers to numbers, each with its defaults.

#include "ebb/map.hpp"

#include "measure.hpp"

#if defined(EBB_BENCH_HAVE_BOOST)
#include <boost/unordered/unordered_flat_map.hpp>
#endif
#if defined(EBB_BENCH_HAVE_ABSL)
#include <absl/container/flat_hash_map.h>
#endif

#include <unordered_map>
#include <utility>

namespace bench {

template <class Policy>
using ebb_map_under = ebb::map<number, number, ebb::hash<number>, ebb::equal_to<number>,
                               ebb::page_allocator<std::pair<const number, number>>, Policy>;

// A map and its name. A map with seeds of its own gets the same ones in every run.
struct ebb_default {
    using map_type = ebb_map_under<ebb::default_policy>;
    static constexpr const char* name = "ebb";
};
struct ebb_eager {
    using map_type = ebb_map_under<ebb::eager_policy>;
    static constexpr const char* name = "ebb eager";
};
struct std_unordered {
    using map_type = std::unordered_map<number, number>;
    static constexpr const char* name = "std::unordered_map";
};
#if defined(EBB_BENCH_HAVE_BOOST)
struct boost_flat {
    using map_type = boost::unordered_flat_map<number, number>;
    static constexpr const char* name = "boost::unordered_flat_map";
};
#endif
#if defined(EBB_BENCH_HAVE_ABSL)
struct absl_flat {
    using map_type = absl::flat_hash_map<number, number>;
    static constexpr const char* name = "absl::flat_hash_map";
};
#endif

} // namespace bench
