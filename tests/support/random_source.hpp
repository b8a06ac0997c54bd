#pragma once
// Random numbers of a test: a seed that is printed, and can be given.

#include "ebb/hash.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

namespace ebb_tests {

// The seed of this run of the program: that of the environment variable EBB_TEST_SEED, or a new
// one.
inline std::uint64_t run_seed() {
    static const std::uint64_t seed = [] {
        const char* given = std::getenv("EBB_TEST_SEED");
        return given != nullptr ? std::stoull(given, nullptr, 0) : std::random_device{}();
    }();
    return seed;
}

// Random numbers that depend on the run's seed and the test's name, for as long as the test runs.
// Prints the seed, so that a failure can be repeated, and makes the maps' own seeds follow it.
class random_source {
  public:
    random_source() : numbers_(test_seed()) {
        std::cout << "EBB_TEST_SEED=" << run_seed() << std::endl; // flushed: a test may crash
        ebb::fix_hash_seeds(test_seed());
    }
    random_source(const random_source&) = delete;
    random_source& operator=(const random_source&) = delete;
    ~random_source() { ebb::fix_hash_seeds(ebb::hashing::random_seed_base()); }

    // From 0 to limit - 1.
    std::size_t below(std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(numbers_);
    }
    bool one_in(std::size_t count) { return below(count) == 0; }

    // A size up to `largest`, of every order of magnitude alike.
    std::size_t size_up_to(std::size_t largest) {
        const double exponent = std::uniform_real_distribution<double>(0, 1)(numbers_);
        return static_cast<std::size_t>(std::pow(static_cast<double>(largest) + 1, exponent)) - 1;
    }

  private:
    static std::uint64_t test_seed() {
        const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
        const std::string name = std::string(test->test_suite_name()) + "." + test->name();
        return ebb::hash<std::string>{}(name, run_seed());
    }

    std::mt19937_64 numbers_;
};

} // namespace ebb_tests
