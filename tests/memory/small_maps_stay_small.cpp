// An empty map allocates nothing, and one with up to eight entries holds less than one and a half
// times the bytes of its entries and 64: counted by the allocator, for entries of all sizes.
#include "support/ledger_allocator.hpp"

#include "ebb/map.hpp"
#include "ebb/set.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <type_traits>

namespace {

using namespace ebb_tests;

// A key of Size bytes, aligned to Alignment, and equal where its first byte is.
template <std::size_t Size, std::size_t Alignment = 1> struct alignas(Alignment) wide_key {
    std::array<unsigned char, Size> bytes{};

    explicit wide_key(unsigned number) { bytes[0] = static_cast<unsigned char>(number); }
    friend bool operator==(const wide_key&, const wide_key&) = default;
};

struct first_byte_hash {
    std::size_t operator()(const auto& key) const noexcept { return key.bytes[0]; }
};

template <class Key, class Hash = ebb::hash<Key>>
using small_set = ebb::set<Key, Hash, std::equal_to<Key>, plain_ledger_allocator<Key>>;
template <std::size_t Size, std::size_t Alignment = 1>
using wide_set = small_set<wide_key<Size, Alignment>, first_byte_hash>;
template <class Key, class T>
using small_map = ebb::map<Key, T, ebb::hash<Key>, std::equal_to<Key>,
                           plain_ledger_allocator<std::pair<const Key, T>>>;

template <class Map> class small_map_of : public ::testing::Test {
  protected:
    using value_type = typename Map::value_type;

    void insert(unsigned n) {
        using key_type = typename Map::key_type;
        if constexpr (std::is_same_v<key_type, value_type>) {
            map.insert(key_type(static_cast<key_type>(n)));
        } else {
            map.try_emplace(static_cast<key_type>(n));
        }
    }
    void erase(unsigned n) {
        using key_type = typename Map::key_type;
        ASSERT_EQ(map.erase(static_cast<key_type>(n)), 1u);
    }
    void expect_small(const char* when) {
        ASSERT_EQ(map.memory_bytes(), books.bytes_held);
        const std::size_t entries = map.size() * sizeof(value_type);
        EXPECT_LE(books.bytes_held, entries == 0 ? 0 : entries + entries / 2 + 64)
            << map.size() << " entries of " << sizeof(value_type) << " bytes, " << when;
    }

    ledger books;
    Map map{typename Map::allocator_type(books)};
};

using maps =
    ::testing::Types<small_set<std::uint8_t>, small_set<std::uint16_t>, small_set<std::uint32_t>,
                     small_set<std::uint64_t>, small_map<std::uint32_t, std::uint32_t>,
                     small_map<std::uint64_t, std::uint64_t>,
                     small_map<std::uint64_t, std::array<char, 16>>,
                     small_map<std::uint64_t, std::array<char, 56>>, wide_set<3>, wide_set<33>,
                     wide_set<65>, wide_set<100>, wide_set<136>, wide_set<1000>, wide_set<64, 64>,
                     wide_set<128, 128>, wide_set<256, 64>>;

struct map_names {
    template <class Map> static std::string GetName(int index) {
        return std::to_string(index) + "_entries_of_" +
               std::to_string(sizeof(typename Map::value_type)) + "_bytes";
    }
};

TYPED_TEST_SUITE(small_map_of, maps, map_names);

TYPED_TEST(small_map_of, allocates_nothing_while_it_is_empty) {
    const TypeParam copy(this->map);
    const TypeParam moved(std::move(this->map));
    EXPECT_EQ(copy.memory_bytes() + moved.memory_bytes(), 0u);
    EXPECT_EQ(this->books.allocations, 0u);
}

TYPED_TEST(small_map_of, stays_small_as_entries_come) {
    for (unsigned n = 1; n <= 8; ++n) {
        this->insert(n);
        this->expect_small("inserted one by one");
    }
}

TYPED_TEST(small_map_of, is_small_when_copied) {
    for (unsigned n = 1; n <= 8; ++n) {
        this->insert(n);
        ledger copy_books;
        const TypeParam copy(this->map, typename TypeParam::allocator_type(copy_books));
        EXPECT_EQ(copy.memory_bytes(), copy_books.bytes_held);
        EXPECT_LE(copy_books.bytes_held, this->books.bytes_held);
    }
}

TYPED_TEST(small_map_of, is_small_again_once_it_was_fitted) {
    for (unsigned n = 1; n <= 200; ++n) {
        this->insert(n);
    }
    for (unsigned n = 200; n > 8; --n) {
        this->erase(n);
    }
    for (unsigned n = 8; n > 0; --n) {
        this->map.shrink_to_fit();
        this->expect_small("fitted");
        this->erase(n);
    }
    EXPECT_EQ(this->books.bytes_held, 0u);
}

TYPED_TEST(small_map_of, gives_everything_back_with_its_last_entry) {
    for (unsigned n = 1; n <= 40; ++n) {
        this->insert(n);
    }
    for (unsigned n = 1; n <= 40; ++n) {
        EXPECT_NE(this->books.bytes_held, 0u);
        this->erase(n);
    }
    EXPECT_EQ(this->books.bytes_held, 0u);
    EXPECT_EQ(this->map.memory_bytes(), 0u);
}

} // namespace
