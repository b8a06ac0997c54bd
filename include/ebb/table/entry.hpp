#pragma once
// What a slot holds, seen by the engine: how to get at the key, and how an entry changes its slot.

#include "ebb/config.hpp"
#include "ebb/exceptions.hpp"

#include <cstddef>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>

#if EBB_HAVE_ASAN
#include <sanitizer/asan_interface.h>
#endif

namespace ebb::inline EBB_ABI::table {

// An entry of a map: the pair that every standard map has.
template <class Key, class T> struct map_entry {
    using key_type = Key;
    using value_type = std::pair<const Key, T>;

    static constexpr bool is_movable =
        std::is_move_constructible_v<Key> && std::is_move_constructible_v<T>;
    static constexpr bool is_trivial =
        std::is_trivially_copyable_v<Key> && std::is_trivially_copyable_v<T>;
    static constexpr bool has_nothrow_move =
        std::is_nothrow_move_constructible_v<Key> && std::is_nothrow_move_constructible_v<T>;
    static constexpr bool is_copyable =
        std::is_copy_constructible_v<Key> && std::is_copy_constructible_v<T>;

    static const Key& key(const value_type& entry) noexcept { return entry.first; }

    // Constructs *to out of *from, which stays a (moved-from) entry. The key is moved although the
    // pair calls it const: nobody looks at the old place again before it is destroyed.
    template <class Allocator>
    static void move_construct(Allocator& allocator, value_type* to, value_type* from) {
        std::allocator_traits<Allocator>::construct(
            allocator, to, std::move(const_cast<Key&>(from->first)), std::move(from->second));
    }

    // As move_construct, but what throws leaves *from as it was (provided that a Key or a T whose
    // move throws keeps its own value): parts are copied where a move might come too late to fail.
    // To and From are value_type, or the same pair with a key that is not const.
    template <class Allocator, class To, class From>
    static void transfer(Allocator& allocator, To* to, From* from) {
        using traits = std::allocator_traits<Allocator>;
        Key& key = const_cast<Key&>(from->first);
        if constexpr (has_nothrow_move) {
            traits::construct(allocator, to, std::move(key), std::move(from->second));
        } else if constexpr (is_copyable) {
            traits::construct(allocator, to, std::as_const(key), std::as_const(from->second));
        } else if constexpr (std::is_copy_constructible_v<Key>) {
            traits::construct(allocator, to, std::as_const(key), std::move(from->second));
        } else if constexpr (std::is_nothrow_move_constructible_v<T>) {
            traits::construct(allocator, to, std::move(key), std::move(from->second));
        } else {
            transfer_value_first(to, from);
        }
    }

    // Requires: a key of a trivial type.
    static void replace_key(value_type& entry, Key key) noexcept {
        std::construct_at(const_cast<Key*>(std::addressof(entry.first)), key);
    }

  private:
    // A pair constructs its key first, and a mapped value that threw then would take the key along.
    template <class To, class From> static void transfer_value_first(To* to, From* from) {
        std::construct_at(std::addressof(to->second), std::move(from->second));
        exceptions::on_failure undo(
            [=] { replace(std::addressof(from->second), std::addressof(to->second)); });
        std::construct_at(const_cast<Key*>(std::addressof(to->first)),
                          std::move(const_cast<Key&>(from->first)));
        undo.is_done();
    }
    static void replace(T* to, T* from) noexcept {
        std::destroy_at(to);
        std::construct_at(to, std::move(*from));
        std::destroy_at(from);
    }
};

// An entry of a set: the key alone.
template <class Key> struct set_entry {
    using key_type = Key;
    using value_type = Key;

    static constexpr bool is_movable = std::is_move_constructible_v<Key>;
    static constexpr bool is_trivial = std::is_trivially_copyable_v<Key>;
    static constexpr bool has_nothrow_move = std::is_nothrow_move_constructible_v<Key>;
    static constexpr bool is_copyable = std::is_copy_constructible_v<Key>;

    static const Key& key(const value_type& entry) noexcept { return entry; }

    template <class Allocator>
    static void move_construct(Allocator& allocator, value_type* to, value_type* from) {
        std::allocator_traits<Allocator>::construct(allocator, to, std::move(*from));
    }

    // As move_construct, but what throws leaves *from as it was, as above.
    template <class Allocator>
    static void transfer(Allocator& allocator, value_type* to, value_type* from) {
        if constexpr (has_nothrow_move || !is_copyable) {
            move_construct(allocator, to, from);
        } else {
            std::allocator_traits<Allocator>::construct(allocator, to, std::as_const(*from));
        }
    }
};

// An entry that has no slot yet, which construct(place) makes.
template <class Entry, class Allocator> class entry_aside {
  public:
    using value_type = typename Entry::value_type;

    template <class Construct>
    entry_aside(Allocator& allocator, Construct&& construct) : allocator_(allocator) {
        construct(entry());
    }
    entry_aside(const entry_aside&) = delete;
    entry_aside& operator=(const entry_aside&) = delete;
    ~entry_aside() { std::allocator_traits<Allocator>::destroy(allocator_, entry()); }

    [[nodiscard]] value_type* entry() noexcept { return reinterpret_cast<value_type*>(bytes_); }

  private:
    Allocator& allocator_;
    alignas(value_type) std::byte bytes_[sizeof(value_type)];
};

// Bytes that hold no entry. Under the address sanitizer they are poisoned, so that the use of a
// dead slot is found like the use of freed memory.
inline void mark_dead([[maybe_unused]] const void* bytes, [[maybe_unused]] std::size_t count) {
#if EBB_HAVE_ASAN
    __asan_poison_memory_region(bytes, count);
#endif
}

inline void mark_alive([[maybe_unused]] const void* bytes, [[maybe_unused]] std::size_t count) {
#if EBB_HAVE_ASAN
    __asan_unpoison_memory_region(bytes, count);
#endif
}

template <class Allocator, class T>
concept constructs_itself = requires(Allocator allocator, T* place, T&& value) {
    allocator.construct(place, std::move(value));
};

template <class Allocator, class T>
concept destroys_itself = requires(Allocator allocator, T* place) {
    allocator.destroy(place);
};

// Moves of entries between slots, for one kind of entry and one allocator. Uninitialized slots are
// dead (mark_dead), others alive.
template <class Entry, class Allocator> struct slot_mover {
    using value_type = typename Entry::value_type;
    static_assert(
        Entry::is_movable,
        "ebb: Key and T must be move constructible: entries move as the table grows. What can't "
        "be moved, such as a mutex or an atomic, is held by a std::unique_ptr");

    static constexpr bool is_trivial =
        Entry::is_trivial && !constructs_itself<Allocator, value_type>;
    // False: an entry's move may throw halfway, so that a whole bucket must be moved or none of it.
    static constexpr bool is_nothrow = is_trivial || Entry::has_nothrow_move;

    static constexpr bool is_trivially_destroyed =
        std::is_trivially_destructible_v<value_type> && !destroys_itself<Allocator, value_type>;

    // Moves the entry of `from` into the dead slot `to`; `from` is dead after that.
    static void relocate(Allocator& allocator, value_type* to,
                         value_type* from) noexcept(is_nothrow) {
        table::mark_alive(to, sizeof(value_type));
        if constexpr (is_trivial) {
            std::memcpy(static_cast<void*>(to), static_cast<const void*>(from), sizeof(value_type));
        } else {
            Entry::move_construct(allocator, to, from);
            std::allocator_traits<Allocator>::destroy(allocator, from);
        }
        table::mark_dead(from, sizeof(value_type));
    }

    // First half of a relocation that can be undone: constructs `to`, and leaves `from` an entry
    // that has to be destroyed; one that is as it was, if this throws.
    static void transfer(Allocator& allocator, value_type* to, value_type* from) {
        table::mark_alive(to, sizeof(value_type));
        exceptions::on_failure undo([=] { table::mark_dead(to, sizeof(value_type)); });
        Entry::transfer(allocator, to, from);
        undo.is_done();
    }

    // Takes a transfer back. Where the entry could only be moved, it is moved back: should that
    // throw as well there is no state left to return to, and the program terminates.
    static void take_back(Allocator& allocator, value_type* to, value_type* from) noexcept {
        if constexpr (!Entry::is_copyable) {
            std::allocator_traits<Allocator>::destroy(allocator, from);
            Entry::move_construct(allocator, from, to);
        }
        destroy(allocator, to);
    }

    static void destroy(Allocator& allocator, value_type* entry) noexcept {
        if constexpr (!is_trivially_destroyed) {
            std::allocator_traits<Allocator>::destroy(allocator, entry);
        }
        table::mark_dead(entry, sizeof(value_type));
    }
};

} // namespace ebb::inline EBB_ABI::table
