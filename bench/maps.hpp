#pragma once
// The maps that this program was built with, to numbers.

#include "keys.hpp"
#include "peers/ebb.hpp"
#include "peers/standard.hpp"

#if defined(EBB_PEERS_HAVE_BOOST)
#include "peers/boost.hpp"
#endif
#if defined(EBB_PEERS_HAVE_ABSL)
#include "peers/absl.hpp"
#endif
#if defined(EBB_PEERS_HAVE_SPARSEHASH)
#include "peers/sparsehash.hpp"
#endif

namespace bench {

// Effects: calls visit.operator()<Map>() for each map, ebb's first.
template <class Key = number, class Visit> void for_each_map(Visit&& visit) {
    visit.template operator()<peers::ebb_map<Key, number>>();
    visit.template operator()<peers::ebb_eager_map<Key, number>>();
#if defined(EBB_PEERS_HAVE_BOOST)
    visit.template operator()<peers::boost_map<Key, number>>();
#endif
#if defined(EBB_PEERS_HAVE_ABSL)
    visit.template operator()<peers::absl_map<Key, number>>();
#endif
    visit.template operator()<peers::std_map<Key, number>>();
#if defined(EBB_PEERS_HAVE_SPARSEHASH)
    visit.template operator()<peers::sparsehash_map<Key, number>>();
#endif
}

} // namespace bench
