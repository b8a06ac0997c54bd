// What a handler of misuse is told, and how it is set.
#include "ebb/map.hpp"
#include "ebb/set.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <string_view>
#include <utility>

namespace {

// Its copies come back to a map that is being changed.
struct meddler {
    meddler() = default;
    meddler(const meddler& other) : map(other.map) {
        if (map != nullptr) {
            map->erase(1);
        }
    }
    meddler& operator=(const meddler&) = default;
    ebb::map<int, meddler>* map = nullptr;
};

const void* the_map = nullptr;

void say_what_is_told(const ebb::misuse& told) {
    std::fprintf(stderr, "kind %d, %s map, %s type, %s what\n", static_cast<int>(told.kind),
                 told.map == the_map ? "that" : "another",
                 told.type.find("meddler") != std::string_view::npos ? "its" : "another",
                 told.what.empty() ? "no" : "some");
}

void misuse_a_map() {
    ebb::map<int, meddler> map;
    the_map = &map;
    map[1];
    meddler value;
    value.map = &map;
    map.emplace(2, std::as_const(value));
}

TEST(a_misuse_handler, is_the_default_one_at_first) {
    EXPECT_EQ(ebb::on_misuse(nullptr), &ebb::print_misuse);
}

TEST(a_misuse_handler, is_returned_when_another_takes_its_place) {
    ebb::on_misuse(nullptr);
    EXPECT_EQ(ebb::on_misuse(&say_what_is_told), &ebb::print_misuse);
    EXPECT_EQ(ebb::on_misuse(&ebb::print_misuse), &say_what_is_told);
    EXPECT_EQ(ebb::on_misuse(nullptr), &ebb::print_misuse);
}

using a_misuse_handler_DeathTest = testing::Test;

TEST(a_misuse_handler_DeathTest, is_told_the_kind_the_map_and_its_type) {
    ebb::on_misuse(&say_what_is_told);
    EXPECT_DEATH(misuse_a_map(), "kind 0, that map, its type, some what");
    ebb::on_misuse(nullptr);
}

TEST(a_misuse_handler_DeathTest, that_returns_does_not_save_the_program) {
    ebb::on_misuse([](const ebb::misuse&) {});
    EXPECT_DEATH(misuse_a_map(), "");
    ebb::on_misuse(nullptr);
}

TEST(a_misuse_handler_DeathTest, prints_a_line_by_default) {
    EXPECT_DEATH(misuse_a_map(), "ebb: fatal: a mutation began while another was under way.*; map "
                                 "at 0x[0-9a-f]+, a .*meddler");
}

} // namespace
