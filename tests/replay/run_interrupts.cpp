// The first Ctrl-C is noted, the second ends the program; those whom it has made note them all.
#include "interrupt.hpp"

#include "run/apart.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <string>

#include <unistd.h>

namespace {

using nlohmann::json;

class run_interrupts : public ::testing::Test {
  protected:
    void SetUp() override { ::testing::GTEST_FLAG(death_test_style) = "threadsafe"; }
};

using run_interrupts_death = run_interrupts;

// Returns once the parent waits for this process: it sleeps.
void wait_until_parent_waits() {
    std::string state;
    while (state != "S") {
        std::ifstream stat("/proc/" + std::to_string(::getppid()) + "/stat");
        std::string number_and_name;
        std::getline(stat, number_and_name, ')');
        stat >> state;
    }
}

// Ends with status 1 unless the signal is noted.
void heed(int signal) {
    replay::heed_interrupts();
    ::raise(signal);
    if (!replay::is_interrupted()) std::_Exit(1);
}

TEST_F(run_interrupts_death, the_first_one_is_noted) {
    for (const int signal : {SIGINT, SIGTERM}) {
        EXPECT_EXIT(
            {
                heed(signal);
                std::_Exit(7);
            },
            ::testing::ExitedWithCode(7), "");
    }
}

// In which a process is made, whose parent may send each one on: it must not meet the second
// without a handler.
TEST_F(run_interrupts_death, one_that_is_held_is_noted_later) {
    for (const int signal : {SIGINT, SIGTERM}) {
        EXPECT_EXIT(
            {
                replay::heed_interrupts();
                {
                    const replay::interrupts_held for_now;
                    ::raise(signal);
                    if (replay::is_interrupted()) std::_Exit(1);
                }
                std::_Exit(replay::is_interrupted() ? 7 : 2);
            },
            ::testing::ExitedWithCode(7), "");
    }
}

TEST_F(run_interrupts_death, the_second_one_ends_the_program) {
    for (const int first : {SIGINT, SIGTERM}) {
        for (const int second : {SIGINT, SIGTERM}) {
            EXPECT_EXIT(
                {
                    heed(first);
                    ::raise(second);
                    std::_Exit(7);
                },
                ::testing::KilledBySignal(second), "")
                << first << " then " << second;
        }
    }
}

TEST_F(run_interrupts, a_child_notes_them_all) {
    const json noted = replay::run_apart("child", []() -> json {
        for (int i = 0; i < 3; ++i) {
            ::raise(SIGINT);
            ::raise(SIGTERM);
        }
        return replay::is_interrupted();
    });
    EXPECT_EQ(noted, json(true));
    EXPECT_FALSE(replay::is_interrupted());
}

TEST_F(run_interrupts_death, a_parent_passes_them_on_to_its_child) {
    EXPECT_EXIT(
        {
            replay::heed_interrupts();
            const json noted = replay::run_apart("child", []() -> json {
                wait_until_parent_waits();
                ::kill(::getppid(), SIGINT);
                while (!replay::is_interrupted()) {}
                return 7;
            });
            std::_Exit(replay::is_interrupted() ? noted.get<int>() : 1);
        },
        ::testing::ExitedWithCode(7), "");
}

} // namespace
