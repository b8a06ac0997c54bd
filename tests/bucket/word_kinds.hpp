#pragma once
// The kinds of tophash word under test, and what they are compared with: plain loops over arrays.

#include "ebb/bucket/tophash_word.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <type_traits>

namespace ebb_tests {

using ebb::bucket::native;
using ebb::bucket::portable;

template <unsigned Slots, class Isa> struct word_kind {
    static constexpr unsigned slots = Slots;
    using word = ebb::bucket::tophash_word<Slots, Isa>;
    using row = std::array<std::uint8_t, Slots>;
};

using word_kinds = ::testing::Types<word_kind<8, portable>, word_kind<16, portable>,
                                    word_kind<8, native>, word_kind<16, native>>;

struct word_kind_names {
    template <class Kind> static std::string GetName(int) {
        const bool is_portable = std::is_same_v<Kind, word_kind<Kind::slots, portable>>;
        return (is_portable ? "portable_" : "native_") + std::to_string(Kind::slots);
    }
};

template <class Kind> auto load(const typename Kind::row& row) {
    alignas(Kind::slots) typename Kind::row aligned = row;
    return Kind::word::load(aligned.data());
}

template <class Kind> auto stored(typename Kind::word word) {
    alignas(Kind::slots) typename Kind::row row;
    row.fill(0xa5);
    word.store(row.data());
    return row;
}

template <class Row, class Predicate>
std::uint32_t mask_where(const Row& row, Predicate is_wanted) {
    std::uint32_t mask = 0;
    for (unsigned slot = 0; slot < row.size(); ++slot) {
        if (is_wanted(row[slot])) {
            mask |= std::uint32_t{1} << slot;
        }
    }
    return mask;
}

template <class Row> Row trimmed(Row row) {
    for (auto slot = row.size(); slot-- > 0 && row[slot] <= 1;) {
        row[slot] = 0;
    }
    return row;
}

template <class Row> Row erased(Row row, unsigned slot) {
    row[slot] = 1;
    return trimmed(row);
}

// Calls `visit` with every row made of the given bytes.
template <class Row, std::size_t Count, class Visit>
void for_every_row(const std::array<std::uint8_t, Count>& bytes, Visit visit) {
    Row row;
    row.fill(bytes[0]);
    std::array<std::size_t, std::tuple_size_v<Row>> digits{};
    for (;;) {
        visit(row);
        std::size_t place = 0;
        while (place < digits.size() && ++digits[place] == Count) {
            digits[place++] = 0;
        }
        if (place == digits.size()) {
            return;
        }
        for (std::size_t slot = 0; slot <= place; ++slot) {
            row[slot] = bytes[digits[slot]];
        }
    }
}

// A row whose bytes are each a mark or a hash byte with even chances: all kinds of runs come up.
template <class Row> Row random_row(std::mt19937_64& random) {
    Row row;
    for (std::uint8_t& byte : row) {
        const std::uint64_t bits = random();
        byte = static_cast<std::uint8_t>((bits & 0x100) != 0 ? bits % 6 : bits);
    }
    return row;
}

// A random row that ends in a run of empties of random length, as the rows of a map do.
template <class Row> Row random_row_with_run(std::mt19937_64& random) {
    Row row = random_row<Row>(random);
    const std::uint64_t bits = random();
    for (auto slot = bits % (row.size() + 1); slot < row.size(); ++slot) {
        row[slot] = static_cast<std::uint8_t>((bits >> (8 + slot)) & 1);
    }
    return row;
}

} // namespace ebb_tests
