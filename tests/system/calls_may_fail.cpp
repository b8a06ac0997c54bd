// Every call for memory fails, at every place of a map's life in turn and from there on: nothing is
// lost, and what could not go back goes back later.
#include "system/life.hpp"
#include "system/system_calls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <string>
#include <tuple>
#include <vector>

namespace {

using namespace ebb_tests;
using namespace system_calls;

// What a call may answer: the errors of its manual page, and ENOSYS and EPERM, which a system that
// does not know or allow it gives (seccomp).
struct answer {
    call which;
    std::vector<int> errors;
    bool unmaps_first = false;
};

std::vector<answer> answers() {
    return {
        {call::mmap, {ENOMEM, EAGAIN, EACCES, EINVAL, EOVERFLOW, EPERM, ENOSYS}},
        {call::munmap, {ENOMEM, EINVAL, EPERM, ENOSYS}},
        {call::mremap, {ENOMEM, EFAULT, EAGAIN, EINVAL, EPERM, ENOSYS}},
        {call::mremap, {ENOMEM, EFAULT}, true},
        {call::discard, {EINVAL, EAGAIN, ENOMEM, EACCES, EIO, EBADF, EPERM, ENOSYS}},
        {call::huge_pages, {EINVAL, EAGAIN, ENOMEM, EPERM, ENOSYS}},
        {call::small_pages, {EINVAL, EAGAIN, ENOMEM, EPERM, ENOSYS}},
        {call::populate, {EINVAL, EAGAIN, ENOMEM, EFAULT, EHWPOISON, EPERM, ENOSYS}},
    };
}

struct answer_names {
    std::string operator()(const ::testing::TestParamInfo<answer>& info) const {
        return name_of(info.param.which) + (info.param.unmaps_first ? "_leaving_a_hole" : "");
    }
};

class life : public ::testing::TestWithParam<answer> {
  protected:
    using life_type = ebb_tests::life<ebb::eager_policy>;

    void SetUp() override {
        if (!ebb::pages::available) {
            GTEST_SKIP() << "this build maps no pages";
        }
        forget();
    }
    void TearDown() override { forget(); }

    static void forget() {
        fail_no_more();
        ebb::pages::kept.release_all();
        ebb::pages::may_move = true;
        ebb::fix_hash_seeds(1); // every life makes the same calls
        begin();
    }

    // A life in which `count` calls fail behind the first `passed`, and what must hold after it.
    // Returns: whether any has failed.
    bool expect_no_loss(std::size_t passed, std::size_t count) {
        SCOPED_TRACE(std::to_string(passed) + " calls pass, then " + std::to_string(count) +
                     " fail");
        const answer& a = GetParam();
        forget();
        {
            life_type one;
            fail({a.which, passed, count, a.errors, a.unmaps_first});
            EXPECT_EQ(one.problem(), "");
            fail_no_more();
            EXPECT_EQ(one.problem_of_recovery(), "");
        }
        ebb::pages::kept.release_all();
        EXPECT_EQ(bytes_resident(), 0u);
        EXPECT_TRUE(bytes_mapped() == 0 || a.which == call::munmap)
            << "only munmap() leaves addresses";
        EXPECT_THAT(mistakes(), ::testing::IsEmpty());
        return failed() != 0;
    }

    // How many such calls a life makes in which none fails.
    std::size_t calls_of_a_life() {
        life_type one;
        EXPECT_EQ(one.problem(), "");
        EXPECT_EQ(one.refusals(), 0u);
        return made(GetParam().which);
    }
};

TEST_P(life, goes_on_whichever_call_fails) {
    constexpr std::size_t stride = is_slow_build ? 13 : 1;
    ASSERT_TRUE(expect_no_loss(0, 1));
    for (std::size_t place = 1; expect_no_loss(place, 1) && !HasFailure(); place += stride) {}
}

TEST_P(life, goes_on_when_no_call_succeeds_any_more) {
    constexpr auto all = static_cast<std::size_t>(-1);
    const std::size_t calls = calls_of_a_life();
    for (std::size_t eighth = 0; eighth < 8 && !HasFailure(); ++eighth) {
        EXPECT_TRUE(expect_no_loss(calls * eighth / 8, all));
    }
}

INSTANTIATE_TEST_SUITE_P(answers, life, ::testing::ValuesIn(answers()), answer_names());

} // namespace
