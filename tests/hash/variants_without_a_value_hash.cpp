// A variant that an exception has left without any alternative is a key like others.
#include "ebb/hash.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <variant>

namespace {

struct throws_when_made {
    explicit throws_when_made(int) : text("made") { throw 1; }
    std::string text;
};

} // namespace

template <> struct ebb::hash<throws_when_made> {
    std::uint64_t operator()(const throws_when_made&, std::uint64_t) const noexcept { return 0; }
};

namespace {

using either = std::variant<int, throws_when_made>;

either valueless() {
    either made{5};
    EXPECT_THROW(made.emplace<1>(6), int);
    EXPECT_TRUE(made.valueless_by_exception());
    return made;
}

std::uint64_t hashed(const either& key) { return ebb::hash<either>{}(key, 77); }

TEST(variants_without_a_value, hash_alike_and_unlike_others) {
    EXPECT_EQ(hashed(valueless()), hashed(valueless()));
    EXPECT_NE(hashed(valueless()), hashed(either{5}));
}

} // namespace
