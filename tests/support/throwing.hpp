#pragma once
// Failures on demand: the places at which the code under test may throw, counted, and made to throw
// by their number; and the keys, values, hash functions and allocators that have such places.
//
//     { const injection armed(3); try { map.erase(key); } catch (...) {} }   the third place throws
//
// One thread at a time. What runs while nothing is armed never throws.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <limits>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace ebb_tests {

// The kinds of place, one bit each.
enum class place : unsigned {
    allocation = 1,
    hash = 2,
    equality = 4,
    copy = 8, // construction of a key or a mapped value, out of one like it
    move = 16,
    construction = 32, // or out of something else
    assignment = 64,
    predicate = 128,
    functions = 256, // copies and assignments of a hash function or an equality
};
inline constexpr unsigned every_place = 511;

[[nodiscard]] constexpr unsigned operator|(place a, place b) noexcept {
    return static_cast<unsigned>(a) | static_cast<unsigned>(b);
}
[[nodiscard]] constexpr unsigned all_but(place a) noexcept {
    return every_place & ~static_cast<unsigned>(a);
}

struct injected_failure : std::exception {
    [[nodiscard]] const char* what() const noexcept override { return "injected failure"; }
};
struct injected_bad_alloc : std::bad_alloc {
    [[nodiscard]] const char* what() const noexcept override { return "injected bad_alloc"; }
};

// While it lives, the n-th place (1: the first) of some kinds throws, and `times - 1` more.
class injection {
  public:
    static constexpr std::uint64_t for_good = std::numeric_limits<std::uint64_t>::max() / 2;

    explicit injection(std::uint64_t n, unsigned kinds = every_place, std::uint64_t times = 1)
        : first_(n), last_(n + times - 1), kinds_(kinds) {
        armed = this;
    }
    injection(const injection&) = delete;
    injection& operator=(const injection&) = delete;
    ~injection() { armed = nullptr; }

    // How many places threw, and of which kinds.
    [[nodiscard]] std::uint64_t thrown() const noexcept { return thrown_; }
    [[nodiscard]] unsigned thrown_kinds() const noexcept { return thrown_kinds_; }

    static void pass(place where) {
        if (armed != nullptr && armed->is_next_to_throw(where)) {
            if (where == place::allocation) {
                throw injected_bad_alloc();
            }
            throw injected_failure();
        }
    }

  private:
    bool is_next_to_throw(place where) noexcept {
        if ((kinds_ & static_cast<unsigned>(where)) == 0) {
            return false;
        }
        ++passed_;
        if (passed_ < first_ || passed_ > last_) {
            return false;
        }
        ++thrown_;
        thrown_kinds_ |= static_cast<unsigned>(where);
        return true;
    }

    static inline injection* armed = nullptr;

    std::uint64_t first_;
    std::uint64_t last_;
    std::uint64_t passed_ = 0;
    std::uint64_t thrown_ = 0;
    unsigned kinds_;
    unsigned thrown_kinds_ = 0;
};

enum class item_kind { copyable, nothrow_move, move_only };

// How many items are alive, of all kinds; and how many were destroyed elsewhere than where they
// were made, or twice.
inline long live_items = 0;
inline long misplaced_items = 0;

// A key or a mapped value: a number that can be copied, moved and assigned, or not, as its kind
// says. Whatever throws has changed nothing. A moved-from item is -1.
template <item_kind Kind> class item {
    static constexpr bool is_copyable = Kind != item_kind::move_only;
    static constexpr bool moves_freely = Kind == item_kind::nothrow_move;

  public:
    item() : item(0) {}
    item(int value) : value_(value) { // implicit: entries are constructed out of numbers
        injection::pass(place::construction);
        ++live_items;
    }
    item(const item& other) requires is_copyable : value_(other.value_) {
        injection::pass(place::copy);
        ++live_items;
    }
    item(item&& other) noexcept(moves_freely) : value_(other.value_) {
        if constexpr (!moves_freely) {
            injection::pass(place::move);
        }
        other.value_ = -1;
        ++live_items;
    }
    item& operator=(const item& other) requires is_copyable {
        injection::pass(place::assignment);
        value_ = other.value_;
        return *this;
    }
    item& operator=(item&& other) noexcept(moves_freely) {
        if constexpr (!moves_freely) {
            injection::pass(place::assignment);
        }
        value_ = std::exchange(other.value_, -1);
        return *this;
    }
    ~item() {
        --live_items;
        misplaced_items += self_ != this;
        self_ = nullptr;
    }

    [[nodiscard]] int value() const noexcept { return value_; }
    friend bool operator==(const item& a, const item& b) noexcept { return a.value_ == b.value_; }

  private:
    int value_;
    item* self_ = this;
};

// Hashes a number; where it is weak, to one of three values.
struct item_hash {
    bool is_weak = false;

    template <item_kind Kind> std::size_t operator()(const item<Kind>& key) const {
        injection::pass(place::hash);
        return static_cast<std::size_t>(is_weak ? key.value() % 3 : key.value());
    }
};

struct item_equal {
    template <item_kind Kind> bool operator()(const item<Kind>& a, const item<Kind>& b) const {
        injection::pass(place::equality);
        return a.value() == b.value();
    }
};

// A function object that may fail to be copied and to be assigned.
template <class Function> struct fragile : Function {
    fragile() = default;
    fragile(Function function) : Function(function) {}
    fragile(const fragile& other) : Function(other) { injection::pass(place::functions); }
    fragile& operator=(const fragile& other) {
        injection::pass(place::functions);
        Function::operator=(other);
        return *this;
    }
    ~fragile() = default;
};

// What a counting_allocator has handed out.
// Calls of operator new and delete, of anyone, where support/throwing_new.hpp replaces it.
inline std::uint64_t operator_new_calls = 0;
inline std::uint64_t operator_delete_calls = 0;

struct account {
    std::size_t bytes = 0;
    std::uint64_t allocations = 0;                                       // ever
    std::size_t refused_bytes = std::numeric_limits<std::size_t>::max(); // so many and more fail
};

// Allocators are equal if they share an account; none follows its container.
inline account common_account;
template <class T> class counting_allocator {
  public:
    using value_type = T;
    using is_always_equal = std::false_type;

    counting_allocator() noexcept : account_(&common_account) {}
    explicit counting_allocator(account& a) noexcept : account_(&a) {}
    template <class U>
    counting_allocator(const counting_allocator<U>& other) noexcept : account_(other.account_) {}

    [[nodiscard]] T* allocate(std::size_t count) {
        injection::pass(place::allocation);
        const std::size_t bytes = count * sizeof(T);
        void* array = bytes >= account_->refused_bytes
                          ? nullptr
                          : std::aligned_alloc(alignment, round_up(bytes));
        if (array == nullptr) {
            throw std::bad_alloc();
        }
        account_->bytes += bytes;
        ++account_->allocations;
        return static_cast<T*>(array);
    }
    void deallocate(T* array, std::size_t count) noexcept {
        account_->bytes -= count * sizeof(T);
        std::free(array);
    }

    template <class U>
    [[nodiscard]] bool operator==(const counting_allocator<U>& other) const noexcept {
        return account_ == other.account_;
    }

  private:
    template <class> friend class counting_allocator;
    static constexpr std::size_t alignment = alignof(T) < 16 ? 16 : alignof(T);
    static constexpr std::size_t round_up(std::size_t bytes) noexcept {
        return (bytes + alignment - 1) / alignment * alignment;
    }

    account* account_;
};

} // namespace ebb_tests
