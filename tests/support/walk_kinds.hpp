#pragma once
// The kinds of map that walks are tested with: keys and values that can be copied, only moved, or
// moved only by copying; good hashes, weak ones, and all policies.

#include "ebb/map.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace ebb_tests {

// A key that can't be copied.
class moved_key {
  public:
    explicit moved_key(std::size_t index) : number_(std::make_unique<std::size_t>(index)) {}
    [[nodiscard]] std::size_t number() const { return *number_; }
    friend bool operator==(const moved_key& a, const moved_key& b) {
        return *a.number_ == *b.number_;
    }

  private:
    std::unique_ptr<std::size_t> number_;
};

// A key whose move may throw, so that entries are moved all together, by copying.
class copied_key {
  public:
    explicit copied_key(std::size_t index) : number_(index) {}
    copied_key(const copied_key&) = default;
    copied_key(copied_key&& other) noexcept(false) : number_(std::exchange(other.number_, 0)) {}
    copied_key& operator=(const copied_key&) = default;
    ~copied_key() = default;
    [[nodiscard]] std::size_t number() const { return number_; }
    friend bool operator==(const copied_key&, const copied_key&) = default;

  private:
    std::size_t number_;
};

// How a number is written as a key or as a mapped value, and read again.
template <class T> struct spelling {
    static T write(std::size_t index) { return static_cast<T>(index); }
    static std::size_t read(const T& value) { return static_cast<std::size_t>(value); }
};
template <> struct spelling<std::string> { // every other one too long to be kept inside the string
    static std::string write(std::size_t index) {
        return (index % 2 == 0 ? "" : "a key of more than fifteen characters ") +
               std::to_string(index);
    }
    static std::size_t read(const std::string& text) {
        return std::stoull(text.substr(text.find_first_of("0123456789")));
    }
};
template <> struct spelling<std::unique_ptr<std::size_t>> {
    static auto write(std::size_t index) { return std::make_unique<std::size_t>(index); }
    static std::size_t read(const std::unique_ptr<std::size_t>& value) { return *value; }
};
template <> struct spelling<moved_key> {
    static moved_key write(std::size_t index) { return moved_key(index); }
    static std::size_t read(const moved_key& key) { return key.number(); }
};
template <> struct spelling<copied_key> {
    static copied_key write(std::size_t index) { return copied_key(index); }
    static std::size_t read(const copied_key& key) { return key.number(); }
};

// A good hash of any of these keys.
struct mixed_hash {
    template <class Key> std::uint64_t operator()(const Key& key, std::uint64_t seed) const {
        return ebb::mix(spelling<Key>::read(key), seed);
    }
};
// Only seven different hashes.
struct seven_hashes {
    template <class Key> std::uint64_t operator()(const Key& key, std::uint64_t seed) const {
        return ebb::mix(spelling<Key>::read(key) % 7, seed);
    }
};
// The number itself: all bits that tell keys apart are low.
struct identity_hash {
    template <class Key> std::uint64_t operator()(const Key& key, std::uint64_t) const {
        return spelling<Key>::read(key);
    }
};
// All bits that tell keys apart are high: however large the table, there is one chain.
struct one_chain_hash {
    template <class Key> std::uint64_t operator()(const Key& key, std::uint64_t) const {
        return static_cast<std::uint64_t>(spelling<Key>::read(key)) << 48;
    }
};

template <class Key, class Mapped, class Hash = mixed_hash, class Policy = ebb::default_policy>
struct walk_kind {
    using key = spelling<Key>;
    using mapped = spelling<Mapped>;
    using map = ebb::map<Key, Mapped, Hash, std::equal_to<Key>,
                         ebb::page_allocator<std::pair<const Key, Mapped>>, Policy>;

    // Long chains make every operation slow.
    static constexpr bool has_long_chains =
        std::is_same_v<Hash, seven_hashes> || std::is_same_v<Hash, one_chain_hash>;
    static constexpr std::size_t largest = has_long_chains ? 400 : 20'000;
};

} // namespace ebb_tests
