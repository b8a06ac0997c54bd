// The flags of Go's header: a walk sets two, of which a growth leaves the one that speaks of the
// old table.
#include "both_policies.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace {

using namespace ebb_tests;
namespace go_flag = ebb::table::go_flag;

class flags : public ::testing::Test {
  protected:
    [[nodiscard]] unsigned now() const {
        return inside<map_type>::go_flags(ebb::table::map_access::engine(map));
    }
    void double_once() {
        const std::size_t buckets = map.bucket_count();
        for (; map.bucket_count() == buckets; ++next_) {
            map.try_emplace(next_, 0);
        }
        while (map.maintain(100)) {}
    }

    using map_type = ebb::go_map<number, number>;
    map_type map;

  private:
    number next_ = 0;
};

TEST_F(flags, are_two_once_a_walk_has_begun) {
    double_once();
    EXPECT_EQ(now(), 0U);
    static_cast<void>(map.range());
    EXPECT_EQ(now(), go_flag::iterator | go_flag::old_iterator);
}

TEST_F(flags, age_with_each_growth) {
    double_once();
    static_cast<void>(map.range());
    double_once();
    EXPECT_EQ(now(), unsigned{go_flag::old_iterator});
    double_once();
    EXPECT_EQ(now(), 0U);
}

} // namespace
