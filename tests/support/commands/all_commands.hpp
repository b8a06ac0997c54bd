#pragma once
// All commands by family, and the runner: it runs one, lets something throw meanwhile where the
// kind of map can, and checks what the map has become.

#include "support/commands/erase_commands.hpp"
#include "support/commands/insert_commands.hpp"
#include "support/commands/lookup_commands.hpp"
#include "support/commands/whole_commands.hpp"

#include "ebb/counters.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>
#include <string>
#include <vector>

namespace ebb_tests {

enum class family : std::uint8_t { insert, erase, lookup, whole };

template <class Stage> struct command {
    const char* name;
    void (*run)(Stage&);
    bool may_stop_halfway = false; // when something throws; otherwise it has all its effect or none
};

// Adds what the kind of map has: a command requires what it needs.
#define EBB_COMMAND(commands, name, ...)                                            \
    if constexpr (requires(Stage & s) { commands<Stage>::name(s); }) {              \
        list.push_back({#name, &commands<Stage>::name __VA_OPT__(, ) __VA_ARGS__}); \
    }

template <class Stage> std::vector<command<Stage>> commands_of(family which) {
    constexpr bool halfway = true;
    std::vector<command<Stage>> list;
    switch (which) {
    case family::insert:
        EBB_COMMAND(insert_commands, insert)
        EBB_COMMAND(insert_commands, insert_with_hint)
        EBB_COMMAND(insert_commands, emplace)
        EBB_COMMAND(insert_commands, try_emplace)
        EBB_COMMAND(insert_commands, insert_or_assign)
        EBB_COMMAND(insert_commands, insert_own_value)
        EBB_COMMAND(insert_commands, subscript)
        EBB_COMMAND(insert_commands, insert_range, halfway)
        EBB_COMMAND(insert_commands, insert_list, halfway)
        EBB_COMMAND(insert_commands, insert_node)
        break;
    case family::erase:
        EBB_COMMAND(erase_commands, erase_key)
        EBB_COMMAND(erase_commands, erase_by_own_key)
        EBB_COMMAND(erase_commands, erase_iterator)
        EBB_COMMAND(erase_commands, erase_range)
        EBB_COMMAND(erase_commands, erase_from_the_front)
        EBB_COMMAND(erase_commands, erase_if, halfway)
        EBB_COMMAND(erase_commands, extract)
        EBB_COMMAND(erase_commands, clear)
        break;
    case family::lookup:
        EBB_COMMAND(lookup_commands, find)
        EBB_COMMAND(lookup_commands, count)
        EBB_COMMAND(lookup_commands, at)
        EBB_COMMAND(lookup_commands, change_mapped)
        EBB_COMMAND(lookup_commands, iterate)
        EBB_COMMAND(lookup_commands, walk_through)
        EBB_COMMAND(lookup_commands, park_walk)
        EBB_COMMAND(lookup_commands, step_walk)
        EBB_COMMAND(lookup_commands, change_in_a_walk)
        break;
    case family::whole:
        EBB_COMMAND(whole_commands, maintain)
        EBB_COMMAND(whole_commands, come_to_rest)
        EBB_COMMAND(whole_commands, reserve)
        EBB_COMMAND(whole_commands, rehash)
        EBB_COMMAND(whole_commands, shrink_to_fit)
        EBB_COMMAND(whole_commands, copy)
        EBB_COMMAND(whole_commands, assign_copy)
        EBB_COMMAND(whole_commands, assign_list, halfway)
        EBB_COMMAND(whole_commands, construct_from_range)
        EBB_COMMAND(whole_commands, move, halfway)
        EBB_COMMAND(whole_commands, assign_move, halfway)
        EBB_COMMAND(whole_commands, swap)
        EBB_COMMAND(whole_commands, merge, halfway)
        EBB_COMMAND(whole_commands, merge_another_type, halfway)
        EBB_COMMAND(whole_commands, compare)
        break;
    }
    return list;
}
#undef EBB_COMMAND

// The most that has been seen of what a map does inside.
struct events {
    ebb::counters counted; // of one map, by number
    bool short_row = false;
    bool retired = false;
    std::size_t entries = 0;
    std::size_t slots = 0;

    void note_counters(const ebb::counters& now) {
        for (auto counter : {&ebb::counters::reused_slots, &ebb::counters::overflow_allocations,
                             &ebb::counters::overflow_releases, &ebb::counters::growths_double,
                             &ebb::counters::growths_same_size, &ebb::counters::growths_shrink,
                             &ebb::counters::buckets_moved, &ebb::counters::bytes_discarded}) {
            counted.*counter = std::max(counted.*counter, now.*counter);
        }
    }
};

template <class Stage> class runner {
    using kind = typename Stage::kind;

  public:
    explicit runner(Stage& stage) : stage_(stage) {}

    // Throws: disagreement, with the command's name and number.
    void run(family which) {
        const auto& list = commands_[static_cast<std::size_t>(which)];
        const command<Stage>& next = list[stage_.choices.below(list.size())];
        ++count_;
        try {
            run(next);
            observe();
            check();
        } catch (const disagreement& found) {
            throw disagreement("command " + std::to_string(count_) + ", " + next.name + ", with " +
                               std::to_string(stage_.map().size()) + " entries: " + found.what());
        }
    }

    void check_all() {
        for (auto& subject : stage_.subjects()) {
            expect_same<kind>(subject.map, subject.expected());
            expect_sound(subject.map);
        }
    }

    // Notes what the map has come to.
    void observe() {
        const auto& map = stage_.map();
        seen_.retired = seen_.retired || inside_of<typename kind::map>::has_retired(engine_of(map));
        seen_.short_row = seen_.short_row || (map.slot_count() != 0 &&
                                              map.slot_count() < kind::policy::slots_per_bucket);
        seen_.entries = std::max(seen_.entries, map.size());
        seen_.slots = std::max(seen_.slots, map.slot_count());
        if constexpr (kind::policy::counts) {
            seen_.note_counters(map.counters());
        }
    }

    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
    [[nodiscard]] const events& seen() const noexcept { return seen_; }

  private:
    void run(const command<Stage>& next) {
        if constexpr (kind::throws) {
            if (stage_.choices.one_in(3)) {
                return run_and_throw(next);
            }
        }
        next.run(stage_);
    }

    void run_and_throw(const command<Stage>& next) {
        const unsigned kinds =
            stage_.choices.one_in(2) ? every_place : 1U << stage_.choices.below(9);
        const std::size_t nth = 1 + stage_.choices.below(24);
        try {
            const injection armed(nth, kinds);
            next.run(stage_);
            return;
        } catch (const injected_failure&) {
        } catch (const injected_bad_alloc&) {}
        for (auto& subject : stage_.subjects()) {
            if (next.may_stop_halfway) {
                subject.accept();
            } else {
                expect_same<kind>(subject.map, subject.expected());
            }
        }
    }

    // A small map after every command, a large one the more rarely the larger it is.
    void check() {
        const auto& map = stage_.map();
        expect(map.size() == stage_.size(), "size() is not the number of entries");
        const std::size_t slots = map.slot_count();
        // With long chains the time of a check grows with the square of the entries.
        const std::size_t cost = makes_long_chains<typename kind::hash>
                                     ? slots + map.size() * map.size() / 8
                                     : slots * 2;
        if (slots <= 64 || stage_.choices.affords(cost)) {
            expect_sound(map);
        }
    }

    Stage& stage_;
    std::vector<command<Stage>> commands_[4] = {
        commands_of<Stage>(family::insert), commands_of<Stage>(family::erase),
        commands_of<Stage>(family::lookup), commands_of<Stage>(family::whole)};
    std::uint64_t count_ = 0;
    events seen_;
};

} // namespace ebb_tests
