// expect: ebb: Policy does not model ebb::map_policy
// Buckets have 8 or 16 slots.
#include <ebb/map.hpp>

#include <functional>
#include <memory>
#include <utility>

struct own_policy : ebb::default_policy {
#ifdef EBB_MISTAKE
    static constexpr unsigned slots_per_bucket = 32;
#else
    static constexpr unsigned slots_per_bucket = 8;
#endif
};

ebb::map<int, int, ebb::hash<int>, std::equal_to<int>,
         ebb::page_allocator<std::pair<const int, int>>, own_policy>
    map;
