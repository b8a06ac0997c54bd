// A look at a map that changes between its two readings is taken again, and marked in the end.
#include "failing_reads.hpp"
#include "own_process.hpp"

#include <ebb/attach/commands.hpp>
#include <ebb/attach/look.hpp>

#include <ebb/inspect/snapshot.hpp>
#include <ebb/map.hpp>

#include <gtest/gtest.h>

namespace attach_tests {
namespace {

namespace attach = ebb::attach;
using map_type = ebb::map<int, int>;

map_type map_of(int entries) {
    map_type map;
    for (int i = 0; i < entries; ++i) {
        map.try_emplace(i, i);
    }
    return map;
}

attach::look_result look_at(const map_type& map, const std::function<void()>& renew,
                            attach::look_options options = {}) {
    ebb::inspect::own_memory memory;
    return attach::look(memory, remote_map_of(map), options, renew);
}

TEST(looks, at_a_map_at_rest_are_one_and_whole) {
    const map_type map = map_of(10'000);
    const attach::look_result seen = look_at(map, [] {});
    EXPECT_EQ(seen.attempts, 1U);
    EXPECT_TRUE(seen.is_of_one_moment);
    EXPECT_EQ(seen.taken.now, ebb::inspect::figures_of(map).now);
    ASSERT_TRUE(seen.taken.counted);
    EXPECT_EQ(seen.taken.counted->slots().in_use, 10'000U);
}

TEST(looks, at_an_empty_map_are_whole) {
    EXPECT_TRUE(look_at({}, [] {}).is_of_one_moment);
}

TEST(looks, may_do_without_a_census) {
    attach::look_options options;
    options.with_census = false;
    EXPECT_FALSE(look_at(
                     map_of(10), [] {}, options)
                     .taken.counted);
}

// Each attempt renews before it begins, and before it compares.
TEST(looks, are_taken_again_until_the_map_stands_still) {
    map_type map = map_of(10'000);
    int renewed = 0;
    const attach::look_result seen = look_at(map, [&] {
        if (++renewed <= 4) {
            map.try_emplace(1'000'000 + renewed, 0);
        }
    });
    EXPECT_EQ(seen.attempts, 3U);
    EXPECT_TRUE(seen.is_of_one_moment);
    EXPECT_EQ(seen.taken.now.entries, 10'004U);
}

TEST(looks, at_a_map_that_never_stands_still_are_marked) {
    map_type map = map_of(10'000);
    int key = 1'000'000;
    const attach::look_result seen = look_at(map, [&] { map.try_emplace(++key, 0); });
    EXPECT_FALSE(seen.is_of_one_moment);
    EXPECT_FALSE(seen.taken.counted->is_of_one_moment);
    EXPECT_EQ(seen.attempts, attach::look_options{}.attempts);
}

TEST(looks, at_the_only_map_give_a_profile_though_it_changes) {
    map_type map = map_of(10'000);
    const auto watch = ebb::inspect::watch(map, "map");
    attach::request asked;
    asked.process = std::to_string(::getpid());
    const failing_reads none([&](std::size_t call) {
        map.try_emplace(1'000'000 + static_cast<int>(call), 0);
        return std::nullopt;
    });
    const attach::answer profile = attach::pprof(asked);
    EXPECT_FALSE(profile.text.empty());
    ASSERT_EQ(profile.notes.size(), 1U);
    EXPECT_NE(profile.notes.front().find("changed while it was read"), std::string::npos);
}

// The size is the same again, and what was counted is too; the table is another one.
TEST(looks, see_a_map_that_was_refilled) {
    map_type map = map_of(10'000);
    int renewed = 0;
    const attach::look_result seen = look_at(map, [&] {
        if (++renewed == 2) {
            map_type other = map_of(10'000);
            map = std::move(other);
        }
    });
    EXPECT_EQ(seen.attempts, 2U);
}

TEST(looks, at_what_another_ebb_compiled_are_refused) {
    const map_type map = map_of(10);
    attach::remote_map remote = remote_map_of(map);
    remote.fields.version = 7;
    remote.trouble = ebb::inspect::trouble_with(remote.fields);
    EXPECT_NE(remote.trouble.find("version 7"), std::string::npos);
    ebb::inspect::own_memory memory;
    EXPECT_THROW(static_cast<void>(attach::look(memory, remote, {}, [] {})),
                 ebb::inspect::unreadable);
}

} // namespace
} // namespace attach_tests
