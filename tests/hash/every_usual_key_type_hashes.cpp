// Which keys ebb::hash takes, which it refuses, and what of a key it sees.
#include "ebb/hash.hpp"

#include <gtest/gtest.h>

#include <bitset>
#include <cfloat>
#include <filesystem>
#include <memory_resource>
#include <set>
#include <system_error>
#include <thread>
#include <typeindex>
#include <unordered_set>
#include <vector>

namespace {

struct plain {}; // no hash of its own
struct with_std_hash {
    int number;
};
struct with_ebb_hash {
    int number;
};
enum class scoped : short { one = 1 };
enum unscoped { two = 2 };

} // namespace

template <> struct std::hash<with_std_hash> {
    std::size_t operator()(const with_std_hash& key) const {
        return static_cast<std::size_t>(key.number);
    }
};

template <> struct ebb::hash<with_ebb_hash> {
    std::uint64_t operator()(const with_ebb_hash& key, std::uint64_t seed) const noexcept {
        return ebb::hash<std::tuple<int>>{}({key.number}, seed);
    }
};

namespace {

template <class Key>
constexpr bool is_nothrow = noexcept(ebb::hash<Key>{}(std::declval<const Key&>(), 0));

// Enabled, callable in both forms, and usable as the hash of a standard container.
template <class... Keys>
constexpr bool are_enabled =
    ((std::is_default_constructible_v<ebb::hash<Keys>> && std::is_empty_v<ebb::hash<Keys>> &&
      ebb::seeded_hash<ebb::hash<Keys>, Keys> &&
      std::is_same_v<std::invoke_result_t<ebb::hash<Keys>, const Keys&>, std::size_t>)&&...);

template <class... Keys>
constexpr bool are_disabled = (!std::is_default_constructible_v<ebb::hash<Keys>> && ...) &&
                              (!std::is_copy_constructible_v<ebb::hash<Keys>> && ...);

static_assert(are_enabled<bool, char, signed char, unsigned char, wchar_t, char8_t, char16_t,
                          char32_t, short, unsigned short, int, unsigned, long, unsigned long,
                          long long, unsigned long long, std::byte, scoped, unscoped>);
#if defined(__SIZEOF_INT128__)
static_assert(are_enabled<ebb::hashing::int128, ebb::hashing::uint128>);
#endif
static_assert(are_enabled<float, double, long double, std::nullptr_t, int*, const void*, void (*)(),
                          std::unique_ptr<int>, std::unique_ptr<int[]>, std::shared_ptr<plain>,
                          std::shared_ptr<int[]>, std::shared_ptr<void>>);
static_assert(are_enabled<std::string, std::wstring, std::u8string, std::u16string, std::u32string,
                          std::pmr::string, std::string_view, std::wstring_view, std::u8string_view,
                          std::u16string_view, std::u32string_view>);
static_assert(
    are_enabled<std::pair<int, std::string>, std::pair<const int, int>, std::tuple<>,
                std::tuple<int, double, std::string_view>, std::tuple<int&, const int>,
                std::array<int, 4>, std::array<std::string, 2>, std::array<double, 0>,
                std::optional<int>, std::optional<const std::string>, std::variant<int, int>,
                std::variant<std::monostate, std::string>, std::optional<std::pair<int, scoped>>>);
static_assert(are_enabled<std::error_code, std::error_condition, std::thread::id, std::bitset<77>,
                          std::type_index, std::filesystem::path, std::monostate, with_std_hash,
                          std::pair<with_std_hash, int>, std::optional<with_std_hash>>);
static_assert(are_disabled<plain, const int, int&, std::pair<int, plain>, std::tuple<plain>,
                           std::array<plain, 2>, std::optional<plain>, std::variant<int, plain>,
                           std::vector<int>, plain[2]>);
static_assert(
    ebb::seeded_hash<ebb::hash<std::pair<with_ebb_hash, int>>, std::pair<with_ebb_hash, int>>);
static_assert(is_nothrow<int> && is_nothrow<double> && is_nothrow<std::string> &&
              is_nothrow<std::pair<int, std::string>> && is_nothrow<std::unique_ptr<int>> &&
              is_nothrow<std::variant<int, std::optional<char>>> && is_nothrow<with_ebb_hash*>);
static_assert(!is_nothrow<with_std_hash> && !is_nothrow<std::tuple<int, with_std_hash>>);

template <class Key> std::uint64_t hashed(const Key& key) { return ebb::hash<Key>{}(key, 77); }

TEST(keys, of_equal_floating_zeros_hash_alike) {
    EXPECT_EQ(hashed(0.0F), hashed(-0.0F));
    EXPECT_EQ(hashed(0.0), hashed(-0.0));
    EXPECT_EQ(hashed(0.0L), hashed(-0.0L));
    EXPECT_NE(hashed(1.0), hashed(-1.0));
    EXPECT_NE(hashed(1.0L), hashed(-1.0L));
    EXPECT_NE(hashed(0.0), hashed(DBL_TRUE_MIN));
    EXPECT_NE(hashed(1.0L), hashed(1.0L + LDBL_EPSILON));
}

TEST(keys, of_long_double_hash_without_their_padding) {
    alignas(long double) unsigned char memory[sizeof(long double)];
    std::set<std::uint64_t> hashes;
    for (const int padding : {0x00, 0x55, 0xff}) {
        std::memset(memory, padding, sizeof memory);
        const long double number = 1.25L;
        std::memcpy(memory, &number, LDBL_MANT_DIG == 64 ? 10 : sizeof number);
        hashes.insert(hashed(*reinterpret_cast<const long double*>(memory)));
    }
    EXPECT_EQ(hashes.size(), 1U);
}

TEST(keys, of_owning_pointers_hash_as_the_pointer) {
    const auto unique = std::make_unique<int>(1);
    const auto shared = std::make_shared<int>(1);
    EXPECT_EQ(hashed(unique), hashed(unique.get()));
    EXPECT_EQ(hashed(shared), hashed(shared.get()));
}

TEST(keys, of_parts_hash_by_the_place_of_each_part) {
    EXPECT_NE(hashed(std::pair{1, 2}), hashed(std::pair{2, 1}));
    EXPECT_NE(hashed(std::pair{1, 1}), hashed(std::pair{2, 2}));
    EXPECT_NE(hashed(std::tuple{1, 2, 3}), hashed(std::tuple{1, 3, 2}));
    using strings = std::pair<std::string, std::string>;
    EXPECT_NE(hashed(strings{"ab", "c"}), hashed(strings{"a", "bc"}));
    EXPECT_NE(hashed(std::array<int, 2>{1, 2}), hashed(std::array<int, 2>{2, 1}));
    EXPECT_NE(hashed(std::array<double, 2>{1, 2}), hashed(std::array<double, 2>{2, 1}));
    EXPECT_EQ(hashed(std::array<double, 1>{0.0}), hashed(std::array<double, 1>{-0.0}));
}

TEST(keys, that_are_absent_or_of_another_alternative_hash_differently) {
    EXPECT_NE(hashed(std::optional<int>{}), hashed(std::optional<int>{0}));
    using either = std::variant<int, int>;
    EXPECT_NE(hashed(either{std::in_place_index<0>, 5}), hashed(either{std::in_place_index<1>, 5}));
    EXPECT_NE(hashed(either{std::in_place_index<0>, 5}), hashed(either{std::in_place_index<0>, 6}));
}

// A part that holds nothing must not hand the state on as it got it: then its place would not
// count.
TEST(keys, of_parts_that_hold_nothing_hash_by_the_place_of_these) {
    using options = std::pair<std::optional<int>, std::optional<int>>;
    EXPECT_NE(hashed(options{std::nullopt, 5}), hashed(options{5, std::nullopt}));
    using tuple = std::tuple<std::optional<int>, std::optional<int>, std::optional<int>>;
    EXPECT_NE(hashed(tuple{std::nullopt, std::nullopt, 5}),
              hashed(tuple{std::nullopt, 5, std::nullopt}));
    using array = std::array<std::optional<int>, 2>;
    EXPECT_NE(hashed(array{std::nullopt, 5}), hashed(array{5, std::nullopt}));
    using either = std::variant<std::monostate, int>;
    EXPECT_NE(hashed(std::pair<either, either>{{}, 5}), hashed(std::pair<either, either>{5, {}}));
    using strings = std::pair<std::string, std::string>;
    EXPECT_NE(hashed(strings{"", "a"}), hashed(strings{"a", ""}));
    using pointers = std::pair<std::unique_ptr<int>, std::shared_ptr<int>>;
    EXPECT_NE(hashed(pointers{}), hashed(nullptr));
    EXPECT_NE(hashed(std::pair{nullptr, 0.0}), hashed(0.0));
}

TEST(keys, of_128_bits_hash_by_both_halves) {
#if defined(__SIZEOF_INT128__)
    const ebb::hashing::uint128 one = 1;
    EXPECT_NE(hashed(one), hashed(one << 64));
    EXPECT_NE(hashed(one << 64), hashed(one << 127));
    EXPECT_NE(hashed(one), hashed(one | one << 100));
    for (unsigned bit = 0; bit < 128; ++bit) {
        EXPECT_NE(hashed(one << bit), hashed(0 * one)) << bit;
    }
#endif
}

TEST(keys, with_a_standard_hash_are_mixed_with_the_seed) {
    EXPECT_EQ(ebb::hash<with_std_hash>{}({5}, 9), ebb::mix(5, 9));
    EXPECT_NE(ebb::hash<with_std_hash>{}({5}, 9), ebb::hash<with_std_hash>{}({5}, 10));
}

TEST(keys, hash_in_standard_containers_too) {
    const std::unordered_set<std::pair<int, std::string>, ebb::hash<std::pair<int, std::string>>>
        keys{{1, "one"}, {2, "two"}};
    EXPECT_TRUE(keys.contains({2, "two"}));
    EXPECT_EQ(static_cast<std::size_t>(ebb::hash<int>{}(3, 0)), ebb::hash<int>{}(3));
}

} // namespace
