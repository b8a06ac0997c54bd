#pragma once
// The body of the fuzz target: reads the input as commands on two maps of one kind, compares them
// with their models, and checks their insides after every command.
//
//     byte 0        the kind of map: entries, policy
//     byte 1        the hashes of the two maps, whether their allocators are equal, how many keys
//     bytes 2..     commands, each with the choices it makes
//
// Kinds whose entries, hashes and allocators throw do so at places that the input chooses. At the
// end of the input every choice is 0, and nothing may be left alive or allocated when the maps are
// gone.

#include "support/commands/all_commands.hpp"

#include "ebb/hash.hpp"
#include "ebb/policy.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace ebb_tests {

// Choices out of the bytes of an input: one byte for a choice, two where there are more than 256.
class byte_choices {
  public:
    explicit byte_choices(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

    [[nodiscard]] bool is_over() const noexcept { return rest_.empty(); }
    [[nodiscard]] std::uint8_t next() {
        if (rest_.empty()) {
            return 0;
        }
        const std::uint8_t byte = rest_.front();
        rest_ = rest_.subspan(1);
        return byte;
    }
    std::size_t below(std::size_t limit) {
        if (limit <= 1) {
            return 0;
        }
        std::size_t value = next();
        if (limit > 256) {
            value = value << 8 | next();
        }
        return value % limit;
    }
    bool one_in(std::size_t count) { return below(count) == 0; }
    bool affords(std::size_t) { return true; } // inputs are short, and their maps small

  private:
    std::span<const std::uint8_t> rest_;
};

template <class Kind>
void fuzz_kind(byte_choices choices, const typename Kind::hash& first,
               const typename Kind::hash& second, std::size_t key_count) {
    stage<Kind, byte_choices> maps(choices, first, second);
    maps.draw_keys_from(0, key_count);
    runner<stage<Kind, byte_choices>> commands(maps);
    constexpr std::size_t families = 4;
    constexpr std::uint64_t commands_max = 1'000; // a slow input teaches the fuzzer nothing more
    while (!choices.is_over() && commands.count() < commands_max) {
        const std::uint8_t byte = choices.next();
        maps.act_on(byte >> 7);
        commands.run(static_cast<family>(byte % families));
        commands.check_all();
    }
}

template <class Kind> void fuzz_throwing_kind(byte_choices choices, std::uint8_t byte) {
    constexpr std::array<std::size_t, 4> key_counts{8, 40, 256, 5'000};
    Kind::has_equal_allocators = (byte & 1) != 0;
    const long items_before = live_items;
    fuzz_kind<Kind>(choices, {(byte & 2) != 0}, {(byte & 4) != 0}, key_counts[byte >> 4 & 3]);
    expect(live_items == items_before, "entries have outlived their maps, or died twice");
    expect(misplaced_items == 0, "an entry was moved as bytes, or destroyed twice");
    for (const account& a : Kind::accounts) {
        expect(a.bytes == 0, "a map has kept memory");
    }
}

template <class Kind> void fuzz_number_kind(byte_choices choices, std::uint8_t byte) {
    constexpr std::array<std::size_t, 4> key_counts{8, 40, 256, 5'000};
    const auto hash = [](int bits) {
        return chosen_hash{static_cast<chosen_hash::quality>(bits & 3)};
    };
    fuzz_kind<Kind>(choices, hash(byte), hash(byte >> 2), key_counts[byte >> 4 & 3]);
}

// Throws: disagreement. Requires: nothing else in the program makes maps meanwhile.
inline void fuzz_body(const std::uint8_t* data, std::size_t size) {
    if (size < 2) {
        return;
    }
    using ebb::default_policy, ebb::eager_policy, ebb::go_policy;
    constexpr item_kind copyable = item_kind::copyable;
    constexpr item_kind nothrow_move = item_kind::nothrow_move;
    constexpr item_kind move_only = item_kind::move_only;
    constexpr std::array kinds{
        &fuzz_number_kind<map_kind<number, number, chosen_hash, default_policy>>,
        &fuzz_number_kind<map_kind<number, number, chosen_hash, eager_policy>>,
        &fuzz_number_kind<map_kind<number, number, chosen_hash, go_policy>>,
        &fuzz_throwing_kind<throwing_map_kind<copyable, default_policy>>,
        &fuzz_throwing_kind<throwing_map_kind<copyable, go_policy>>,
        &fuzz_throwing_kind<throwing_map_kind<nothrow_move, eager_policy>>,
        &fuzz_throwing_kind<throwing_map_kind<move_only, default_policy>>,
        &fuzz_throwing_kind<throwing_map_kind<move_only, go_policy>>,
        &fuzz_throwing_kind<throwing_set_kind<copyable, eager_policy>>,
    };
    ebb::fix_hash_seeds(data[0]); // the same input, the same maps
    kinds[data[0] % kinds.size()](byte_choices({data + 2, size - 2}), data[1]);
}

} // namespace ebb_tests
