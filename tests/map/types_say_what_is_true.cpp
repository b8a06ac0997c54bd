// What the declarations of ebb::map promise, checked by the compiler.

#include "map/allocators.hpp"
#include "map/kinds.hpp"
#include "map/types.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <memory_resource>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace ebb_tests {
namespace {

using plain = ebb::map<int, std::string>;
using entry = std::pair<const int, std::string>;
using std_allocator = std::allocator<entry>;

static_assert(std::is_same_v<plain, ebb::map<int, std::string, ebb::hash<int>, ebb::equal_to<int>,
                                             ebb::page_allocator<entry>, ebb::default_policy>>);
static_assert(std::is_same_v<plain::key_type, int> &&
              std::is_same_v<plain::mapped_type, std::string> &&
              std::is_same_v<plain::value_type, entry> &&
              std::is_same_v<plain::size_type, std::size_t> &&
              std::is_same_v<plain::difference_type, std::ptrdiff_t> &&
              std::is_same_v<plain::hasher, ebb::hash<int>> &&
              std::is_same_v<plain::key_equal, ebb::equal_to<int>> &&
              std::is_same_v<plain::allocator_type, ebb::page_allocator<entry>> &&
              std::is_same_v<plain::policy_type, ebb::default_policy> &&
              std::is_same_v<plain::reference, entry&> &&
              std::is_same_v<plain::const_reference, const entry&> &&
              std::is_same_v<plain::pointer, entry*>);
static_assert(std::is_same_v<plain::node_type::key_type, int> &&
              std::is_same_v<plain::node_type::mapped_type, std::string>);

static_assert(std::is_same_v<ebb::go_map<int, std::string>::policy_type, ebb::go_policy>);
static_assert(std::is_same_v<ebb::pmr::map<int, std::string>::allocator_type,
                             std::pmr::polymorphic_allocator<entry>>);

static_assert(std::is_nothrow_default_constructible_v<plain>);
static_assert(std::is_nothrow_move_constructible_v<plain>);
static_assert(std::is_nothrow_move_assignable_v<plain>);
static_assert(std::is_nothrow_swappable_v<plain>);
static_assert(std::is_nothrow_destructible_v<plain>);
static_assert(!std::is_nothrow_copy_constructible_v<plain>);
static_assert(std::regular<plain>);
static_assert(noexcept(std::declval<plain&>().clear()));
static_assert(noexcept(std::declval<plain&>().begin()) && noexcept(std::declval<plain&>().end()));
static_assert(noexcept(std::declval<const plain&>().size()));
static_assert(noexcept(std::declval<const plain&>().get_allocator()));
static_assert(std::is_nothrow_move_constructible_v<plain::node_type>);
static_assert(!std::is_nothrow_move_constructible_v<ebb::map<int, fused>::node_type>);

// Sizes don't convert to maps, and what can't be made by default makes no map by default.
static_assert(!std::is_convertible_v<std::size_t, plain>);
static_assert(!std::is_convertible_v<ebb::page_allocator<entry>, plain>);
using named = named_allocator<entry, false, false, false>;
static_assert(!std::is_default_constructible_v<
              ebb::map<int, std::string, ebb::hash<int>, ebb::equal_to<int>, named>>);
static_assert(std::uses_allocator_v<plain, ebb::page_allocator<entry>>);

struct throwing_hash {
    throwing_hash() noexcept(false) {}
    throwing_hash(const throwing_hash&) noexcept(false) {}
    throwing_hash& operator=(const throwing_hash&) noexcept(false) { return *this; }
    std::size_t operator()(int key) const { return static_cast<std::size_t>(key); }
};
using doubtful = ebb::map<int, int, throwing_hash>;
static_assert(!std::is_nothrow_default_constructible_v<doubtful>);
static_assert(!std::is_nothrow_move_constructible_v<doubtful>);
static_assert(!std::is_nothrow_move_assignable_v<doubtful>);

// Other key types are taken only where hash and equality are both transparent.
template <class Map, class K>
concept finds = requires(const Map& map, const K& key) {
    map.find(key);
};
static_assert(finds<ebb::map<std::string, int>, std::string_view>);
static_assert(finds<ebb::map<std::string, int>, char[4]>);
static_assert(!finds<ebb::map<std::string, int, std::hash<std::string>>, std::string_view>);
static_assert(!finds<ebb::map<std::string, int, ebb::hash<std::string>, std::equal_to<std::string>>,
                     std::string_view>);
static_assert(!finds<ebb::map<std::string, int>, int>);

// Deduction guides.
using pairs = std::vector<std::pair<int, std::string>>;
[[maybe_unused]] pairs some;
[[maybe_unused]] const std_allocator memory;
[[maybe_unused]] const std::hash<int> hash;
[[maybe_unused]] const std::equal_to<int> equal;

static_assert(std::is_same_v<decltype(ebb::map(some.begin(), some.end())), plain>);
static_assert(std::is_same_v<decltype(ebb::map(some.begin(), some.end(), 5)), plain>);
static_assert(std::is_same_v<decltype(ebb::map(some.begin(), some.end(), 5, hash)),
                             ebb::map<int, std::string, std::hash<int>>>);
static_assert(std::is_same_v<decltype(ebb::map(some.begin(), some.end(), 5, hash, equal)),
                             ebb::map<int, std::string, std::hash<int>, std::equal_to<int>>>);
static_assert(
    std::is_same_v<decltype(ebb::map(some.begin(), some.end(), 5, hash, equal, memory)),
                   ebb::map<int, std::string, std::hash<int>, std::equal_to<int>, std_allocator>>);
using in_std_memory = ebb::map<int, std::string, ebb::hash<int>, ebb::equal_to<int>, std_allocator>;
static_assert(std::is_same_v<decltype(ebb::map(some.begin(), some.end(), memory)), in_std_memory>);
static_assert(
    std::is_same_v<decltype(ebb::map(some.begin(), some.end(), 5, memory)), in_std_memory>);
static_assert(
    std::is_same_v<decltype(ebb::map(some.begin(), some.end(), 5, hash, memory)),
                   ebb::map<int, std::string, std::hash<int>, ebb::equal_to<int>, std_allocator>>);
static_assert(std::is_same_v<decltype(ebb::map{std::pair(1, 2.0), std::pair(2, 3.0)}),
                             ebb::map<int, double>>);
static_assert(
    std::is_same_v<decltype(ebb::map({std::pair(1, std::string())}, memory)), in_std_memory>);
static_assert(
    std::is_same_v<decltype(ebb::map({std::pair(1, std::string())}, 5, memory)), in_std_memory>);
static_assert(
    std::is_same_v<decltype(ebb::map({std::pair(1, std::string())}, 5, hash, memory)),
                   ebb::map<int, std::string, std::hash<int>, ebb::equal_to<int>, std_allocator>>);
static_assert(std::is_same_v<decltype(ebb::map(std::declval<const plain&>())), plain>);

TEST(map_types, stateless_parts_cost_no_space) {
    EXPECT_EQ(sizeof(ebb::map<int, int>), sizeof(ebb::map<std::string, std::string>));
    EXPECT_EQ(sizeof(ebb::map<int, int>),
              sizeof(ebb::map<int, int, std::hash<int>, std::equal_to<>,
                              std::allocator<std::pair<const int, int>>>));
}

TEST(map_types, are_deduced_from_what_a_map_is_made_of) {
    const ebb::map map{std::pair(1, 2.0), std::pair(2, 3.0)};
    EXPECT_EQ(map.at(2), 3.0);
    const std::vector<std::pair<std::string, int>> words{{"a", 1}};
    EXPECT_EQ(ebb::map(words.begin(), words.end()).at("a"), 1);
}

} // namespace
} // namespace ebb_tests
