// Whichever read of a process's memory fails, and however: what is shown is right, or there is a
// sentence that says what is not.
#include "children.hpp"
#include "failing_reads.hpp"
#include "own_process.hpp"

#include <ebb/attach/attached.hpp>
#include <ebb/attach/commands.hpp>
#include <ebb/attach/failure.hpp>

#include <ebb/go_map.hpp>
#include <ebb/map.hpp>

#include <gtest/gtest.h>

#include <cerrno>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace attach_tests {
namespace {

namespace attach = ebb::attach;
namespace inspect = ebb::inspect;
using std::size_t;

constexpr ssize_t gone[] = {-EFAULT, -ESRCH};
// What /proc/PID/mem is read for instead.
constexpr ssize_t refusals[] = {-ENOSYS, -EPERM, -ENOMEM, -EINVAL, -EACCES, -EAGAIN};
// Pages are promised to come whole, so that the first three are of no kernel that is known.
constexpr ssize_t short_counts[] = {0, 1, 5'000, 4'096, 12'288};

// What a reader sees, and what went wrong.
struct sight {
    std::string text;
    std::string trouble; // empty: nothing did
};

// Returns: the figures of every map, and what `ebb list` and `ebb health` print.
sight look_at(const std::string& process) {
    sight seen;
    try {
        attach::attached from(process);
        for (const attach::remote_map& map : from.maps()) {
            const attach::look_result look = from.look(map);
            const inspect::snapshot& taken = look.taken;
            const auto slots = taken.counted.value().slots();
            seen.text += fmt::format("{}: {} entries, {} in use, {} deleted, {} bytes, {}\n",
                                     taken.map.name, taken.now.entries, slots.in_use, slots.deleted,
                                     taken.now.memory_bytes, look.is_of_one_moment);
        }
        attach::request asked;
        asked.process = process;
        const attach::answer list = attach::list(asked);
        const attach::answer health = attach::health(asked, {nullptr, [] { return false; }});
        seen.text += list.text + health.text;
        for (const attach::answer& each : {list, health}) {
            for (const std::string& note : each.notes) {
                seen.trouble += note + "\n";
            }
        }
    } catch (const std::runtime_error& error) {
        seen.trouble += error.what();
    }
    return seen;
}

class reads_that_fail : public testing::Test {
  protected:
    reads_that_fail() {
        for (int i = 0; i < 20'000; ++i) {
            map_.try_emplace(i, i);
            go_map_.try_emplace(i, i);
        }
        for (int i = 0; i < 20'000; i += 3) {
            map_.erase(i);
            go_map_.erase(i);
        }
        const failing_reads none([](size_t) { return std::nullopt; });
        usual_ = look_at(own_);
        calls_ = none.calls();
    }

    void SetUp() override {
        ASSERT_EQ(usual_.trouble, "");
        ASSERT_GT(calls_, 10U);
        ASSERT_LT(calls_, 500U);
    }

    // Effects: has the call of that number answered so, and `how_many` in all.
    [[nodiscard]] sight look_with(const std::string& process, ssize_t answer, size_t first,
                                  size_t how_many) const {
        const failing_reads some([=](size_t call) {
            return call >= first && call - first < how_many ? std::optional(answer) : std::nullopt;
        });
        return look_at(process);
    }

    // Effects: has each call in turn answered so, alone and with all that follow.
    void expect_sense_with(const std::string& process, ssize_t answer, bool must_succeed) const {
        for (size_t first = 0; first < calls_; ++first) {
            for (const size_t how_many : {size_t{1}, calls_ * 100}) {
                SCOPED_TRACE(
                    fmt::format("answer {}, call {} and {} in all", answer, first, how_many));
                const sight seen = look_with(process, answer, first, how_many);
                if (must_succeed || seen.trouble.empty()) {
                    ASSERT_EQ(seen.trouble, "");
                    ASSERT_EQ(seen.text, usual_.text);
                }
            }
        }
    }

    const std::string own_ = std::to_string(::getpid());
    ebb::map<int, int> map_;
    ebb::go_map<int, int> go_map_;
    inspect::watched<ebb::map<int, int>> watch_ = inspect::watch(map_, "map");
    inspect::watched<ebb::go_map<int, int>> go_watch_ = inspect::watch(go_map_, "Go map");
    sight usual_;
    size_t calls_ = 0; // that a look makes
};

TEST_F(reads_that_fail, because_memory_or_process_have_gone_are_reported) {
    const paused_child child;
    for (const ssize_t answer : gone) {
        expect_sense_with(own_, answer, false);
        expect_sense_with(child.number(), answer, false);
        EXPECT_NE(look_with(own_, answer, 0, calls_).trouble, "");
        EXPECT_NE(look_with(own_, answer, calls_ / 2, calls_).trouble, "");
    }
}

TEST_F(reads_that_fail, because_they_are_refused_are_made_up_for) {
    const paused_child child;
    expect_sense_with(child.number(), -ENOSYS, true);
    for (const ssize_t answer : refusals) {
        expect_sense_with(own_, answer, true);
    }
}

TEST_F(reads_that_fail, in_part_are_reported_or_go_on) {
    for (const ssize_t answer : short_counts) {
        expect_sense_with(own_, answer, answer > 0 && answer % 4'096 == 0);
    }
}

// By its own call or by /proc/PID/mem; whether its parent has asked how it ended, or not yet.
TEST_F(reads_that_fail, because_the_process_ends_are_reported) {
    for (const std::optional<ssize_t> later :
         {std::optional<ssize_t>(), std::optional<ssize_t>(-ENOSYS)}) {
        for (size_t last = 0; last < calls_; ++last) {
            paused_child child;
            const std::string number = child.number();
            const failing_reads some([&](size_t call) {
                if (call == last) {
                    last % 2 == 0 ? child.kill() : child.end();
                }
                return later;
            });
            const sight seen = look_at(number);
            ASSERT_NE(seen.trouble.find("process " + number), std::string::npos) << seen.trouble;
            const bool is_told = seen.trouble.find("has ended") != std::string::npos ||
                                 seen.trouble.find("there is no process") != std::string::npos;
            ASSERT_TRUE(is_told) << seen.trouble;
        }
    }
}

// What a block held before is not taken for what could not be read into it.
TEST(remote_memory_that_failed, holds_nothing) {
    const std::vector<std::byte> bytes(std::size_t{17} << 20, std::byte{1});
    const auto first = reinterpret_cast<std::uintptr_t>(bytes.data());
    const std::uint64_t second = first + (std::uint64_t{16} << 20); // has the same place
    attach::remote_memory memory(own_process());
    EXPECT_EQ(memory.get<std::uint8_t>(first), 1);
    const failing_reads all([](size_t) { return -ESRCH; });
    for (int round = 0; round < 2; ++round) {
        EXPECT_THROW(static_cast<void>(memory.get<std::uint8_t>(second)), attach::process_ended);
    }
}

} // namespace
} // namespace attach_tests
