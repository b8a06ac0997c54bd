#pragma once
// Keys and values that ask something of a map.

#include "ebb/hash.hpp"

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace ebb_tests {

// Only moves, and has no default constructor.
struct move_only {
    int value;

    explicit move_only(int v) : value(v) {}
    move_only(move_only&& other) noexcept : value(std::exchange(other.value, -1)) {}
    move_only& operator=(move_only&& other) noexcept {
        value = std::exchange(other.value, -1);
        return *this;
    }
    ~move_only() = default;
    friend bool operator==(const move_only&, const move_only&) = default;
};

// A key that can only be made explicitly, counts how often that happens, and compares with the
// string_view it is made of.
struct explicit_key {
    static inline int made = 0;

    std::string text;

    explicit explicit_key(std::string_view t) : text(t) { ++made; }
    friend bool operator==(const explicit_key&, const explicit_key&) = default;
};

struct explicit_key_hash {
    using is_transparent = void;
    std::size_t operator()(const explicit_key& key) const { return (*this)(key.text); }
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>()(text);
    }
};
struct explicit_key_equal {
    using is_transparent = void;
    bool operator()(const explicit_key& a, const explicit_key& b) const { return a == b; }
    bool operator()(const explicit_key& a, std::string_view b) const { return a.text == b; }
};

// Its operator& and operator comma are not for use.
struct hostile {
    int value = 0;

    explicit hostile(int v) : value(v) {}
    template <class T> friend void operator,(const hostile&, T&&) = delete;
    template <class T> friend void operator,(T&&, const hostile&) = delete;
    hostile* operator&() = delete;
    const hostile* operator&() const = delete;
    friend bool operator==(const hostile& a, const hostile& b) { return a.value == b.value; }
};
struct hostile_hash {
    std::size_t operator()(const hostile& h) const { return static_cast<std::size_t>(h.value); }
    template <class T> friend void operator,(const hostile_hash&, T&&) = delete;
    hostile_hash* operator&() = delete;
};

template <std::size_t Alignment> struct alignas(Alignment) aligned_value {
    std::uint64_t value = 0;

    [[nodiscard]] bool is_aligned() const {
        return reinterpret_cast<std::uintptr_t>(this) % Alignment == 0;
    }
    friend bool operator==(const aligned_value&, const aligned_value&) = default;
};

template <std::size_t Alignment> struct aligned_hash {
    std::size_t operator()(const aligned_value<Alignment>& key) const {
        return static_cast<std::size_t>(key.value);
    }
};

// Copying and constructing throws while the fuse is at 0; every such call shortens a fuse above 0.
struct fused {
    static inline int fuse = -1;
    static inline int alive = 0;

    int value;

    explicit fused(int v = 0) : value(v) { enter(); }
    fused(const fused& other) : value(other.value) { enter(); }
    fused& operator=(const fused& other) {
        burn();
        value = other.value;
        return *this;
    }
    ~fused() { --alive; }
    friend bool operator==(const fused&, const fused&) = default;

    static void burn() {
        if (fuse >= 0 && fuse-- == 0) {
            throw std::runtime_error("the fuse has burnt down");
        }
    }

  private:
    static void enter() {
        burn();
        ++alive;
    }
};
struct fused_hash {
    std::size_t operator()(const fused& key) const {
        fused::burn();
        return static_cast<std::size_t>(key.value);
    }
};

} // namespace ebb_tests
