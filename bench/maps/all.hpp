#pragma once
// The maps that this program was built with, from numbers to numbers.

#include "keys.hpp"
#include "maps/ebb.hpp"
#include "maps/standard.hpp"

#if defined(EBB_BENCH_HAVE_BOOST)
#include "maps/boost.hpp"
#endif
#if defined(EBB_BENCH_HAVE_ABSL)
#include "maps/absl.hpp"
#endif
#if defined(EBB_BENCH_HAVE_SPARSEHASH)
#include "maps/sparsehash.hpp"
#endif

namespace bench {

// Effects: calls visit.operator()<Map>() for each map, ebb's first.
template <class Visit> void for_each_map(Visit&& visit) {
    visit.template operator()<ebb_map<number, number>>();
    visit.template operator()<ebb_eager_map<number, number>>();
#if defined(EBB_BENCH_HAVE_BOOST)
    visit.template operator()<boost_map<number, number>>();
#endif
#if defined(EBB_BENCH_HAVE_ABSL)
    visit.template operator()<absl_map<number, number>>();
#endif
    visit.template operator()<std_map<number, number>>();
#if defined(EBB_BENCH_HAVE_SPARSEHASH)
    visit.template operator()<sparsehash_map<number, number>>();
#endif
}

} // namespace bench
