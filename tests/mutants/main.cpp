// The main function of a test program that has mutants in it. To the file that EBB_MUTANTS_REACHED
// names it adds a line for each test: its name, the processor's time in microseconds, and the
// numbers of the points it has reached.
#include "switch.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>

namespace {

class reach_listener : public ::testing::EmptyTestEventListener {
  public:
    explicit reach_listener(const char* path) : out_(path, std::ios::app) {}

    void OnTestStart(const ::testing::TestInfo&) override {
        std::ranges::fill(ebb_mutants::reached, 0);
        begin_ = std::clock();
    }
    void OnTestEnd(const ::testing::TestInfo& test) override {
        const std::clock_t ticks = std::clock() - begin_;
        out_ << test.test_suite_name() << '.' << test.name() << ' '
             << static_cast<long>(ticks) * (1'000'000 / CLOCKS_PER_SEC);
        for (int number = 0; number < ebb_mutants::mutants_max; ++number) {
            if (ebb_mutants::reached[number] != 0) {
                out_ << ' ' << number;
            }
        }
        out_ << std::endl;
    }

  private:
    std::ofstream out_;
    std::clock_t begin_ = 0;
};

} // namespace

int main(int argc, char** argv) {
    ::testing::InitGoogleTest(&argc, argv);
    if (const char* const path = std::getenv("EBB_MUTANTS_REACHED"); path != nullptr) {
        ::testing::UnitTest::GetInstance()->listeners().Append(new reach_listener(path));
    }
    return RUN_ALL_TESTS();
}
