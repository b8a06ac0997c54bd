#pragma once
// What ebb::map and ebb::set share, but for the functions that know of mapped values: construction,
// erasing, node handles, walks, memory; and, by its base, queries. No algorithm stands here.
//
// Invalidation is stated once for all functions of a map. What may move entries invalidates all
// iterators, pointers and references to entries: an insert that adds one, reserve, rehash,
// shrink_to_fit, maintain. Erasing or extracting invalidates those to the entry that goes, and an
// insert that finds its key none; but erases by key under eager_policy and go_policy, and finding
// inserts under go_policy, may move entries too. clear and assignment invalidate all, and so do
// moves and swaps. A walk (range()) goes on, unless its function says that it ends.
//
// Exceptions: a function for one entry that throws has had no effect; one for many leaves a valid
// map with part of its work done. Hash, KeyEqual, the allocator and what makes entries may throw.
//
// Complexity: constant on average for one entry, without a pause for growth (an operation moves two
// buckets at most, or 32 entries of a shrink, or looks at 256 buckets that hold fewer); linear in
// their number for many.

#include "ebb/config.hpp"
#include "ebb/table/node_handle.hpp"
#include "ebb/table/queries.hpp"
#include "ebb/table/walk.hpp"

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <ranges>
#include <type_traits>
#include <utility>

namespace ebb::inline EBB_ABI::table {

template <class It>
concept legacy_input_iterator =
    std::derived_from<typename std::iterator_traits<It>::iterator_category,
                      std::input_iterator_tag>;

// The key among the arguments of an entry's constructor, where it stands there as it is.
template <class Entry> struct constructor_arguments {
    using key_type = typename Entry::key_type;

    template <std::same_as<key_type> K>
        requires is_set_entry<Entry>
    static const key_type& key(const K& key) noexcept { return key; }
    template <std::same_as<key_type> K, class M>
        requires(!is_set_entry<Entry>)
    static const key_type& key(const K& key, const M&) noexcept { return key; }
    template <class K, class M>
        requires(!is_set_entry<Entry> && std::same_as<std::remove_cvref_t<K>, key_type>)
    static const key_type& key(const std::pair<K, M>& entry) noexcept { return entry.first; }
};

template <class P, class Value>
concept constructs = std::is_constructible_v<Value, P>;

// The way of erase_if() into a container.
struct matching_entries {
    template <class Container, class Predicate>
    static std::size_t erase(Container& from, Predicate& predicate) {
        using reference = typename Container::iterator::reference;
        const std::size_t before = from.size();
        const auto matches = [&](typename Container::value_type& entry) -> bool {
            return bool(predicate(static_cast<reference>(entry)));
        };
        from.engine_.erase_if(matches);
        return before - from.size();
    }
};

template <class Entry, class Hash, class KeyEqual, class Allocator, class Policy>
class container : public queries<Entry, Hash, KeyEqual, Allocator, Policy> {
    using base = queries<Entry, Hash, KeyEqual, Allocator, Policy>;
    template <class, class, class, class, class> friend class container;
    friend struct map_access;
    friend struct matching_entries;
    using base::engine_;
    using base::iterator_at;
    using typename base::engine_type;
    using typename base::position;
    using typename base::traits;

    static constexpr bool has_defaults = std::is_default_constructible_v<Hash> &&
                                         std::is_default_constructible_v<KeyEqual> &&
                                         std::is_default_constructible_v<Allocator>;
    static constexpr bool makes_functions_nothrow =
        std::is_nothrow_default_constructible_v<Hash> &&
        std::is_nothrow_default_constructible_v<KeyEqual> &&
        std::is_nothrow_copy_constructible_v<Hash> &&
        std::is_nothrow_copy_constructible_v<KeyEqual>;
    static constexpr bool has_nothrow_defaults =
        makes_functions_nothrow && std::is_nothrow_default_constructible_v<Allocator>;

  public:
    using typename base::const_iterator;
    using typename base::iterator;
    using typename base::key_type;
    using typename base::size_type;
    using typename base::value_type;
    using node_type = node_handle<Entry, Allocator>;
    using insert_return_type = insert_return<iterator, node_type>;
    using walk_type = walk<engine_type>;

    // --- construction ---

    // Effects: makes an empty map, which holds no memory.
    container() noexcept(has_nothrow_defaults) requires(has_defaults) : container(Allocator()) {}
    explicit container(const Allocator& allocator) noexcept(makes_functions_nothrow)
        : base(std::in_place, Hash(), KeyEqual(), allocator) {}

    // Effects: as reserve(entries): room for so many entries (the standard's argument is a number
    //   of buckets). Under go_policy eight or less are left to the first insert.
    explicit container(size_type entries, const Hash& hash = Hash(),
                       const KeyEqual& equal = KeyEqual(), const Allocator& allocator = Allocator())
        : base(std::in_place, hash, equal, allocator) {
        if (entries != 0) {
            engine_.heed_hint(entries);
        }
    }
    container(size_type entries, const Allocator& allocator)
        : container(entries, Hash(), KeyEqual(), allocator) {}
    container(size_type entries, const Hash& hash, const Allocator& allocator)
        : container(entries, hash, KeyEqual(), allocator) {}

    // Effects: inserts the range; of entries with equal keys the first. Makes room for `entries`,
    //   or for as many as a forward range has; what equal keys leave unused then is given back.
    template <legacy_input_iterator It>
    container(It first, It last, size_type entries = 0, const Hash& hash = Hash(),
              const KeyEqual& equal = KeyEqual(), const Allocator& allocator = Allocator())
        : container(std::max(entries, forward_distance(first, last)), hash, equal, allocator) {
        insert(first, last);
        if (entries == 0 && this->size() < this->slot_count() / 4) {
            engine_.shrink_to_fit();
        }
    }
    template <legacy_input_iterator It>
    container(It first, It last, const Allocator& allocator)
        : container(first, last, 0, Hash(), KeyEqual(), allocator) {}
    template <legacy_input_iterator It>
    container(It first, It last, size_type entries, const Allocator& allocator)
        : container(first, last, entries, Hash(), KeyEqual(), allocator) {}
    template <legacy_input_iterator It>
    container(It first, It last, size_type entries, const Hash& hash, const Allocator& allocator)
        : container(first, last, entries, hash, KeyEqual(), allocator) {}

#if defined(__cpp_lib_containers_ranges)
    template <std::ranges::input_range Entries>
    container(std::from_range_t, Entries&& entries, size_type count = 0, const Hash& hash = Hash(),
              const KeyEqual& equal = KeyEqual(), const Allocator& allocator = Allocator())
        : container(count, hash, equal, allocator) {
        insert_range(std::forward<Entries>(entries));
    }
    template <std::ranges::input_range Entries>
    container(std::from_range_t, Entries&& entries, const Allocator& allocator)
        : container(std::from_range, std::forward<Entries>(entries), 0, Hash(), KeyEqual(),
                    allocator) {}
    template <std::ranges::input_range Entries>
    container(std::from_range_t, Entries&& entries, size_type count, const Allocator& allocator)
        : container(std::from_range, std::forward<Entries>(entries), count, Hash(), KeyEqual(),
                    allocator) {}
    template <std::ranges::input_range Entries>
    container(std::from_range_t, Entries&& entries, size_type count, const Hash& hash,
              const Allocator& allocator)
        : container(std::from_range, std::forward<Entries>(entries), count, hash, KeyEqual(),
                    allocator) {}
#endif

    container(std::initializer_list<value_type> entries, size_type count = 0,
              const Hash& hash = Hash(), const KeyEqual& equal = KeyEqual(),
              const Allocator& allocator = Allocator())
        : container(entries.begin(), entries.end(), count, hash, equal, allocator) {}
    container(std::initializer_list<value_type> entries, const Allocator& allocator)
        : container(entries, 0, Hash(), KeyEqual(), allocator) {}
    container(std::initializer_list<value_type> entries, size_type count,
              const Allocator& allocator)
        : container(entries, count, Hash(), KeyEqual(), allocator) {}
    container(std::initializer_list<value_type> entries, size_type count, const Hash& hash,
              const Allocator& allocator)
        : container(entries, count, hash, KeyEqual(), allocator) {}

    container(const container& other)
        : base(std::in_place, other.engine_,
               traits::select_on_container_copy_construction(other.engine_.allocator())) {}
    container(const container& other, const Allocator& allocator)
        : base(std::in_place, other.engine_, allocator) {}

    // Effects: `other` is left empty and usable; walks through it end.
    // Complexity: constant; with an unequal allocator linear, as entries are moved one by one.
    container(container&& other) noexcept(std::is_nothrow_move_constructible_v<engine_type>) =
        default;
    container(container&& other, const Allocator& allocator)
        : base(std::in_place, std::move(other.engine_), allocator) {}
    ~container() = default;

    // Effects: takes the other's entries, hash and equality over, and its allocator where the
    //   allocator's traits ask for it. Walks through this map end, and through a moved-from one. A
    //   copy that throws has had no effect, unless assigning Hash or KeyEqual threw: then this map
    //   is empty.
    container& operator=(const container& other) {
        if (this != std::addressof(other)) {
            engine_.assign(other.engine_);
        }
        return *this;
    }
    container& operator=(container&& other) noexcept(
        noexcept(std::declval<engine_type&>().assign(std::declval<engine_type>()))) {
        if (this != std::addressof(other)) {
            engine_.assign(std::move(other.engine_));
        }
        return *this;
    }

    // Requires: the allocators propagate on swap, or are equal. Effects: walks through both end.
    void swap(container& other) noexcept { engine_.swap(other.engine_); }

    // --- walks ---

    // Returns: a walk: `for (auto&& entry : m.range())`, during which the map may be changed at
    //   will. An entry that was there at the start and stays is visited exactly once, an erased one
    //   never again, a new one once or not at all. The order differs from walk to walk.
    // Requires: the map is not destroyed before the walk. Assigning, moving, swapping end it.
    [[nodiscard]] walk_type range() { return walk_type(engine_); }

    // --- memory ---

    // Effects: room for so many entries in all: no growth starts before there are more of them. The
    //   room stays until entries have used a quarter of it. Of paged arrays those up to 32 MiB hold
    //   their memory from now on, larger ones as they are touched.
    // Throws: std::length_error above max_size().
    void reserve(size_type entries) { engine_.reserve(entries); }

    // Effects: rehash(0) is shrink_to_fit(); else reserve() for as many entries as `buckets`
    //   buckets take before they grow, so that bucket_count() >= buckets. A larger table stays as
    //   it is, where the standard permits to make it smaller.
    void rehash(size_type buckets) {
        constexpr size_type slots = engine_type::slots;
        constexpr size_type entries_max = engine_type::max_size();
        if (buckets == 0) {
            engine_.shrink_to_fit();
        } else {
            const bool fits = buckets <= entries_max / slots;
            engine_.reserve(fits ? buckets * slots * 13 / 16 : entries_max + 1);
        }
    }

    // Effects: does at once what maintain() does in steps, and gives back reserved room as well.
    void shrink_to_fit() { engine_.shrink_to_fit(); }

    // Effects: moves up to so many further buckets of a growth or shrink that is under way or due,
    //   and gives retired memory back. Returns: whether work is left.
    bool maintain(size_type buckets) { return engine_.maintain(buckets); }

    // --- inserting ---

    // Effects: inserts the entry constructed of the arguments, unless one with its key is there.
    //   Where a Key stands among the arguments (key, mapped; a pair; a set's key) nothing is
    //   constructed if it is found; else the entry is, and moved into its slot or dropped again.
    // Returns: where the entry with that key is, and whether it was inserted.
    template <class... Args> EBB_ALWAYS_INLINE std::pair<iterator, bool> emplace(Args&&... args) {
        if constexpr (requires { constructor_arguments<Entry>::key(args...); }) {
            return insert_with(constructor_arguments<Entry>::key(args...),
                               std::forward<Args>(args)...);
        } else {
            entry_aside<Entry, Allocator> made(engine_.allocator(), [&](value_type* place) {
                traits::construct(engine_.allocator(), place, std::forward<Args>(args)...);
            });
            const auto result = engine_.insert(Entry::key(*made.entry()), [&](value_type* place) {
                table::spend<Entry>(engine_.allocator(), place, *made.entry());
            });
            return {iterator_at(result.where), result.inserted};
        }
    }
    // Here and below: hints are taken for the standard's sake and not used.
    template <class... Args> iterator emplace_hint(const_iterator, Args&&... args) {
        return emplace(std::forward<Args>(args)...).first;
    }

    // Effects: emplaces the elements one after the other.
    template <legacy_input_iterator It> void insert(It first, It last) {
        for (; first != last; ++first) {
            emplace(*first);
        }
    }
    void insert(std::initializer_list<value_type> entries) {
        insert(entries.begin(), entries.end());
    }

    // Effects: emplaces the elements of a range one after the other, and asks for the memory of
    //   those behind. Returns: how many were inserted. Throws: as emplace(); what was inserted
    //   stays.
    template <std::ranges::input_range Entries> size_type insert_many(Entries&& entries) {
        const size_type before = this->size();
        const auto last = std::ranges::end(entries);
        auto next = std::ranges::begin(entries);
        if constexpr (std::ranges::forward_range<Entries> &&
                      requires { constructor_arguments<Entry>::key(*next); }) {
            constexpr int ahead = 8; // keys whose memory is on its way
            auto asked_for = next;
            // (By hand: libc++ 14 lacks ranges::next.)
            for (int i = 0; i < ahead && asked_for != last; ++i) {
                ++asked_for;
            }
            for (; asked_for != last; ++asked_for, void(), ++next) {
                if (engine_.is_beyond_caches()) {
                    this->prefetch(constructor_arguments<Entry>::key(*asked_for));
                }
                emplace(*next);
            }
        }
        for (; next != last; ++next) {
            emplace(*next);
        }
        return this->size() - before;
    }

    // The same, by the standard's name.
    template <std::ranges::input_range Entries> void insert_range(Entries&& entries) {
        insert_many(std::forward<Entries>(entries));
    }

    // Effects: moves the node's entry in, unless its key is there or the node is empty.
    // Returns: position, inserted, and the node if it still holds its entry; the second form only
    //   the position, and leaves such a node as it is.
    insert_return_type insert(node_type&& node) {
        if (node.empty()) {
            return {this->end(), false, node_type()};
        }
        const auto [where, is_new] = insert_node(node);
        return {where, is_new, std::move(node)};
    }
    iterator insert(const_iterator, node_type&& node) {
        return node.empty() ? this->end() : insert_node(node).first;
    }

    // Effects: moves every entry here whose key is not here yet; the others stay. Allocators need
    //   not be equal. A walk through `source` goes on with what stays there.
    template <class H, class E, class P> void merge(container<Entry, H, E, Allocator, P>& source) {
        if (static_cast<const void*>(this) == std::addressof(source)) {
            return;
        }
        engine_.merge(source.engine_, [&](value_type& entry) {
            return hand_over<Entry, Allocator, value_type>(engine_.allocator(), entry,
                                                           source.engine_.allocator());
        });
    }
    template <class H, class E, class P> void merge(container<Entry, H, E, Allocator, P>&& source) {
        merge(source);
    }

    // --- erasing ---

    // Effects: destroys the entry at once and moves no other. Returns: the position after it.
    // Complexity: that of an increment; amortized constant when erasing on.
    EBB_ALWAYS_INLINE iterator erase(const_iterator where) {
        const position erased = where.where();
        const position after = engine_.next(erased);
        engine_.erase_at(erased);
        return iterator_at(after);
    }
    EBB_ALWAYS_INLINE iterator erase(iterator where) requires(!is_set_entry<Entry>) {
        return erase(const_iterator(where));
    }
    iterator erase(const_iterator first, const_iterator last) {
        while (first != last) {
            first = erase(first);
        }
        return first == const_iterator() ? this->end() : iterator_at(first.where());
    }

    // Returns: how many were erased, 1 or 0. `key` may be that of the entry itself.
    EBB_ALWAYS_INLINE size_type erase(const key_type& key) { return erase_found(key); }
    template <other_key<base> K> EBB_ALWAYS_INLINE size_type erase(const K& key) {
        return erase_found(key);
    }

    // Effects: erases all entries. Large tables go back in slices, by the operations that follow
    //   and maintain(); under go_policy the table stays. Walks go on, with what comes in from now.
    //   A map that is cleared again and again gets its table with the first insert after a clear.
    void clear() noexcept { engine_.clear(); }

    // Effects: takes the entry out. Returns: a handle that owns it, empty where there was none.
    node_type extract(const_iterator where) {
        node_type node;
        engine_.erase_at(where.where(),
                         [&](value_type& entry) { node.fill(engine_.allocator(), entry); });
        return node;
    }
    node_type extract(const key_type& key) { return extract_found(key); }
    template <other_key<base> K> node_type extract(const K& key) { return extract_found(key); }

  protected:
    struct nothing_to_do {
        void operator()(value_type&) const noexcept {}
    };
    // What the engine is told to do for an insert.
    template <class Construct, class Found> struct insertion {
        Allocator& allocator;
        Construct construct;
        Found to_found;

        void operator()(value_type* place) const { construct(allocator, place); }
        void found(value_type& entry) const { to_found(entry); }
    };

    // Inserts an entry constructed of `args`, which must come to have this key.
    template <class K, class... Args>
    EBB_ALWAYS_INLINE std::pair<iterator, bool> insert_with(const K& key, Args&&... args) {
        return insert_by(key, [&](Allocator& allocator, value_type* place) {
            traits::construct(allocator, place, std::forward<Args>(args)...);
        });
    }
    // Inserts an entry that construct(allocator, place) makes, and that must come to have this key;
    // or calls found(entry) with the one that has it.
    template <class K, class Construct, class Found = nothing_to_do>
    EBB_ALWAYS_INLINE std::pair<iterator, bool> insert_by(const K& key, Construct construct,
                                                          Found found = {}) {
        const auto result =
            engine_.insert(key, insertion<Construct, Found>{engine_.allocator(), construct, found});
        return {iterator_at(result.where), result.inserted};
    }
    // The entry was found by an equal key and is assigned to.
    template <class K> static void refresh_key(value_type& entry, const K& key) noexcept {
        engine_type::refresh_key(entry, key);
    }

  private:
    template <class It> [[nodiscard]] static size_type forward_distance(It first, It last) {
        if constexpr (std::forward_iterator<It>) {
            return static_cast<size_type>(std::distance(first, last));
        } else {
            return 0;
        }
    }

    // Effects: empties the node if its entry came in.
    std::pair<iterator, bool> insert_node(node_type& node) {
        const auto result = engine_.insert(node.entry_key(), node.handed_over(engine_.allocator()));
        if (result.inserted) {
            node.reset();
        }
        return {iterator_at(result.where), result.inserted};
    }
    template <class K> EBB_ALWAYS_INLINE size_type erase_found(const K& key) {
        return engine_.erase_key(key, [](const value_type&) {}) ? 1 : 0;
    }
    template <class K> node_type extract_found(const K& key) {
        node_type node;
        engine_.erase_key(key, [&](value_type& entry) { node.fill(engine_.allocator(), entry); });
        return node;
    }
};

} // namespace ebb::inline EBB_ABI::table

// (In the standard's namespace, so that what is written for its maps finds it, qualified as it is;
// and in one place, so that an unqualified call finds one function and not two.)
namespace std {

// Effects: erases the entries for which predicate(entry) holds. Returns: their number. Throws: what
//   the predicate throws; the entries that it has been asked about are erased or not, as it said.
template <class Entry, class Hash, class KeyEqual, class Allocator, class Policy, class Predicate>
size_t erase_if(ebb::table::container<Entry, Hash, KeyEqual, Allocator, Policy>& from,
                Predicate predicate) {
    return ebb::table::matching_entries::erase(from, predicate);
}

} // namespace std

namespace ebb::inline EBB_ABI {

using std::erase_if;

} // namespace ebb::inline EBB_ABI
