// expect: ebb: Policy does not model ebb::map_policy
// A shrink merges buckets, which only evacuation in index order does.
#include <ebb/set.hpp>

#include <functional>

struct own_policy : ebb::go_policy {
#ifdef EBB_MISTAKE
    static constexpr ebb::shrink_mode shrinks = ebb::shrink_mode::by_inserts;
#else
    static constexpr bool counts = true;
#endif
};

ebb::set<int, ebb::hash<int>, std::equal_to<int>, ebb::page_allocator<int>, own_policy> set;
