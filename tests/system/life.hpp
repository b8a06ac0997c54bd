#pragma once
// The life of a map: all that asks the system for memory and all that gives some back, in an order
// that meets every size class of arrays. What must hold whatever the system answers is checked at
// each step.

#include "support/number_maps.hpp"

#include <cstddef>
#include <cstdint>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ebb_tests {

// So large that a table of few entries has rows of many MiB.
struct wide_value {
    std::uint64_t value = 0;
    unsigned char rest[1016] = {};
};

template <class Policy> class life {
  public:
    using map_type = ebb::map<number, wide_value, ebb::hash<number>, ebb::equal_to<number>,
                              ebb::page_allocator<std::pair<const number, wide_value>>, Policy>;

    // Entries that take a table through all sizes up to rows of 16 MiB, by a growth that moves
    // pages.
    static constexpr std::uint64_t most = 8 * 1024;

    // Returns: what was wrong; empty if nothing was.
    std::string problem() {
        grow_and_shrink();
        refill();
        copy();
        grow_again();
        small_tables();
        return problem_;
    }
    // How often memory was refused, and the map said so.
    [[nodiscard]] std::size_t refusals() const { return refusals_; }

    // To be called once the system is well again. Returns: as problem().
    std::string problem_of_recovery() {
        const std::size_t before = refusals_;
        insert(0, most);
        check("filled again");
        erase(0, most);
        rest();
        check("emptied");
        expect(map_.memory_bytes() == 0,
               "an empty map at rest holds " + std::to_string(map_.memory_bytes()) + " bytes");
        expect(refusals_ == before, "memory is refused that is there");
        return problem_;
    }

    // Steps of which a life is made.
    void insert(std::uint64_t first, std::uint64_t last) {
        for (std::uint64_t i = first; i < last; ++i) {
            if (attempt([&] { map_.insert_or_assign(nth_number(i), wide_value{i + 1, {}}); })) {
                expected_.at(i) = true;
            }
        }
    }
    void erase(std::uint64_t first, std::uint64_t last) {
        for (std::uint64_t i = first; i < last; ++i) {
            expect((map_.erase(nth_number(i)) != 0) == expected_.at(i),
                   "erase() of what is not there, or not");
            expected_.at(i) = false;
        }
    }
    void check(const std::string& when) { check(map_, when); }
    [[nodiscard]] map_type& map() { return map_; }
    [[nodiscard]] const std::string& found() const { return problem_; }

  private:
    void grow_and_shrink() {
        insert(0, most);
        check("grown");
        std::uint64_t left = 0;
        for (auto&& [key, value] : map_.range()) {
            if (value.value % 16 != 0) {
                expected_.at(value.value - 1) = false;
                map_.erase(key);
            } else {
                ++left;
            }
        }
        expect(map_.size() == left, "a walk that erases loses count");
        insert(0, most / 64); // carries the shrink on
        check("shrunk");
        rest();
        check("at rest");
    }
    void refill() {
        for (int round = 0; round < 3; ++round) {
            clear();
            insert(0, most / 2); // the third time into the table that is expected
        }
        check("filled again");
        attempt([&] { map_.reserve(most); });
        insert(most / 2, most / 2 + most / 8);
        check("reserved");
        erase(most / 8, most / 2);
        attempt([&] { map_.shrink_to_fit(); });
        check("shrunk to fit");
    }
    void copy() {
        insert(most / 8, most / 2);
        std::optional<map_type> other;
        if (attempt([&] { other.emplace(map_); })) {
            check(*other, "copied");
            other->clear();
            attempt([&] { *other = map_; });
            swap(*other, map_);
            swap(*other, map_);
        }
        map_type moved(std::move(map_));
        map_ = std::move(moved);
        check("moved");
        clear();
        rest();
    }
    // Rows that the copies have left are rows of others.
    void grow_again() {
        map_type other;
        for (std::uint64_t i = 0; i < most / 8 * 7; ++i) {
            const bool is_in = attempt([&] { other.try_emplace(i, wide_value{i, {}}); }, other);
            expect(other.contains(i) == is_in, "a map that grows loses an entry");
        }
        expect(broken_invariant(other).empty(), "grown again: " + broken_invariant(other));
    }
    // Tables of 4 MiB and less are blocks that the program keeps, those below 16 KiB are of the
    // heap.
    void small_tables() {
        std::vector<number_map<Policy>> maps(24);
        for (std::uint64_t i = 0; i < 2'000; ++i) {
            for (std::uint64_t m = 0; m < maps.size(); ++m) {
                const bool is_in = i % (m + 1) == 0 && attempt([&] { maps[m].try_emplace(i, m); });
                expect(maps[m].contains(i) == is_in, "a small table loses an entry");
            }
        }
        for (std::uint64_t m = 0; m < maps.size(); m += 2) {
            maps[m] = number_map<Policy>();
        }
        for (std::uint64_t m = 1; m < maps.size(); m += 2) {
            expect(broken_invariant(maps[m]).empty(),
                   "a small table: " + broken_invariant(maps[m]));
        }
    }

    void rest() {
        attempt([this] {
            while (map_.maintain(16)) {}
        });
    }
    void clear() {
        map_.clear();
        expected_.assign(expected_.size(), false);
    }

    // Returns: whether there was memory for it. If not, nothing may have changed.
    template <class Do> bool attempt(Do&& what) { return attempt(what, map_); }
    template <class Do> bool attempt(Do&& what, const map_type& map) {
        const std::size_t before = map.size();
        try {
            what();
            return true;
        } catch (const std::bad_alloc&) {
            ++refusals_;
            expect(map.size() == before, "an operation that is refused its memory changes the map");
            return false;
        }
    }

    void check(const map_type& map, const std::string& when) {
        std::size_t entries = 0;
        for (std::uint64_t i = 0; i < expected_.size(); ++i) {
            const auto found = map.find(nth_number(i));
            const bool is_right =
                found == map.end() ? !expected_[i] : expected_[i] && found->second.value == i + 1;
            expect(is_right, when + ": a key is found wrongly");
            entries += expected_[i];
        }
        expect(map.size() == entries, when + ": size()");
        std::size_t walked = 0;
        for (const auto& entry : map) {
            walked += entry.second.value <= expected_.size() && expected_[entry.second.value - 1];
        }
        expect(walked == entries, when + ": a walk of the entries");
        expect(broken_invariant(map).empty(), when + ": " + broken_invariant(map));
    }
    void expect(bool is_true, const std::string& otherwise) {
        if (!is_true && problem_.empty()) {
            problem_ = otherwise;
        }
    }

    map_type map_;
    std::vector<bool> expected_ = std::vector<bool>(most);
    std::size_t refusals_ = 0;
    std::string problem_;
};

} // namespace ebb_tests
