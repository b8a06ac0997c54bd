#pragma once
// The rows of the grid. docs/benchmarks.md says what each of them does exactly.

#include <array>
#include <cstddef>
#include <string_view>

namespace bench::grid {

enum class operation {
    insert,
    insert_again,
    insert_reserved,
    insert_reserved_again,
    hit,
    miss,
    half_hit,
    dependent_hit,
    erase_insert,
    erase_all,
    walk,
    walk_sparse,
    copy,
    copy_again,
    clear_refill,
    cache,
    toggle,
};

struct operation_name {
    operation what;
    std::string_view name;
    std::string_view meaning;
};

inline constexpr std::array<operation_name, 17> operation_names{{
    {operation::insert, "insert", "fill an empty map"},
    {operation::insert_again, "insert-again", "the same where such a map was before"},
    {operation::insert_reserved, "insert-reserved", "reserve, then fill"},
    {operation::insert_reserved_again, "insert-reserved-again",
     "the same where such a map was before"},
    {operation::hit, "hit", "look up keys that are there"},
    {operation::miss, "miss", "look up keys that are not there"},
    {operation::half_hit, "half-hit", "look up keys half of which are there"},
    {operation::dependent_hit, "dependent-hit", "each lookup waits for the answer before"},
    {operation::erase_insert, "erase-insert", "erase one, insert another: the size stays"},
    {operation::erase_all, "erase-all", "erase one by one until none is left"},
    {operation::walk, "walk", "visit all entries"},
    {operation::walk_sparse, "walk-sparse", "visit what is left after erasing 99 %"},
    {operation::copy, "copy", "copy the map"},
    {operation::copy_again, "copy-again", "the same where such a copy was before"},
    {operation::clear_refill, "clear-refill", "clear, then fill again"},
    {operation::cache, "cache", "90 hits on the newest, 10 misses, one out, one in"},
    {operation::toggle, "toggle", "insert if absent, else erase"},
}};

// Returns: whether it builds a map where one of the same type and size was built and destroyed
//   before, in the same process. Small maps are always measured so (warm_up_below), under the name
//   without "-again".
[[nodiscard]] constexpr bool is_again(operation what) noexcept {
    return what == operation::insert_again || what == operation::insert_reserved_again ||
           what == operation::copy_again;
}

} // namespace bench::grid
