#include "plan/make_plan.hpp"

#include "error.hpp"
#include "model/program.hpp"
#include "plan/distinct_keys.hpp"
#include "run/clock.hpp"

#include <algorithm>
#include <functional>
#include <string>

namespace replay {
namespace {

// One request in 64 is timed, so that reading the clock does not count; by the thread's own time,
// in which waiting does not count: for the disk that the plan goes to, or for other programs.
constexpr std::uint64_t timed_one_in = 64;
constexpr std::uint64_t told_one_in = 4096;

// SplitMix64's finalizer: every bit of the result depends on every bit of the word.
std::uint64_t mixed(std::uint64_t word) noexcept {
    word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
    word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
    return word ^ (word >> 31);
}

std::uint64_t hash_of(const request& asked, bool has_numeric_keys) {
    return mixed(has_numeric_keys ? asked.number : std::hash<std::string_view>()(asked.text));
}

template <class Key>
plan_facts plan_of(request_source& source, const model& rules, const operation_file& file,
                   const plan_progress& progress) {
    operation_writer writer(file);
    program<Key> studied(rules, source.facts().has_clock, writer);
    distinct_keys keys;
    request asked;
    std::uint64_t count = 0;
    std::uint64_t timed_ns = 0;
    bool is_complete = true;
    for (; is_complete && source.next(asked); ++count) {
        keys.meet(hash_of(asked, std::is_same_v<Key, std::uint64_t>));
        if (count % timed_one_in == 0) {
            const std::uint64_t begin = peers::thread_ns();
            studied.handle(asked);
            timed_ns += peers::thread_ns() - begin;
        } else {
            studied.handle(asked);
        }
        if (count % told_one_in == 0) {
            is_complete = progress(source.progress(), count);
        }
    }
    if (count == 0) {
        std::string why;
        for (const std::string& note : source.notes()) {
            why += "; " + note;
        }
        throw failure(source.facts().name + ": there are no requests in it" + why);
    }
    plan_facts facts = studied.drain();
    facts.has_numeric_keys = std::is_same_v<Key, std::uint64_t>;
    facts.is_complete = is_complete;
    facts.distinct_keys = keys.count();
    facts.are_distinct_keys_exact = keys.is_exact();
    const auto timed = static_cast<double>((count + timed_one_in - 1) / timed_one_in);
    facts.bookkeeping_ns =
        std::max(0.0, static_cast<double>(timed_ns) / timed - clock::thread_cost().least_ns);
    return facts;
}

} // namespace

plan_facts make_plan(request_source& source, const model& rules, const operation_file& file,
                     const plan_progress& progress) {
    return source.facts().has_numeric_keys ? plan_of<std::uint64_t>(source, rules, file, progress)
                                           : plan_of<std::string>(source, rules, file, progress);
}

std::uint64_t entry_hash(std::uint64_t key, std::uint64_t value) noexcept {
    return mixed(mixed(key) + value);
}

// FNV-1a, whose two constants these are.
std::uint64_t entry_hash(std::string_view key, std::uint64_t value) noexcept {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char character : key) {
        hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001b3;
    }
    return entry_hash(hash, value);
}

} // namespace replay
