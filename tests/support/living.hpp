#pragma once
// Keys and values that know how many of them are alive, and that none is used before or after.

#include "ebb/map.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace ebb_tests {

enum class moving { is_safe, may_throw }; // the second kind is moved all together, by copying

// Objects of different tags are counted apart.
template <class Tag, moving How = moving::is_safe> class living {
  public:
    static inline long count = 0;

    living() : living(0) {}
    explicit living(std::uint64_t which) : which_(which) { ++count; }
    living(const living& other) : which_(other.which()) { ++count; }
    living(living&& other) noexcept(How == moving::is_safe)
        : which_(std::exchange(other.which_, moved_from)) {
        EXPECT_EQ(other.self_, &other);
        ++count;
    }
    living& operator=(const living& other) {
        which_ = other.which();
        return *this;
    }
    ~living() {
        EXPECT_EQ(self_, this) << "destroyed twice, or where it was not made";
        self_ = nullptr;
        --count;
    }

    [[nodiscard]] std::uint64_t which() const {
        EXPECT_EQ(self_, this) << "not alive";
        EXPECT_NE(which_, moved_from);
        return which_;
    }
    friend bool operator==(const living& a, const living& b) { return a.which() == b.which(); }

  private:
    static constexpr std::uint64_t moved_from = ~std::uint64_t{0};
    const living* self_ = this;
    std::uint64_t which_;
};

struct living_hash {
    template <class Key> std::uint64_t operator()(const Key& key, std::uint64_t seed) const {
        return ebb::mix(key.which() / 4, seed); // four keys with one hash each
    }
};

template <class Policy, moving How> struct living_kind {
    using key = living<struct key_tag, How>;
    using mapped = living<struct mapped_tag, How>;
    using map = ebb::map<key, mapped, living_hash, std::equal_to<key>,
                         ebb::page_allocator<std::pair<const key, mapped>>, Policy>;

    static long keys() { return key::count; }
    static long values() { return mapped::count; }
};

using living_kinds = ::testing::Types<living_kind<ebb::default_policy, moving::is_safe>,
                                      living_kind<ebb::eager_policy, moving::is_safe>,
                                      living_kind<ebb::go_policy, moving::is_safe>,
                                      living_kind<ebb::default_policy, moving::may_throw>,
                                      living_kind<ebb::eager_policy, moving::may_throw>,
                                      living_kind<ebb::go_policy, moving::may_throw>>;

} // namespace ebb_tests
