// The registry names the maps that are watched, for this program and for readers outside.
#include <ebb/go_map.hpp>
#include <ebb/inspect/watch.hpp>
#include <ebb/set.hpp>

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace ebb_tests {
namespace {

using ebb::inspect::find_subject;
using ebb::inspect::registry_record;
using ebb::inspect::watch;

TEST(the_registry, has_a_map_as_long_as_it_is_watched) {
    const std::size_t before = ebb::inspect::subjects().size();
    ebb::map<int, std::string> map;
    {
        const auto handle = watch(map, "short-lived");
        EXPECT_EQ(ebb::inspect::subjects().size(), before + 1);
        EXPECT_EQ(find_subject("short-lived"), handle.entry());
        EXPECT_EQ(find_subject(handle.entry()->who().id), handle.entry());
    }
    EXPECT_EQ(ebb::inspect::subjects().size(), before);
    EXPECT_EQ(find_subject("short-lived"), nullptr);
}

TEST(the_registry, keeps_the_order_and_never_uses_an_id_again) {
    ebb::set<int> set;
    auto first = watch(set, "twin");
    const auto second = watch(set, "twin");
    EXPECT_LT(first.entry()->who().id, second.entry()->who().id);
    EXPECT_EQ(find_subject("twin"), second.entry()) << "the newest of a name";
    const std::uint64_t last = second.entry()->who().id;
    { const auto moved = std::move(first); }
    const auto third = watch(set, "twin");
    EXPECT_GT(third.entry()->who().id, last);
}

TEST(the_registry, tells_types_and_where_the_map_was_watched) {
    ebb::go_map<std::string, int> map;
    const auto handle = watch(map, "typed");
    const ebb::inspect::identity& who = handle.entry()->who();
    EXPECT_EQ(who.map_type.rfind("ebb::map<", 0), 0U) << who.map_type;
    EXPECT_NE(who.key_type.find("string"), std::string::npos) << who.key_type;
    EXPECT_EQ(who.value_type, "int");
    EXPECT_EQ(who.policy, "ebb::go_policy");
    EXPECT_NE(who.site_file.find("watch_enters_the_registry.cpp"), std::string::npos);
    EXPECT_GT(who.site_line, 30U);
    EXPECT_FALSE(who.stack.empty());
    ebb::set<int> set;
    EXPECT_EQ(watch(set, "set").entry()->who().value_type, "");
}

TEST(the_registry, lies_in_memory_as_it_is_described) {
    ebb::map<int, int> map{{1, 2}};
    const std::uint64_t changes = ebb_registry.changes.load();
    EXPECT_EQ(changes % 2, 0U);
    {
        const auto handle = watch(map, "for readers outside");
        EXPECT_STREQ(ebb_registry.cookie, ebb::inspect::registry_cookie);
        EXPECT_EQ(ebb_registry.version, ebb::inspect::registry_version);
        const registry_record* record = ebb_registry.first;
        ASSERT_NE(record, nullptr);
        EXPECT_STREQ(record->name, "for readers outside");
        EXPECT_EQ(record->id, handle.entry()->who().id);
        EXPECT_EQ(record->engine, &ebb::table::map_access::engine(map));
        EXPECT_EQ(record->fields->version, ebb::table::engine_fields::present_version);
        EXPECT_EQ(ebb_registry.changes.load(), changes + 2);
    }
    EXPECT_EQ(ebb_registry.changes.load(), changes + 4);
    const registry_record* first = ebb_registry.first;
    EXPECT_TRUE(first == nullptr || std::string(first->name) != "for readers outside");
}

TEST(the_registry, follows_a_handle_that_is_moved) {
    ebb::map<int, int> map;
    auto handle = watch(map, "one");
    auto moved = std::move(handle);
    EXPECT_NE(find_subject("one"), nullptr);
    auto other = watch(map, "two");
    moved = std::move(other);
    EXPECT_NE(find_subject("two"), nullptr);
}

} // namespace
} // namespace ebb_tests
