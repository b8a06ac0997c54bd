// What one operation asks of the heap and gives back to it, counted for the whole program: no more
// calls than the operation has arrays to make or to free. (What glibc does in a call is not the
// map's, and can be long: it puts together what others have freed, when it is asked for a
// kilobyte.)
#include "support/throwing.hpp"

#include "ebb/go_map.hpp"
#include "ebb/map.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>

namespace {

struct calls {
    std::uint64_t of_new = ebb_tests::operator_new_calls;
    std::uint64_t of_delete = ebb_tests::operator_delete_calls;

    friend calls operator-(calls a, const calls& b) {
        a.of_new -= b.of_new;
        a.of_delete -= b.of_delete;
        return a;
    }
};

struct most {
    std::uint64_t of_new = 0;
    std::uint64_t of_delete = 0;

    template <class Operation> void see(Operation operation) {
        const calls before;
        operation();
        const calls made = calls() - before;
        of_new = std::max(of_new, made.of_new);
        of_delete = std::max(of_delete, made.of_delete);
    }
};

template <class Map> class heap_calls : public testing::Test {};
using maps = testing::Types<ebb::map<int, int>, ebb::eager_map<int, int>, ebb::go_map<int, int>>;
TYPED_TEST_SUITE(heap_calls, maps);

TYPED_TEST(heap_calls, of_one_operation_are_few) {
    TypeParam map;
    most inserts;
    most erases;
    for (int i = 0; i < 200'000; ++i) {
        inserts.see([&] { map.try_emplace(i, i); });
    }
    for (int i = 0; i < 199'990; ++i) {
        erases.see([&] { map.erase(i); });
    }
    for (int i = 0; i < 1'000; ++i) {
        inserts.see([&] { map.try_emplace(i, i); });
    }
    // A table is two arrays, an overflow chunk one more, and its directory another.
    EXPECT_LE(inserts.of_new, 4U);
    EXPECT_LE(erases.of_new, 4U);
}

TYPED_TEST(heap_calls, of_an_end_ask_for_nothing) {
    for (int entries : {0, 1, 8, 100, 600, 5'000, 100'000}) {
        auto map = std::make_unique<TypeParam>();
        for (int i = 0; i < entries; ++i) {
            map->try_emplace(i, i);
        }
        most end;
        end.see([&] { map->clear(); });
        end.see([&] { map->shrink_to_fit(); });
        end.see([&] { *map = TypeParam(); });
        end.see([&] { map.reset(); });
        EXPECT_EQ(end.of_new, 0U) << entries;
    }
}

} // namespace
