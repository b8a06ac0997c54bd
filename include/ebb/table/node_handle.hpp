#pragma once
// An entry outside of any map: what extract() takes out and insert() puts in.
//
// Entries lie in the slots of a table, not in nodes of their own, so a node handle holds the entry
// itself: extracting moves it out of its slot, inserting moves it into one. Its address changes.
// The key is kept as a plain Key (std::pair<Key, T> for a map), and so may be changed.

#include "ebb/config.hpp"
#include "ebb/exceptions.hpp"
#include "ebb/table/entry.hpp"

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace ebb::inline EBB_ABI::table {

template <class Entry>
inline constexpr bool is_set_entry =
    std::is_same_v<typename Entry::key_type, typename Entry::value_type>;

// The same entry with a key that can be changed.
template <class Entry> struct loose_entry {
    using type = std::pair<typename Entry::key_type, typename Entry::value_type::second_type>;
};
template <class Entry>
    requires is_set_entry<Entry>
struct loose_entry<Entry> {
    using type = typename Entry::value_type;
};

// The member types of a node handle, in which the standard has maps and sets differ.
template <class Entry> struct node_types {
    using key_type = typename Entry::key_type;
    using mapped_type = typename Entry::value_type::second_type;
};
template <class Entry>
    requires is_set_entry<Entry>
struct node_types<Entry> {
    using value_type = typename Entry::value_type;
};

// Constructs an entry out of another one that is about to be dropped; either may be loose.
template <class Entry, class Allocator, class To, class From>
void spend(Allocator& allocator, To* to, From& from) {
    using traits = std::allocator_traits<Allocator>;
    if constexpr (is_set_entry<Entry>) {
        traits::construct(allocator, to, std::move(from));
    } else {
        using key_type = typename Entry::key_type;
        traits::construct(allocator, to, std::move(const_cast<key_type&>(from.first)),
                          std::move(from.second));
    }
}

// What engine::insert calls to make an entry out of another one, loose or not, that is dropped once
// the insert has succeeded, and is as it was if the insert throws.
template <class Entry, class Allocator, class From> class hand_over {
  public:
    using value_type = typename Entry::value_type;

    hand_over(Allocator& to_allocator, From& from, Allocator& from_allocator) noexcept
        : to_allocator_(to_allocator), from_(from), from_allocator_(from_allocator) {}

    void operator()(value_type* to) const {
        Entry::transfer(to_allocator_, to, std::addressof(from_));
    }

    // Called where the insert can't go on with the entry it has made. Should moving back throw,
    // there is no state left to return to: the program terminates.
    void take_back(value_type* made) const noexcept {
        if constexpr (Entry::has_nothrow_move || !Entry::is_copyable) {
            std::allocator_traits<Allocator>::destroy(from_allocator_, std::addressof(from_));
            table::spend<Entry>(from_allocator_, std::addressof(from_), *made);
        }
    }

  private:
    Allocator& to_allocator_;
    From& from_;
    Allocator& from_allocator_;
};

// Owns at most one entry, and a copy of the allocator while it does. Move-only.
template <class Entry, class Allocator> class node_handle : public node_types<Entry> {
    using held_key = typename Entry::key_type;
    using slot_type = typename Entry::value_type;
    using loose_type = typename loose_entry<Entry>::type;
    using traits = std::allocator_traits<Allocator>;
    static constexpr bool is_set = is_set_entry<Entry>;

  public:
    using allocator_type = Allocator;

    constexpr node_handle() noexcept {}
    node_handle(node_handle&& other) noexcept(Entry::has_nothrow_move) { take(other); }

    // Effects: drops the own entry, if any; `other` is empty afterwards.
    node_handle& operator=(node_handle&& other) noexcept(Entry::has_nothrow_move) {
        if (this != std::addressof(other)) {
            reset();
            take(other);
        }
        return *this;
    }
    ~node_handle() { reset(); }

    [[nodiscard]] bool empty() const noexcept { return !allocator_.has_value(); }
    [[nodiscard]] explicit operator bool() const noexcept { return !empty(); }

    // Each of these requires: !empty().
    [[nodiscard]] allocator_type get_allocator() const { return *allocator_; }
    [[nodiscard]] held_key& key() const noexcept requires(!is_set) { return entry_.first; }
    [[nodiscard]] auto& mapped() const noexcept requires(!is_set) { return entry_.second; }
    [[nodiscard]] slot_type& value() const noexcept requires(is_set) { return entry_; }

    void swap(node_handle& other) noexcept(Entry::has_nothrow_move) {
        node_handle kept(std::move(other));
        other = std::move(*this);
        *this = std::move(kept);
    }
    friend void swap(node_handle& a, node_handle& b) noexcept(Entry::has_nothrow_move) {
        a.swap(b);
    }

  private:
    template <class, class, class, class, class> friend class container;

    // Takes the entry of a slot over. Effects: what is left in the slot has to be destroyed.
    void fill(const Allocator& allocator, slot_type& entry) {
        allocator_.emplace(allocator);
        construct(
            [&] { Entry::transfer(*allocator_, std::addressof(entry_), std::addressof(entry)); });
    }

    // What inserts this entry, which stays until reset().
    [[nodiscard]] auto handed_over(Allocator& allocator) noexcept {
        return hand_over<Entry, Allocator, loose_type>(allocator, entry_, *allocator_);
    }
    [[nodiscard]] const held_key& entry_key() const noexcept {
        if constexpr (is_set) {
            return entry_;
        } else {
            return entry_.first;
        }
    }

    void take(node_handle& other) {
        if (!other.empty()) {
            allocator_.emplace(*other.allocator_);
            construct([&] {
                Entry::transfer(*allocator_, std::addressof(entry_), std::addressof(other.entry_));
            });
            other.reset();
        }
    }

    template <class Construct> void construct(Construct construct_entry) {
        exceptions::on_failure undo([this] { allocator_.reset(); });
        construct_entry();
        undo.is_done();
    }

    void reset() noexcept {
        if (!empty()) {
            traits::destroy(*allocator_, std::addressof(entry_));
            allocator_.reset();
        }
    }

    std::optional<Allocator> allocator_; // has a value while entry_ is alive
    union {
        mutable loose_type entry_;
    };
};

// What insert(node_type&&) returns: `node` holds the entry that found its place taken.
template <class Iterator, class Node> struct insert_return {
    Iterator position;
    bool inserted;
    Node node;
};

} // namespace ebb::inline EBB_ABI::table
