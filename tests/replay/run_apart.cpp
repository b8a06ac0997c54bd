// Work in a process of its own gives its result, its error, or a word on how it ended.
#include "run/apart.hpp"

#include "error.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <new>
#include <stdexcept>
#include <string>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using nlohmann::json;
using replay::run_apart;

std::string failure_of(const std::function<json()>& work) {
    try {
        (void)run_apart("ebb", work);
    } catch (const replay::failure& error) {
        return error.what();
    }
    return "no failure";
}

TEST(run_apart, results_come_back) {
    const json result{{"numbers", {1, 2.5, 18446744073709551615ULL}}, {"text", "ü\n\"'"}};
    EXPECT_EQ(run_apart("ebb", [&] { return result; }), result);
    EXPECT_EQ(run_apart("ebb", [] { return json(); }), json());
}

TEST(run_apart, large_results_come_back_whole) {
    const json result = std::vector<std::string>(10'000, std::string(1'000, 'x'));
    EXPECT_EQ(run_apart("ebb", [&] { return result; }), result);
}

TEST(run_apart, bytes_that_are_no_text_are_replaced) {
    EXPECT_EQ(run_apart("ebb", [] { return json("\xff"); }), json("\xef\xbf\xbd"));
}

TEST(run_apart, the_work_has_a_process_and_memory_of_its_own) {
    int counter = 0;
    const json process = run_apart("ebb", [&]() -> json {
        ++counter;
        return ::getpid();
    });
    EXPECT_NE(process.get<pid_t>(), ::getpid());
    EXPECT_EQ(counter, 0);
}

TEST(run_apart, failures_come_back) {
    EXPECT_EQ(failure_of([]() -> json { throw replay::failure("trace:17: no request"); }),
              "trace:17: no request");
}

TEST(run_apart, usage_errors_come_back_as_such) {
    try {
        (void)run_apart("ebb", []() -> json { throw replay::usage_error("--model x: none"); });
        ADD_FAILURE() << "no error";
    } catch (const replay::usage_error& error) {
        EXPECT_STREQ(error.what(), "--model x: none");
    }
}

TEST(run_apart, other_exceptions_come_back_as_failures) {
    EXPECT_EQ(failure_of([]() -> json { throw std::length_error("too long"); }), "too long");
}

TEST(run_apart, short_memory_is_told_with_the_name) {
    EXPECT_EQ(failure_of([]() -> json { throw std::bad_alloc(); }), "ebb: not enough memory");
}

TEST(run_apart, a_process_that_is_killed_is_told_with_the_signal) {
    EXPECT_EQ(
        failure_of([]() -> json {
            ::raise(SIGKILL);
            return {};
        }),
        "ebb: its process was ended by signal 9 (Killed), as systems do when memory is short");
}

TEST(run_apart, a_process_that_aborts_is_told_with_the_signal) {
    EXPECT_EQ(failure_of([]() -> json {
                  const rlimit none{0, 0};
                  ::setrlimit(RLIMIT_CORE, &none);
                  std::abort();
              }),
              "ebb: its process was ended by signal 6 (Aborted)");
}

TEST(run_apart, a_process_that_leaves_is_told) {
    EXPECT_EQ(failure_of([]() -> json { std::_Exit(EXIT_SUCCESS); }),
              "ebb: its process ended without a result");
}

TEST(run_apart, no_process_and_no_descriptor_is_left) {
    const int before = ::dup(STDIN_FILENO);
    ::close(before);
    for (int i = 0; i < 20; ++i) {
        (void)run_apart("ebb", [] { return json(1); });
        (void)failure_of([]() -> json { std::_Exit(EXIT_SUCCESS); });
    }
    const int after = ::dup(STDIN_FILENO);
    ::close(after);
    EXPECT_EQ(after, before) << "the least descriptor that is free";
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "there is no child";
}

} // namespace
