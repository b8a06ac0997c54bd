// Operations come back from their file as they were written, and facts from JSON.
#include "planned.hpp"

#include "plan/plan_json.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace replay_tests {
namespace {

using replay::operation_kind;

TEST(plan_operation_files, hold_every_kind_and_outcome) {
    const replay::plan made;
    replay::operation_writer writer(made.file);
    texts expected;
    for (unsigned i = 0; i < 8; ++i) {
        const replay::operation<std::uint64_t> each{static_cast<operation_kind>(i % 4), i >= 4,
                                                    ~std::uint64_t{i}};
        writer.write(each.kind, each.outcome, each.key);
        expected.push_back(described(each));
    }
    writer.flush();
    texts found;
    for (const auto& each : read_operations<std::uint64_t>(made)) {
        found.push_back(described(each));
    }
    EXPECT_EQ(found, expected);
}

// Buffers hold 1 MiB: shorter and longer keys, and all that lie across two of them.
TEST(plan_operation_files, hold_strings_of_any_length) {
    std::mt19937_64 random(1);
    std::vector<std::string> keys{"", std::string((1 << 20) + 17, 'x'), std::string(1 << 20, 'y')};
    for (int i = 0; i < 3'000; ++i) {
        keys.emplace_back(random() % 2'000, static_cast<char>(random()));
    }
    const replay::plan made;
    replay::operation_writer writer(made.file);
    for (const std::string& key : keys) {
        writer.write(operation_kind::insert, true, key);
    }
    writer.flush();
    const auto found = read_operations<std::string>(made);
    ASSERT_EQ(found.size(), keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        ASSERT_TRUE(found[i].key == keys[i]) << i;
    }
}

TEST(plan_operation_files, are_read_from_the_beginning_by_everyone) {
    const replay::plan made = plan_by("cache:3", with_numbers, {get(1), get(2), get(1)});
    EXPECT_EQ(read_operations<std::uint64_t>(made).size(), made.facts.operations);
    EXPECT_EQ(read_operations<std::uint64_t>(made).size(), made.facts.operations);
}

TEST(plan_operation_files, may_move) {
    replay::plan made = plan_by("direct", with_numbers, {set(1), get(1)});
    replay::plan other = std::move(made);
    made = plan_by("direct", with_numbers, {get(1)});
    EXPECT_EQ(read_operations<std::uint64_t>(other).size(), 2U);
    EXPECT_EQ(read_operations<std::uint64_t>(made).size(), 1U);
    made = std::move(other);
    EXPECT_EQ(read_operations<std::uint64_t>(made).size(), 2U);
}

TEST(plan_operation_files, facts_survive_json) {
    const replay::plan_facts facts =
        planned_by("ttl:2", with_clock, {get("a", 0.1), set("b", 1), get("b", 2.7), get("c", 9)})
            .facts;
    const nlohmann::json once = facts;
    const std::string text = once.dump();
    const auto back = nlohmann::json::parse(text).get<replay::plan_facts>();
    EXPECT_EQ(nlohmann::json(back).dump(), text);
    EXPECT_EQ(back.contents_hash, facts.contents_hash);
    EXPECT_EQ(back.unused_strings, facts.unused_strings);
    ASSERT_EQ(back.points.size(), facts.points.size());
    EXPECT_EQ(back.points[0].x, facts.points[0].x);
}

TEST(plan_operation_files, hashes_of_entries_tell_keys_and_values_apart) {
    using replay::entry_hash;
    EXPECT_NE(entry_hash("a", 1), entry_hash("a", 2));
    EXPECT_NE(entry_hash("a", 1), entry_hash("b", 1));
    EXPECT_NE(entry_hash("a", 1) + entry_hash("b", 2), entry_hash("a", 2) + entry_hash("b", 1));
    EXPECT_NE(entry_hash(std::uint64_t{1}, 2), entry_hash(std::uint64_t{2}, 1));
}

} // namespace
} // namespace replay_tests
