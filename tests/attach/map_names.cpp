// A map is meant by its name or its id, and what is not clear is asked back.
#include <ebb/attach/attached.hpp>
#include <ebb/attach/failure.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace attach_tests {
namespace {

namespace attach = ebb::attach;
using testing::HasSubstr;

const attach::process server{7, "server", 1};

std::vector<attach::remote_map> maps_called(const std::vector<std::string>& names) {
    std::vector<attach::remote_map> maps;
    for (const std::string& name : names) {
        maps.emplace_back();
        maps.back().who.name = name;
        maps.back().who.id = maps.size();
    }
    return maps;
}

std::string refusal_of(const std::vector<std::string>& names, const std::string& asked) {
    try {
        static_cast<void>(attach::choose_map(maps_called(names), asked, server));
    } catch (const attach::failure& error) {
        return error.what();
    }
    return "not refused";
}

std::uint64_t id_of(const std::vector<std::string>& names, const std::string& asked) {
    return attach::choose_map(maps_called(names), asked, server).who.id;
}

TEST(map_names, and_ids_mean_a_map) {
    EXPECT_EQ(id_of({"a", "b"}, "b"), 2U);
    EXPECT_EQ(id_of({"a", "b"}, "1"), 1U);
    EXPECT_EQ(id_of({"a", "a"}, "2"), 2U) << "equal names have different ids";
}

TEST(map_names, that_are_numbers_win) { EXPECT_EQ(id_of({"2", "b"}, "2"), 1U); }

TEST(map_names, that_there_are_not_bring_a_list) {
    EXPECT_EQ(refusal_of({"a", "b"}, "c"),
              "process 7 (server) has no map called 'c': 1 'a', 2 'b'");
    EXPECT_EQ(refusal_of({}, "c"), "process 7 (server) watches no map at the moment");
}

TEST(map_names, that_mean_several_bring_a_list_of_these) {
    EXPECT_EQ(refusal_of({"a", "b", "a"}, "a"),
              "process 7 (server) has more than one map called 'a': 1 'a', 3 'a'");
}

TEST(map_names, lists_are_short) {
    const std::string error = refusal_of(std::vector<std::string>(1'000, "x"), "y");
    EXPECT_THAT(error, testing::EndsWith("20 'x', ..."));
    EXPECT_LT(error.size(), 300U);
}

} // namespace
} // namespace attach_tests
