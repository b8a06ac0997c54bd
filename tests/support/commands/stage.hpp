#pragma once
// What commands act on: two maps of one kind, and a source of choices that says which keys, how
// many, and in which of its forms a command is run. Choices come from a random number generator or
// from the bytes of a fuzzer:
//
//     below(n)          a number from 0 to n - 1
//     one_in(n)         true once in n times
//     affords(entries)  whether a command that costs so much may be run: the more, the rarer

#include "support/commands/subject.hpp"

#include <array>
#include <cstddef>

namespace ebb_tests {

template <class Kind, class Choices> class stage {
  public:
    using kind = Kind;
    using map_type = typename Kind::map;
    using hash_type = typename Kind::hash;

    stage(Choices& source, const hash_type& first, const hash_type& second)
        : choices(source), subjects_{subject<Kind>(first, 0), subject<Kind>(second, 1)} {}

    Choices& choices;

    // --- the map that the command is run on, and the other one ---
    void act_on(std::size_t index) { acting_ = index; }
    [[nodiscard]] subject<Kind>& acting() { return subjects_[acting_]; }
    [[nodiscard]] subject<Kind>& other() { return subjects_[1 - acting_]; }
    [[nodiscard]] map_type& map() { return acting().map; }
    [[nodiscard]] const model& expected() { return acting().expected(); }
    [[nodiscard]] std::size_t size() { return expected().size(); }
    [[nodiscard]] auto& subjects() { return subjects_; }

    // --- numbers for keys and mapped values ---
    void draw_keys_from(number first, number count) {
        first_key_ = first;
        key_count_ = count;
    }
    [[nodiscard]] number any_key() {
        return first_key_ + choices.below(static_cast<std::size_t>(key_count_));
    }
    [[nodiscard]] number new_key() {
        number key = any_key();
        for (int attempts = 0; attempts < 4 && expected().contains(key); ++attempts) {
            key = any_key();
        }
        return key;
    }
    [[nodiscard]] number present_key() {
        return size() == 0 ? any_key() : expected().keys()[choices.below(size())];
    }
    [[nodiscard]] number some_key() { return choices.one_in(2) ? any_key() : present_key(); }
    [[nodiscard]] number next_mapped() { return ++last_mapped_ & Kind::mapped_mask; }

    // --- entries ---
    [[nodiscard]] static auto key(number n) {
        return Kind::key::write(static_cast<std::size_t>(n));
    }
    [[nodiscard]] static auto mapped(number n) {
        return Kind::mapped::write(static_cast<std::size_t>(n));
    }
    // As a value_type, or for a map, what can be moved into one.
    [[nodiscard]] static auto entry(number k, [[maybe_unused]] number m) {
        if constexpr (Kind::is_map) {
            return typename map_type::init_type(key(k), mapped(m));
        } else {
            return key(k);
        }
    }

    template <class Entry> void expect_entry(const Entry& entry, number k) {
        expect(key_of<Kind>(entry) == k, "the entry has another key");
        expect(mapped_of<Kind>(entry) == expected().mapped(k),
               "the entry has another mapped value");
    }

  private:
    std::array<subject<Kind>, 2> subjects_;
    std::size_t acting_ = 0;
    number first_key_ = 0;
    number key_count_ = 256;
    number last_mapped_ = 0;
};

} // namespace ebb_tests
