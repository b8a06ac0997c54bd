// One map in all its sizes: compiled once for each, so that a change to one map compiles its own
// file only. EBB_REPLAY_HEADER and EBB_REPLAY_MAP come from CMakeLists.txt.

#include EBB_REPLAY_HEADER

#include "peers/counting_allocator.hpp"
#include "run/counted_map.hpp"
#include "run/inside_pass.hpp"
#include "run/latency_pass.hpp"
#include "run/throughput_pass.hpp"
#include "run/value.hpp"

#include <string>

namespace replay {
namespace {

template <class Key, class Mapped>
using measured = peers::EBB_REPLAY_MAP<Key, Mapped, peers::counting_allocator>;

// The same seeds in every round and pass, so that a map does the same in each.
constexpr std::uint64_t hash_seed = 1;

template <class Key, class Mapped>
pass_report run_pass(const plan& work, pass which, const run_progress& go_on) {
    using map = measured<Key, Mapped>;
    map::fix_seeds(hash_seed);
    if constexpr (requires { map::reserve_keys(Key(), Key()); }) {
        if constexpr (std::is_same_v<Key, std::string>) {
            map::reserve_keys(work.facts.unused_strings[0], work.facts.unused_strings[1]);
        } else {
            map::reserve_keys(work.facts.unused_numbers[0], work.facts.unused_numbers[1]);
        }
    }
    switch (which) {
    case pass::throughput:
        return throughput_pass<map>(work, go_on);
    case pass::latency:
        return latency_pass<map>(work, go_on);
    case pass::inside:
        if constexpr (has_counted<map>) {
            return inside_pass<counted_t<map>>(work, go_on);
        }
    }
    return {};
}

template <std::size_t Bytes>
pass_report run_keys(const plan& work, pass which, const run_progress& go_on) {
    return work.facts.has_numeric_keys ? run_pass<std::uint64_t, value_t<Bytes>>(work, which, go_on)
                                       : run_pass<std::string, value_t<Bytes>>(work, which, go_on);
}

// Requires: value_bytes is one of value_sizes, from the one of this number on.
template <std::size_t First = 0>
pass_report run(const plan& work, pass which, std::size_t value_bytes, const run_progress& go_on) {
    if constexpr (First + 1 < std::size(value_sizes)) {
        if (value_bytes != value_sizes[First]) {
            return run<First + 1>(work, which, value_bytes, go_on);
        }
    }
    return run_keys<value_sizes[First]>(work, which, go_on);
}

using usual = measured<std::uint64_t, std::uint64_t>;
const registration registered({usual::name, usual::type, usual::version(), has_counted<usual>,
                               run<>});

} // namespace
} // namespace replay
