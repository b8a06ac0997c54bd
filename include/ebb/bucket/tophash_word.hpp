#pragma once
// The tophash word: the tophash bytes of a bucket as one register value, all slots looked at at
// once.
//
// No operation branches on the bytes, `trimmed` least of all: with branches, turning a trailing run
// of `empty_one` into `empty_rest` causes half of all mispredictions of erase and insert.
//
// Answers over slots are masks of type std::uint32_t, bit i for slot i and the bits above the last
// slot zero, whatever the instruction set. Values are independent of each other and of the thread.
//
//     load(bytes)         the word at `bytes`, aligned to Slots bytes
//     store(bytes)        puts it there
//     filled(value)       the word of Slots times `value`
//     match(tophash)      slots whose byte is `tophash`; exact
//     empties()           slots whose byte is empty_rest or empty_one
//     not_empties()       the others: in use, or an evacuation mark
//     in_use()            slots whose byte is min_tophash or more
//     is_all_empty()      not_empties() == 0
//     word[slot]          the byte of a slot
//     with(slot, value)   a word that differs in one slot
//     word | word         not empty where either is; where no byte is a mark of an evacuation, in
//                         use where either is
//     trimmed()           the word with its trailing run of empties (highest slots) as empty_rest

#include <concepts>
#include <cstdint>
#include <type_traits>

#include "ebb/bucket/tophash.hpp"
#include "ebb/bucket/tophash_isa.hpp"
#include "ebb/bucket/tophash_word_neon.hpp"
#include "ebb/bucket/tophash_word_portable.hpp"
#include "ebb/bucket/tophash_word_sse2.hpp"

namespace ebb::bucket {

// What every tophash word offers, each operation noexcept.
template <class Word>
concept tophash_word_operations = std::is_trivially_copyable_v<Word> &&
    requires(const Word word, std::uint8_t* bytes, const std::uint8_t* source, unsigned slot,
             std::uint8_t value) {
    { Word::load(source) }
    noexcept->std::same_as<Word>;
    { Word::filled(value) }
    noexcept->std::same_as<Word>;
    { word.store(bytes) }
    noexcept->std::same_as<void>;
    { word.match(tophash_query(value)) }
    noexcept->std::same_as<std::uint32_t>;
    { word.empties() }
    noexcept->std::same_as<std::uint32_t>;
    { word.in_use() }
    noexcept->std::same_as<std::uint32_t>;
    { word.not_empties() }
    noexcept->std::same_as<std::uint32_t>;
    { word.is_all_empty() }
    noexcept->std::same_as<bool>;
    { word[slot] }
    noexcept->std::same_as<std::uint8_t>;
    { word.with(slot, value) }
    noexcept->std::same_as<Word>;
    { word | word }
    noexcept->std::same_as<Word>;
    { word.trimmed() }
    noexcept->std::same_as<Word>;
};

static_assert(tophash_word_operations<tophash_word<8, portable>>);
static_assert(tophash_word_operations<tophash_word<16, portable>>);
static_assert(tophash_word_operations<tophash_word<8>>);
static_assert(tophash_word_operations<tophash_word<16>>);
static_assert(sizeof(tophash_word<8>) == 8 && sizeof(tophash_word<16>) == 16, "one byte a slot");

} // namespace ebb::bucket
