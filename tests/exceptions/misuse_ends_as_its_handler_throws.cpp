// A handler of misuse that throws ends the operation in which it is called as the user's function
// would have that called back: nothing is lost, and the map goes on. So what is misuse, and what is
// not, can be tried in one process.
#include "support/growth_states.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>

namespace {

using namespace ebb_tests;

struct reported {};

// What the next call of a hash does, and the next copy of the value that comes back; once.
std::function<void()> comes_back;
std::function<void()> copy_comes_back;

void come_back(std::function<void()>& there) {
    if (there) {
        std::exchange(there, nullptr)();
    }
}

struct hash_that_comes_back {
    std::uint64_t operator()(number key, std::uint64_t seed) const {
        come_back(comes_back);
        return ebb::mix(key, seed);
    }
};

// One of them comes back when it is copied. (A move is a copy.)
template <std::size_t Bytes> struct value {
    static constexpr number that_comes_back = 255;

    explicit value(number n) : bytes{static_cast<unsigned char>(n)} {}
    value(const value& other) : bytes(other.bytes) {
        if (bytes[0] == that_comes_back) {
            come_back(copy_comes_back);
        }
    }
    value& operator=(const value&) = default;

    std::array<unsigned char, Bytes> bytes{};
};

template <class Policy, std::size_t Bytes = 8>
using map_of = ebb::map<number, value<Bytes>, hash_that_comes_back, std::equal_to<number>,
                        ebb::page_allocator<std::pair<const number, value<Bytes>>>, Policy>;

template <class Policy> class misuse : public testing::Test {
  public:
    misuse() {
        ebb::on_misuse([](const ebb::misuse&) { throw reported(); });
        fill(map, 20);
    }
    ~misuse() override {
        comes_back = copy_comes_back = nullptr;
        ebb::on_misuse(nullptr);
    }

    template <class Map> static void fill(Map& map, number entries) {
        for (number key = 0; key < entries; ++key) {
            map.try_emplace(key, key);
        }
    }
    // Effects: what comes back in the midst of the operation is reported, and leaves all that was
    // there.
    template <class Operation>
    void expect_reported(Operation operation, std::function<void()> inner) {
        comes_back = std::move(inner);
        EXPECT_THROW(operation(), reported);
        EXPECT_EQ(comes_back, nullptr) << "it was not called";
        EXPECT_EQ(map.size(), 20u);
        EXPECT_EQ(broken_invariant(map), "");
    }

    map_of<Policy> map;
};

TYPED_TEST_SUITE(misuse, policies, policy_names);

TYPED_TEST(misuse, is_a_change_amid_a_change) {
    auto& changed = this->map;
    const auto insert = [&] { changed.try_emplace(100, number{1}); };
    const auto erase = [&] { changed.erase(5); };
    for (const std::function<void()>& outer : {std::function<void()>(insert), {erase}}) {
        this->expect_reported(outer, [&] { changed.try_emplace(1'000, number{1}); });
        this->expect_reported(outer, [&] { changed.erase(7); });
        this->expect_reported(outer, [&] { changed.erase(changed.begin()); });
        this->expect_reported(outer, [&] { changed.maintain(1); });
        this->expect_reported(outer, [&] { changed.reserve(1'000); });
        this->expect_reported(outer, [&] { changed.shrink_to_fit(); });
    }
}

TYPED_TEST(misuse, is_a_step_of_a_walk_amid_a_change) {
    auto& changed = this->map;
    auto walk = changed.range();
    ASSERT_NE(walk.next(), nullptr);
    this->expect_reported([&] { changed.try_emplace(100, number{1}); },
                          [&] { static_cast<void>(walk.next()); });
    EXPECT_NE(walk.next(), nullptr) << "the walk goes on";
}

TYPED_TEST(misuse, is_a_lookup_while_entries_move) {
    auto& changed = this->map;
    const auto move_all = [&] { changed.reserve(10'000); };
    this->expect_reported(move_all, [&] { static_cast<void>(changed.contains(3)); });
    this->expect_reported(move_all, [&] { changed.erase(3); });
}

TYPED_TEST(misuse, is_a_lookup_of_many_while_entries_move) {
    map_of<TypeParam, 32'768> large;
    large.reserve(1'500); // of 48 MiB: beyond the caches, and hardly touched
    this->fill(large, 20);
    std::array<bool, 2> found{};
    large.contains_many(std::array<number, 2>{5, 50}, found.begin());
    EXPECT_EQ(found, (std::array{true, false}));
    comes_back = [&] { large.contains_many(std::array<number, 2>{5, 50}, found.begin()); };
    EXPECT_THROW(large.reserve(5'000), reported);
    EXPECT_EQ(large.size(), 20u);
}

TYPED_TEST(misuse, is_no_lookup_amid_a_change_that_moves_nothing) {
    auto& changed = this->map;
    bool found = false;
    comes_back = [&] { found = changed.contains(3); };
    changed.try_emplace(100, number{1});
    EXPECT_TRUE(found);
    found = false;
    comes_back = [&] { found = changed.contains(3); };
    changed.erase(4);
    EXPECT_TRUE(found);
}

// Under go_policy growth work comes first, and the new entry moves into its slot after that.
class misuse_after_growth_work : public misuse<ebb::go_policy> {
  protected:
    // Effects: inserts an entry that comes back when it moves into its slot, and before that takes
    // a step of a growth.
    void insert_amid_growth() {
        number key = 20;
        for (; growth_of(map) == ebb::table::growth_kind::none; ++key) {
            map.try_emplace(key, key);
        }
        const std::size_t moved = evacuated_buckets(map);
        size_before = map.size();
        map.try_emplace(key, value<8>::that_comes_back);
        EXPECT_TRUE(growth_of(map) == ebb::table::growth_kind::none ||
                    evacuated_buckets(map) > moved);
    }
    std::size_t size_before = 0;
};

TEST_F(misuse_after_growth_work, is_a_change) {
    copy_comes_back = [this] { map.erase(7); };
    EXPECT_THROW(insert_amid_growth(), reported);
    EXPECT_EQ(map.size(), size_before);
    EXPECT_EQ(broken_invariant(map), "");
}

TEST_F(misuse_after_growth_work, is_no_lookup) {
    bool found = false;
    copy_comes_back = [&] { found = map.contains(7); };
    insert_amid_growth();
    EXPECT_TRUE(found);
    EXPECT_EQ(map.size(), size_before + 1);
    EXPECT_EQ(broken_invariant(map), "");
}

} // namespace
