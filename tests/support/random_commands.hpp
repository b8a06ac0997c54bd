#pragma once
// Random commands on maps whose sizes breathe over several orders of magnitude: phases that mostly
// grow, mostly shrink, or churn at constant size, compared with a model all the way.
//
// Every test prints its seed; EBB_TEST_SEED=<seed> repeats it (support/random_source.hpp).

#include "support/commands/all_commands.hpp"
#include "support/number_maps.hpp"
#include "support/random_source.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace ebb_tests {

// The tests of this folder run at least 10 million commands in all; see the_suite_is_large_enough.
// Where sanitizers or checks make commands some 20 times slower it is a twentieth of that.
inline constexpr std::uint64_t commands_per_test = is_slow_build ? 10'500 : 210'000;
inline constexpr std::uint64_t commands_in_all = is_slow_build ? 500'000 : 10'000'000;
inline constexpr std::size_t largest_part = is_slow_build ? 16 : 1; // of the kind's largest size

// Choices at random. What costs n entries is run about once in n/64 times.
class random_choices {
  public:
    std::size_t below(std::size_t limit) { return source_.below(limit); }
    bool one_in(std::size_t count) { return count == 1 || source_.one_in(count); }
    bool affords(std::size_t entries) { return one_in(1 + entries / 64); }
    std::size_t size_up_to(std::size_t largest) { return source_.size_up_to(largest); }

  private:
    random_source source_;
};

// How often a command comes from each family, in hundredths.
using family_shares = std::array<std::size_t, 4>; // insert, erase, lookup, whole
inline constexpr family_shares growing{72, 5, 18, 5};
inline constexpr family_shares shrinking{5, 72, 18, 5};
inline constexpr family_shares churning{38, 37, 20, 5};
inline constexpr family_shares looking{6, 4, 85, 5};

template <class Kind> class random_commands {
    using stage_type = stage<Kind, random_choices>;

  public:
    static constexpr std::size_t largest = std::max<std::size_t>(Kind::largest / largest_part, 200);

    random_commands() : stage_(choices_, {}, {}), runner_(stage_) {}

    // Throws: disagreement.
    void run(std::uint64_t count) {
        last_ = count;
        grow_and_clear(); // far up and down at once, then one by one, whatever chance wants
        breathe(largest / 4, 0);
        while (!is_over()) {
            breathe(choices_.size_up_to(largest), choices_.size_up_to(largest));
        }
        runner_.check_all();
    }
    [[nodiscard]] std::uint64_t count() const noexcept { return runner_.count(); }
    [[nodiscard]] const events& seen() const noexcept { return runner_.seen(); }

  private:
    void grow_and_clear() {
        draw_keys(largest);
        while (!is_over() && size() < largest) {
            run_some(growing);
        }
        stage_.map().clear();
        stage_.acting().remove_all();
        runner_.observe();
        run_some(looking, 100);
    }
    // Up to one size, down to another.
    void breathe(std::size_t upper, std::size_t lower) {
        draw_keys(upper);
        while (!is_over() && size() < upper) {
            run_some(growing);
        }
        run_some(churning, choices_.size_up_to(4'000));
        run_some(looking, choices_.size_up_to(1'000));
        while (!is_over() && size() > lower) {
            run_some(shrinking);
        }
        run_some(churning, choices_.size_up_to(4'000));
    }
    // Sometimes few more keys than entries, so that keys come back; sometimes so many that they
    // don't.
    void draw_keys(std::size_t upper) {
        const number first = choices_.one_in(2) ? 0 : choices_.below(std::size_t{1} << 28);
        const std::size_t times = std::size_t{2} << choices_.below(4);
        const bool has_many = choices_.one_in(4);
        stage_.draw_keys_from(first, has_many ? number{1} << 28 : times * (upper + 16));
    }
    // The other map is acted on now and then, to be merged, copied, swapped.
    void run_some(const family_shares& shares, std::size_t count = 16) {
        for (; count > 0 && !is_over(); --count) {
            stage_.act_on(choices_.one_in(16) ? 1 : 0);
            const bool is_other = &stage_.acting() != &stage_.subjects()[0];
            runner_.run(drawn(is_other && stage_.size() > other_size ? shrinking : shares));
        }
        stage_.act_on(0);
    }
    family drawn(const family_shares& shares) {
        std::size_t rest = choices_.below(100);
        std::size_t index = 0;
        while (index < 3 && rest >= shares[index]) {
            rest -= shares[index++];
        }
        return static_cast<family>(index);
    }
    [[nodiscard]] std::size_t size() { return stage_.subjects()[0].expected().size(); }
    [[nodiscard]] bool is_over() const noexcept { return runner_.count() >= last_; }

    static constexpr std::size_t other_size = 500;

    random_choices choices_;
    stage_type stage_;
    runner<stage_type> runner_;
    std::uint64_t last_ = 0;
};

} // namespace ebb_tests
