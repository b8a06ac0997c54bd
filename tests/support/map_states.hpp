#pragma once
// Maps and sets of throwing items in every state in which an operation may find them, and what they
// hold in plain numbers.

#include "support/throwing.hpp"

#include "ebb/policy.hpp"
#include "ebb/table/engine_all.hpp"
#include "ebb/table/invariants.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <iterator>
#include <map>
#include <string>
#include <type_traits>
#include <utility>

namespace ebb_tests {

// What a container holds, in numbers. Of a set, the mapped values are 0.
using model = std::map<int, int>;

template <class Entry> std::pair<int, int> numbers(const Entry& entry) {
    if constexpr (requires { entry.second; }) {
        return {entry.first.value(), entry.second.value()};
    } else {
        return {entry.value(), 0};
    }
}

template <class Container> model contents(const Container& container) {
    model all;
    for (const auto& entry : container) {
        all.insert(numbers(entry));
    }
    return all;
}

template <class Container> std::pair<int, int> add(Container& to, int key) {
    return numbers(*[&] {
        if constexpr (requires { typename Container::mapped_type; }) {
            return to.try_emplace(typename Container::key_type(key), key * 10).first;
        } else {
            return to.emplace(key).first;
        }
    }());
}

template <class Container> auto& engine(Container& container) {
    return ebb::table::map_access::engine(container);
}
template <class Container>
using access_to =
    ebb::table::access<std::remove_cvref_t<decltype(engine(std::declval<Container&>()))>>;

template <class Container> bool is_growing(const Container& container) {
    return access_to<const Container>::is_growing(engine(container));
}

enum class state {
    empty,
    emptied,         // under go_policy its table stays
    row_full,        // no more room in the short row (go_policy: in the only bucket)
    bucket_full,     // no more room in the only bucket
    before_doubling, // the next insert starts a growth
    amid_doubling,
    shrink_due,
    amid_shrink,
    reserved,
    cleared_again, // no entry: a refill is expected
    refill_begun,
    chains, // all entries in three chains
    chains_amid_doubling,
    chains_untidy, // entries of their first buckets are erased
    long_chains_amid_doubling,
};
inline constexpr std::array all_states{// but the last, which takes long to bring about
                                       state::empty,
                                       state::emptied,
                                       state::row_full,
                                       state::bucket_full,
                                       state::before_doubling,
                                       state::amid_doubling,
                                       state::shrink_due,
                                       state::amid_shrink,
                                       state::reserved,
                                       state::cleared_again,
                                       state::refill_begun,
                                       state::chains,
                                       state::chains_amid_doubling,
                                       state::chains_untidy};

inline std::string name_of(state s) {
    constexpr std::array names{"empty",
                               "emptied",
                               "row_full",
                               "bucket_full",
                               "before_doubling",
                               "amid_doubling",
                               "shrink_due",
                               "amid_shrink",
                               "reserved",
                               "cleared_again",
                               "refill_begun",
                               "chains",
                               "chains_amid_doubling",
                               "chains_untidy",
                               "long_chains_amid_doubling"};
    return names[static_cast<std::size_t>(s)];
}

inline bool is_weak(state s) { return s >= state::chains; }

// Brings a new container into a state. Keys are 0, 1, 2, ...
template <class Container> class state_builder {
    using policy = typename Container::policy_type;
    static constexpr int slots = policy::slots_per_bucket;
    static constexpr bool shrinks = policy::shrinks != ebb::shrink_mode::never;

  public:
    static void build(Container& c, state s) {
        state_builder builder{c};
        switch (s) {
        case state::empty:
            return;
        case state::emptied:
            builder.add_up_to(40), builder.erase_down_to(0);
            return;
        case state::row_full:
            builder.add_up_to(shrinks ? 2 : slots);
            return;
        case state::bucket_full:
            builder.add_up_to(slots);
            return;
        case state::before_doubling:
            builder.add_up_to(4 * slots / 16 * 13);
            return;
        case state::amid_doubling:
        case state::chains_amid_doubling:
            builder.add_until_growing(6 * slots);
            return;
        case state::shrink_due:
            builder.add_up_to(4 * slots), builder.settle();
            builder.erase_down_to(slots + 2);
            return;
        case state::long_chains_amid_doubling:
            builder.add_until_growing(20 * slots);
            return;
        case state::amid_shrink:
            builder.begin_to_shrink();
            return;
        case state::reserved:
            c.reserve(20 * slots), builder.add_up_to(5);
            return;
        case state::cleared_again:
            builder.clear_twice();
            return;
        case state::refill_begun:
            builder.clear_twice(), builder.add_up_to(5);
            return;
        case state::chains:
            builder.add_up_to(60);
            return;
        case state::chains_untidy:
            builder.add_up_to(60), builder.settle();
            for (int key = 0; key < 24; ++key) {
                c.erase(key);
            }
            return;
        }
    }

  private:
    explicit state_builder(Container& c) : container_(c) {}

    void add_up_to(int size) {
        while (std::ssize(container_) < size) {
            add(container_, next_++);
        }
    }
    void add_until_growing(int size) {
        add_up_to(size);
        settle();
        add_until_growing();
    }
    void add_until_growing() {
        while (!is_growing(container_)) {
            add(container_, next_++);
        }
    }
    // Without moving anything, whatever the policy.
    void erase_down_to(int size) {
        while (std::ssize(container_) > size) {
            container_.erase(container_.begin());
        }
    }
    void clear_twice() {
        for (int i = 0; i < 2; ++i) {
            add_up_to(20 * slots);
            container_.clear();
        }
        next_ = 0;
    }
    void settle() {
        while (container_.maintain(1000)) {}
    }
    // A shrink that takes two inserts: 16 buckets with three entries each. (Where the policy knows
    // no shrink, the first doubling.)
    void begin_to_shrink() {
        if (shrinks) {
            container_.reserve(200);
            add_up_to(70);
            erase_down_to(50);
        }
        add_until_growing();
    }

    Container& container_;
    int next_ = 0;
};

template <class Container> void settle(Container& container) {
    while (container.maintain(1000)) {}
}

template <class Container> void expect_sound(const Container& container) {
    EXPECT_EQ(access_to<const Container>::check(engine(container)), "");
}

} // namespace ebb_tests
