// The moments at which maps are looked at are few, however long a plan is, and cover all of it.
#include "plan/plan_points.hpp"
#include "planned.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace replay_tests {
namespace {

using replay::plan_point;
using replay::plan_points;

std::vector<plan_point> points_of(std::uint64_t operations) {
    plan_points points;
    for (std::uint64_t i = 1; i <= operations; ++i) {
        points.pass(i, static_cast<double>(i), 0);
    }
    points.mark(operations, static_cast<double>(operations), 0);
    return points.take();
}

void expect_ascending(const std::vector<plan_point>& points) {
    for (std::size_t i = 1; i < points.size(); ++i) {
        ASSERT_LT(points[i - 1].operations, points[i].operations);
        ASSERT_LE(points[i - 1].x, points[i].x);
    }
}

TEST(plan_points, short_runs_have_one_each_operation) {
    for (std::uint64_t operations = 1; operations < plan_points::points_most; operations += 13) {
        const std::vector<plan_point> points = points_of(operations);
        ASSERT_EQ(points.size(), operations);
        ASSERT_EQ(points.front().operations, 1U);
        ASSERT_EQ(points.back().operations, operations);
        expect_ascending(points);
    }
}

TEST(plan_points, long_runs_have_a_plot_full) {
    for (const std::uint64_t operations : {2048U, 2049U, 3000U, 4095U, 4096U, 4097U, 10'000U,
                                           65'535U, 65'536U, 65'537U, 1'000'003U}) {
        const std::vector<plan_point> points = points_of(operations);
        EXPECT_GE(points.size(), plan_points::points_most / 2) << operations;
        EXPECT_LE(points.size(), plan_points::points_most + 1) << operations;
        EXPECT_EQ(points.back().operations, operations);
        expect_ascending(points);
    }
}

TEST(plan_points, lie_equally_far_apart_from_the_first_on) {
    const std::vector<plan_point> points = points_of(1'000'003);
    const std::uint64_t stride = points[0].operations;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        ASSERT_EQ(points[i].operations, (i + 1) * stride);
    }
    EXPECT_LE(points.back().operations - points[points.size() - 2].operations, stride);
}

TEST(plan_points, a_mark_where_one_is_adds_none) {
    plan_points points;
    points.pass(1, 1, 1);
    points.mark(1, 1, 1);
    EXPECT_EQ(points.take().size(), 1U);
}

std::vector<replay::request> random_requests(int count, int keys) {
    std::mt19937_64 random(1);
    std::vector<replay::request> requests;
    for (int i = 0; i < count; ++i) {
        const auto kind = static_cast<replay::request_kind>(random() % 4);
        const int key = static_cast<int>(random() % static_cast<unsigned>(keys));
        requests.push_back(ask(kind, key, i / 100.0, kind == replay::request_kind::set ? 5 : 0));
    }
    return requests;
}

TEST(plan_points, cover_the_drain) {
    for (const auto& input : {with_numbers, input_of("csv", true, true)}) {
        std::vector<replay::request> requests;
        for (int key = 0; key < 10'000; ++key) {
            requests.push_back(set(key, key));
        }
        const replay::plan_facts facts = planned_by("direct", input, requests).facts;
        EXPECT_LE(facts.points.size(), plan_points::points_most + 2);
        EXPECT_EQ(facts.points.back().operations, facts.operations);
        EXPECT_EQ(facts.points.back().live_entries, facts.entries_at_rest);
        expect_ascending(facts.points);
        std::size_t of_drain = 0;
        for (const plan_point& each : facts.points) {
            of_drain += each.operations > 10'000 ? 1 : 0;
            EXPECT_EQ(each.operations > 10'000, each.x > facts.x_of_drain);
        }
        EXPECT_GE(of_drain, plan_points::points_most / 4);
    }
}

TEST(plan_points, are_few_in_plans_of_any_length) {
    for (const int count : {1, 2, 100, 2'000, 2'047, 2'048, 2'049, 30'000}) {
        const replay::plan_facts facts =
            planned_by("cache:100", with_numbers, random_requests(count, 1'000)).facts;
        EXPECT_LE(facts.points.size(), plan_points::points_most + 2) << count;
        EXPECT_EQ(facts.points.back().operations, facts.operations) << count;
        expect_ascending(facts.points);
    }
}

TEST(plan_points, say_how_many_entries_live) {
    for (const char* model : {"direct", "cache:50", "ttl:3", "sessions:0.05"}) {
        const replay::plan made =
            plan_by(model, input_of("csv", true, true), random_requests(700, 100));
        std::set<std::uint64_t> live;
        std::uint64_t operations = 0;
        auto point = made.facts.points.begin();
        std::size_t wrong = 0;
        for (const auto& each : read_operations<std::uint64_t>(made)) {
            if (each.kind == replay::operation_kind::erase) {
                live.erase(each.key);
            } else if (each.kind != replay::operation_kind::find) {
                live.insert(each.key);
            }
            ++operations;
            if (operations == point->operations) {
                wrong += point->live_entries != live.size() ? 1 : 0;
                ++point;
            }
        }
        EXPECT_EQ(wrong, 0U) << model;
        EXPECT_EQ(point, made.facts.points.end()) << model;
    }
}

} // namespace
} // namespace replay_tests
