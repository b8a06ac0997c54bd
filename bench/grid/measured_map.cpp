// One map with one type of entry: compiled once for each pair, so that the loops of one map are
// compiled alike whatever else takes part, and a change to one map compiles its own files only.
//
// EBB_BENCH_HEADER, EBB_BENCH_MAP and EBB_BENCH_ENTRY come from CMakeLists.txt.

#include EBB_BENCH_HEADER

#include "grid/competitor.hpp"
#include "grid/entry.hpp"

namespace bench::grid {
namespace {

using entry = EBB_BENCH_ENTRY;
using map = peers::EBB_BENCH_MAP<entry::key_type, entry::mapped_type>;

const registration registered(make_competitor<map, entry>());

} // namespace
} // namespace bench::grid
