#pragma once
// Drives an ebb::go_map with the commands and the hashes of a Go map, and compares what the runtime
// recorded: the header, every tophash byte and the order of walks.

#include "trace.hpp"

#include "ebb/go_map.hpp"
#include "ebb/table/invariants.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

namespace parity {

// What was compared, to show that it was not too little.
struct coverage {
    std::size_t traces = 0;
    std::size_t commands = 0;
    std::size_t states = 0;
    std::size_t walks = 0;
    std::size_t states_doubling = 0;
    std::size_t states_same_size = 0;
    std::size_t walks_growing = 0;
    std::size_t longest_chain = 0;
    std::size_t states_of_b[64] = {};
};

// Hashes as Go computed them: `hashes` knows that of every key which is in the map. (It throws
// nothing, as ebb::hash, so that the engine takes the same paths.)
template <class Key> struct recorded_hash {
    const std::unordered_map<Key, std::uint64_t>* hashes;
    std::uint64_t operator()(const Key& key, std::uint64_t) const noexcept {
        return hashes->find(key)->second;
    }
};

template <class Key, class Value> class replay {
  public:
    replay(trace_reader& trace, coverage& seen) : trace_(trace), seen_(seen) {}

    // Effects: carries out the records up to the end of the trace.
    // Throws: std::runtime_error where Go's map and ebb's differ.
    void run() {
        for (;;) {
            switch (const std::uint8_t tag = trace_.byte()) {
            case 'M':
                map_ = std::make_unique<map_type>(trace_.number(), hash_type{&hashes_});
                break;
            case 'I':
                insert();
                break;
            case 'E':
                erase();
                break;
            case 'C':
                ++seen_.commands;
                map_->clear();
                break;
            case 'W':
                compare_walk();
                break;
            case 'S':
                compare_state();
                break;
            case 'Z':
                return;
            default:
                trace_.fail("no record begins with byte " + std::to_string(tag));
            }
        }
    }

  private:
    using hash_type = recorded_hash<Key>;
    using map_type = ebb::go_map<Key, Value, hash_type>;
    using engine_type = std::remove_reference_t<decltype(ebb::table::map_access::engine(
        std::declval<map_type&>()))>;
    using inside = ebb::table::access<engine_type>;
    using table_type = typename inside::table_type;

    [[nodiscard]] const engine_type& engine() const {
        return ebb::table::map_access::engine(*map_);
    }

    void insert() {
        ++seen_.commands;
        const Key key = trace_.key<Key>();
        hashes_[key] = trace_.hash();
        (*map_)[key] = static_cast<Value>(trace_.number());
    }

    void erase() {
        ++seen_.commands;
        const Key key = trace_.key<Key>();
        hashes_[key] = trace_.hash();
        map_->erase(key);
        hashes_.erase(key);
    }

    void compare_walk() {
        const std::uint64_t start = trace_.number();
        const std::uint64_t offset = trace_.number();
        const std::uint64_t count = trace_.number();
        ++seen_.walks;
        seen_.walks_growing += inside::is_growing(engine());
        // An empty map has no place to begin at.
        const unsigned bits = inside::current(engine()).bits();
        ebb::table::walk<engine_type> walk(ebb::table::map_access::engine(*map_),
                                           start | offset << bits);
        for (std::uint64_t i = 0; i < count; ++i) {
            const Key key = trace_.key<Key>();
            const std::uint64_t value = trace_.number();
            const auto* entry = walk.next();
            if (entry == nullptr) {
                differ("a walk ends after " + std::to_string(i) + " entries", count);
            }
            if (entry->first != key || entry->second != value) {
                trace_.fail("a walk from bucket " + std::to_string(start) + " and slot " +
                            std::to_string(offset) + " differs at entry " + std::to_string(i));
            }
        }
        if (walk.next() != nullptr) {
            differ("a walk goes on", count);
        }
    }

    void compare_state() {
        const go_header go = trace_.header();
        ++seen_.states;
        ++seen_.states_of_b[std::min<std::uint64_t>(go.b, 63)];
        expect_equal("count", map_->size(), go.count);
        if (const std::string broken = inside::check(engine()); !broken.empty()) {
            trace_.fail("an invariant is broken: " + broken);
        }
        expect_equal("flags", inside::go_flags(engine()), go.flags);
        expect_equal("nevacuate", inside::nevacuate(engine()), go.nevacuate);
        const bool is_growing = inside::is_growing(engine());
        const std::uint64_t arrays = map_->bucket_count() == 0 ? 0 : is_growing ? 2 : 1;
        expect_equal("arrays", arrays, go.arrays);
        if (arrays == 0) {
            return;
        }
        const table_type& current = inside::current(engine());
        expect_equal("B", current.bits(), go.b);
        compare_noverflow(inside::pool(engine(), current).live(), go);
        compare_array("buckets", current);
        if (is_growing) {
            const bool is_same_size = inside::kind(engine()) == ebb::table::growth_kind::same_size;
            (is_same_size ? seen_.states_same_size : seen_.states_doubling) += 1;
            compare_array("oldbuckets", inside::old(engine()));
        }
    }

    // From 2^16 buckets on Go adds to its count with probability p = 2^-(B-15): the exact count n
    // says that it is n * p, give or take sqrt(n * p). Six times that is off once in 10^9.
    void compare_noverflow(std::size_t exact, const go_header& go) {
        if (go.b < 16) {
            expect_equal("noverflow", exact, go.noverflow);
            return;
        }
        const double expected = std::ldexp(static_cast<double>(exact), 15 - static_cast<int>(go.b));
        const double distance = std::abs(static_cast<double>(go.noverflow) - expected);
        if (distance > 6 * std::sqrt(expected) + 1) {
            differ("noverflow, expected by chance, is " + std::to_string(expected), go.noverflow);
        }
    }

    void compare_array(const char* name, const table_type& table) {
        for (std::size_t index = 0; index <= table.mask; ++index) {
            const std::uint64_t chain_length = trace_.number();
            seen_.longest_chain = std::max<std::size_t>(seen_.longest_chain, chain_length);
            // A new bucket that evacuation has not reached is not written yet; in Go it is zero.
            const bool is_written = inside::is_written(engine(), table, index);
            const auto* control = is_written ? table.control + index : nullptr;
            for (std::uint64_t i = 0; i < chain_length; ++i) {
                const std::string_view tophash = trace_.text(8);
                if (i != 0) {
                    control = control == nullptr || control->link == 0
                                  ? nullptr
                                  : inside::pool(engine(), table).control(control->link);
                }
                compare_bucket(name, index, i, control, tophash);
            }
            if (control != nullptr && control->link != 0 && !may_be_unlinked(table, index)) {
                differ(place(name, index, chain_length) + ": a further overflow bucket", 0);
            }
        }
    }

    // Of keys with pointers Go unlinks the overflow buckets behind an evacuated one, for its
    // collector, unless a walk might have needed them at that moment.
    [[nodiscard]] bool may_be_unlinked(const table_type& table, std::size_t index) const {
        return std::is_same_v<Key, std::string> && &table == &inside::old(engine()) &&
               inside::is_evacuated(engine(), index);
    }

    template <class Control>
    void compare_bucket(const char* name, std::size_t index, std::uint64_t depth,
                        const Control* control, std::string_view go) {
        static constexpr std::uint8_t zeros[8] = {};
        const std::uint8_t* ours = control != nullptr ? control->tophash
                                   : depth == 0       ? zeros
                                                      : nullptr;
        if (ours == nullptr) {
            trace_.fail(place(name, index, depth) + ": Go has an overflow bucket, ebb has none");
        }
        if (std::memcmp(ours, go.data(), 8) != 0) {
            trace_.fail(place(name, index, depth) + ": tophash bytes are" + listed(ours) +
                        ", in Go" + listed(reinterpret_cast<const std::uint8_t*>(go.data())));
        }
    }

    static std::string listed(const std::uint8_t* tophash) {
        std::string list;
        for (unsigned slot = 0; slot < 8; ++slot) {
            list += ' ' + std::to_string(tophash[slot]);
        }
        return list;
    }
    static std::string place(const char* array, std::size_t index, std::uint64_t depth) {
        return std::string(array) + '[' + std::to_string(index) + "], overflow bucket " +
               std::to_string(depth);
    }
    void expect_equal(const char* what, std::uint64_t ours, std::uint64_t go) const {
        if (ours != go) {
            differ(std::string(what) + " is " + std::to_string(ours), go);
        }
    }
    [[noreturn]] void differ(const std::string& what, std::uint64_t go) const {
        trace_.fail(what + ", in Go " + std::to_string(go));
    }

    trace_reader& trace_;
    coverage& seen_;
    std::unordered_map<Key, std::uint64_t> hashes_;
    std::unique_ptr<map_type> map_;
};

} // namespace parity
