// Passes let a map through that does what the plan says, and say where another one does not.
#include "run/throughput_pass.hpp"

#include "error.hpp"
#include "peers/ebb.hpp"
#include "peers/standard.hpp"
#include "planned.hpp"
#include "run/latency_pass.hpp"
#include "run/value.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace replay_tests {
namespace {

using right_map = peers::std_map<std::uint64_t, std::uint64_t, peers::counting_allocator>;

bool to_the_end(std::uint64_t) { return true; }

// Every kind of operation with either outcome.
replay::plan every_outcome() {
    return plan_by("direct", with_numbers,
                   {set(1), get(1), get(2), add(1), add(2), set(1), erase(1), erase(1), get(1),
                    set(1), set(3), get(1), get(2), erase(3)});
}

template <class Map> std::string throughput_failure(const replay::plan& work) {
    try {
        (void)replay::throughput_pass<Map>(work, to_the_end);
    } catch (const replay::failure& error) {
        return error.what();
    }
    return "none";
}

template <class Map> std::string latency_failure(const replay::plan& work) {
    try {
        (void)replay::latency_pass<Map>(work, to_the_end);
    } catch (const replay::failure& error) {
        return error.what();
    }
    return "none";
}

template <class Map> void expect_failure(const replay::plan& work, const std::string& text) {
    EXPECT_EQ(throughput_failure<Map>(work), text);
    EXPECT_EQ(latency_failure<Map>(work), text);
}

TEST(run_passes, maps_that_do_as_planned_pass) {
    const replay::plan work = every_outcome();
    expect_failure<right_map>(work, "none");
    using ebb_map = peers::ebb_map<std::uint64_t, std::uint64_t>;
    expect_failure<ebb_map>(work, "none");
}

TEST(run_passes, values_may_be_of_any_size) {
    const replay::plan work = every_outcome();
    EXPECT_EQ((throughput_failure<peers::std_map<std::uint64_t, replay::value_t<64>>>(work)),
              "none");
    EXPECT_EQ((latency_failure<peers::ebb_map<std::uint64_t, replay::value_t<256>>>(work)), "none");
}

TEST(run_passes, keys_may_be_strings) {
    const replay::plan work = plan_by("cache:2", without_clock,
                                      {get("a"), get("b"), get("c"), get("a"), set("c"), get("c")});
    EXPECT_EQ((throughput_failure<peers::std_map<std::string, std::uint64_t>>(work)), "none");
    EXPECT_EQ((latency_failure<peers::ebb_map<std::string, replay::value_t<64>>>(work)), "none");
}

struct forgetful_erase : right_map { // says that it has erased
    static constexpr const char* name = "wrong";
    bool erase(std::uint64_t key) { return find(key) != nullptr; }
};

TEST(run_passes, an_erase_that_forgets_is_seen_at_the_next_operation) {
    const replay::plan work = plan_by("direct", with_numbers, {set(1), erase(1), set(1)});
    expect_failure<forgetful_erase>(
        work, "wrong: operation 3 (assign of key 1) gave false, expected true");
}

TEST(run_passes, an_erase_that_forgets_is_seen_at_the_end) {
    const replay::plan work = plan_by("direct", with_numbers, {set(1), set(2), erase(1)});
    const std::string expected = fmt::format(
        "wrong: the map ends with 2 entries of hash {:016x}, expected 1 of hash {:016x}",
        replay::entry_hash(std::uint64_t{1}, 0) + replay::entry_hash(std::uint64_t{2}, 1),
        replay::entry_hash(std::uint64_t{2}, 1));
    expect_failure<forgetful_erase>(work, expected);
}

struct blind_find : right_map {
    static constexpr const char* name = "wrong";
    [[nodiscard]] const std::uint64_t* find(std::uint64_t key) const {
        return key == 7 ? nullptr : right_map::find(key);
    }
};

TEST(run_passes, a_find_that_misses_is_seen) {
    const replay::plan work =
        plan_by("direct", with_numbers, {set(6), set(7), get(6), get(7), get(6)});
    expect_failure<blind_find>(work,
                               "wrong: operation 4 (find of key 7) gave false, expected true");
}

struct greedy_insert : right_map {
    static constexpr const char* name = "wrong";
    bool insert(std::uint64_t key, std::uint64_t mapped) { return assign(key, mapped); }
};

TEST(run_passes, an_insert_that_overwrites_is_seen_in_what_is_left) {
    const replay::plan work = plan_by("direct", with_numbers, {set(1), add(1)});
    const std::string expected = fmt::format(
        "wrong: the map ends with 1 entries of hash {:016x}, expected 1 of hash {:016x}",
        replay::entry_hash(std::uint64_t{1}, 1), replay::entry_hash(std::uint64_t{1}, 0));
    expect_failure<greedy_insert>(work, expected);
}

TEST(run_passes, an_insert_that_overwrites_is_seen_in_what_was_found) {
    const replay::plan work = plan_by("direct", with_numbers, {set(1), add(1), get(1), erase(1)});
    const std::string expected = "wrong: lookups found values that add up to 1, expected 0";
    expect_failure<greedy_insert>(work, expected);
}

struct idle_assign : right_map { // leaves what is there
    static constexpr const char* name = "wrong";
    bool assign(std::uint64_t key, std::uint64_t mapped) { return right_map::insert(key, mapped); }
};

TEST(run_passes, an_assign_that_leaves_what_is_there_is_seen) {
    const replay::plan work =
        plan_by("direct", with_numbers, {set(1), set(2), set(2), get(2), erase(2)});
    expect_failure<idle_assign>(work, "wrong: lookups found values that add up to 1, expected 2");
}

TEST(run_passes, strings_are_named_in_failures) {
    struct deaf_map : peers::std_map<std::string, std::uint64_t> {
        [[nodiscard]] const std::uint64_t* find(const std::string&) const { return nullptr; }
    };
    const replay::plan work = plan_by("direct", without_clock, {set("a"), get("a")});
    expect_failure<deaf_map>(work, "std: operation 2 (find of key a) gave false, expected true");
}

} // namespace
} // namespace replay_tests
