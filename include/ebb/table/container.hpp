#pragma once
// What ebb::map and ebb::set share, which is all but the functions that know of mapped values:
// construction, capacity, iteration, lookup, erasing, node handles, walks. No algorithm stands here.
//
// Invalidation is the same for all of it and stated once. An insert that adds an entry, reserve,
// rehash, shrink_to_fit and maintain may move entries: they invalidate all iterators, pointers and
// references to entries. Erasing and extracting invalidate those to the entry that goes, and an
// insert that finds its key invalidates none; but under a policy that lets erases by key carry a
// growth on (eager_policy, go_policy) these may move entries too, as may, under go_policy, an insert
// that finds its key. clear and assignment invalidate all; after a move or a swap iterators, like
// references, are stale as well. None of it harms a walk (range()) unless the function says so.
//
// Exceptions: a function for a single entry that throws has had no effect. One for many entries
// leaves a valid map with some of its work done. Hash, KeyEqual and what constructs entries may throw.
//
// Complexity: constant on average for one entry, with no pause for a growth (at most two buckets
// move); linear in their number for many entries, where nothing else is said.

#include "ebb/config.hpp"
#include "ebb/counters.hpp"
#include "ebb/policy.hpp"
#include "ebb/table/cursor.hpp"
#include "ebb/table/engine_all.hpp"
#include "ebb/table/iterator.hpp"
#include "ebb/table/node_handle.hpp"

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <memory>
#include <type_traits>
#include <utility>

namespace ebb::inline EBB_ABI::table {

template <class It>
concept legacy_input_iterator = std::derived_from<
    typename std::iterator_traits<It>::iterator_category, std::input_iterator_tag>;

// A type other than Key that lookups take as it is: hash and equality are both transparent.
template <class K, class Container>
concept other_key =
    requires {
        typename Container::hasher::is_transparent;
        typename Container::key_equal::is_transparent;
    } && std::is_invocable_v<const typename Container::hasher&, const std::remove_cvref_t<K>&> &&
    !std::is_convertible_v<K, typename Container::const_iterator>;

// The key among the arguments of an entry's constructor, where it stands there as such.
template <class Entry> struct constructor_arguments {
    using key_type = typename Entry::key_type;

    template <class K>
        requires is_set_entry<Entry> && std::same_as<K, key_type>
    static const key_type& key(const K& key) noexcept {
        return key;
    }
    template <class K, class M>
        requires(!is_set_entry<Entry> && std::same_as<K, key_type>)
    static const key_type& key(const K& key, const M&) noexcept {
        return key;
    }
    template <class K, class M>
        requires(!is_set_entry<Entry> && std::same_as<std::remove_cvref_t<K>, key_type>)
    static const key_type& key(const std::pair<K, M>& entry) noexcept {
        return entry.first;
    }
};

template <class Entry, class Hash, class KeyEqual, class Allocator, class Policy> class container {
    static_assert(map_policy<Policy>, "ebb: Policy does not model ebb::map_policy (policy.hpp)");
    static_assert(std::is_same_v<typename Entry::key_type,
                                 std::remove_cvref_t<std::decay_t<typename Entry::key_type>>>,
                  "ebb: Key is an object type without const and volatile, no reference, no array");
    static_assert(std::is_same_v<typename std::allocator_traits<Allocator>::value_type,
                                 typename Entry::value_type>,
                  "ebb: Allocator::value_type is the map's value_type: for a map "
                  "std::pair<const Key, T>, for a set Key");
    static_assert(std::is_invocable_v<const Hash&, const typename Entry::key_type&>,
                  "ebb: a const Hash can't be called with a const Key&");
    static_assert(std::is_invocable_r_v<bool, const KeyEqual&, const typename Entry::key_type&,
                                        const typename Entry::key_type&>,
                  "ebb: a const KeyEqual can't be called with two const Key&");

    template <class, class, class, class, class> friend class container;
    using engine_type = engine<Entry, Hash, KeyEqual, Allocator, Policy>;
    friend access<engine_type>;
    using position = typename engine_type::position;
    using traits = std::allocator_traits<Allocator>;

  public:
    using key_type = typename Entry::key_type;
    using value_type = typename Entry::value_type;
    using size_type = std::size_t;
    using difference_type = std::ptrdiff_t;
    using hasher = Hash;
    using key_equal = KeyEqual;
    using allocator_type = Allocator;
    using policy_type = Policy;
    using reference = value_type&;
    using const_reference = const value_type&;
    using pointer = typename traits::pointer;
    using const_pointer = typename traits::const_pointer;
    using const_iterator = table::iterator<engine_type, true>;
    using iterator = table::iterator<engine_type, is_set_entry<Entry>>; // a set's is constant
    using node_type = node_handle<Entry, Allocator>;
    using insert_return_type = insert_return<iterator, node_type>;
    using walk_type = walk<engine_type>;

    // --- construction ---

    // Effects: an empty map; nothing is allocated before the first insert.
    container() noexcept(std::is_nothrow_default_constructible_v<Hash> &&
                         std::is_nothrow_default_constructible_v<KeyEqual> &&
                         std::is_nothrow_default_constructible_v<Allocator> &&
                         std::is_nothrow_constructible_v<engine_type, const Hash&, const KeyEqual&,
                                                         const Allocator&>)
        : engine_(Hash(), KeyEqual(), Allocator()) {}
    explicit container(const Allocator& allocator) : engine_(Hash(), KeyEqual(), allocator) {}

    // Effects: as reserve(entries): room for so many entries (the standard's argument is a number
    //   of buckets).
    explicit container(size_type entries, const Hash& hash = Hash(),
                       const KeyEqual& equal = KeyEqual(), const Allocator& allocator = Allocator())
        : engine_(hash, equal, allocator) {
        if (entries != 0) {
            engine_.reserve(entries);
        }
    }
    container(size_type entries, const Allocator& allocator)
        : container(entries, Hash(), KeyEqual(), allocator) {}
    container(size_type entries, const Hash& hash, const Allocator& allocator)
        : container(entries, hash, KeyEqual(), allocator) {}

    // Effects: inserts the range; of entries with equal keys the first. Makes room for `entries`, or
    //   for as many as a forward range has; what equal keys then leave unused is given back.
    template <legacy_input_iterator It>
    container(It first, It last, size_type entries = 0, const Hash& hash = Hash(),
              const KeyEqual& equal = KeyEqual(), const Allocator& allocator = Allocator())
        : container(std::max(entries, range_length(first, last)), hash, equal, allocator) {
        insert(first, last);
        if (size() < slot_count() / 4 && entries == 0) {
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
        : engine_(other.engine_,
                  traits::select_on_container_copy_construction(other.engine_.allocator())) {}
    container(const container& other, const Allocator& allocator)
        : engine_(other.engine_, allocator) {}

    // Effects: `other` is left empty and usable; walks through it end. With an unequal allocator the
    //   entries are moved one by one. Complexity: constant, or linear with an unequal allocator.
    container(container&& other) = default;
    container(container&& other, const Allocator& allocator)
        : engine_(std::move(other.engine_), allocator) {}
    ~container() = default;

    // Effects: takes the other's entries, hash and equality over, and its allocator where the
    //   allocator's traits ask for it. Walks through this map end, and through a moved-from one.
    //   A copy that throws has had no effect.
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

    // Requires: the allocators propagate on swap or are equal. Effects: walks through both end.
    void swap(container& other) noexcept { engine_.swap(other.engine_); }

    [[nodiscard]] allocator_type get_allocator() const noexcept { return engine_.allocator(); }
    [[nodiscard]] hasher hash_function() const { return engine_.hash_function(); }
    [[nodiscard]] key_equal key_eq() const { return engine_.key_eq(); }

    // --- iteration ---

    // Light forward iterators. Complexity of begin: constant, or linear in the buckets that erases
    // have emptied in front of the first entry; amortized constant when entries are erased in order.
    [[nodiscard]] iterator begin() noexcept { return iterator_at(engine_.first()); }
    [[nodiscard]] const_iterator begin() const noexcept { return const_at(engine_.first()); }
    [[nodiscard]] const_iterator cbegin() const noexcept { return begin(); }
    [[nodiscard]] iterator end() noexcept { return iterator_at({}); }
    [[nodiscard]] const_iterator end() const noexcept { return const_at({}); }
    [[nodiscard]] const_iterator cend() const noexcept { return end(); }

    // Returns: a walk: `for (auto&& entry : m.range())`, during which the map may be changed at
    //   will. An entry that was there at the start and stays is visited exactly once, an erased one
    //   never again, a new one once or not at all. The order differs from walk to walk.
    // Requires: the map is not destroyed before the walk. Assigning, moving, swapping end it.
    [[nodiscard]] walk_type range() { return walk_type(engine_); }

    // --- capacity ---

    [[nodiscard]] bool empty() const noexcept { return engine_.size() == 0; }
    [[nodiscard]] size_type size() const noexcept { return engine_.size(); }
    [[nodiscard]] size_type max_size() const noexcept { return engine_.max_size(); }

    // 2^B, or 0 without a table. While a growth is under way: of the new table.
    [[nodiscard]] size_type bucket_count() const noexcept { return engine_.bucket_count(); }
    [[nodiscard]] size_type slot_count() const noexcept { return engine_.slot_count(); }

    // Returns: entries / slots. (The standard's is entries / buckets.)
    [[nodiscard]] float load_factor() const noexcept {
        return empty() ? 0.0F : static_cast<float>(size()) / static_cast<float>(slot_count());
    }
    [[nodiscard]] float max_load_factor() const noexcept { return 13.0F / 16; }
    // Without effect: the limits for growth and shrink are constants that fit each other, so that no
    // completed growth can make its opposite due.
    void max_load_factor(float) noexcept {}

    // Effects: room for so many entries in all: no growth starts before there are more of them. The
    //   room stays until entries have used a quarter of it. Throws: std::length_error above max_size().
    void reserve(size_type entries) { engine_.reserve(entries); }

    // Effects: rehash(0) is shrink_to_fit(); else reserve() for as many entries as `buckets` buckets
    //   take before they grow, so that bucket_count() >= buckets. A larger table stays as it is,
    //   where the standard permits to make it smaller.
    void rehash(size_type buckets) {
        constexpr size_type slots = engine_type::slots;
        if (buckets == 0) {
            engine_.shrink_to_fit();
        } else {
            const bool fits = buckets <= max_size() / slots;
            engine_.reserve(fits ? buckets * slots * 13 / 16 : max_size() + 1);
        }
    }

    // Effects: at once, what maintain() does in steps, and what reserve() left unused goes back too.
    void shrink_to_fit() { engine_.shrink_to_fit(); }

    // Effects: moves up to so many further buckets of a growth or shrink that is under way or due,
    //   and gives retired memory back. Returns: whether work is left.
    bool maintain(size_type buckets) { return engine_.maintain(buckets); }

    // Returns: the bytes that the map holds from its allocator. What entries own is not counted.
    [[nodiscard]] size_type memory_bytes() const noexcept { return engine_.memory_bytes(); }

    [[nodiscard]] const ebb::counters& counters() const noexcept
        requires(Policy::counts)
    {
        return engine_.counts();
    }

    // --- lookup ---
    // Functions for any K: K is not converted to Key. They need a Hash and a KeyEqual with a member
    // type is_transparent, and so does every function below that takes any K.

    // Returns: an iterator to the entry with that key, or end().
    [[nodiscard]] iterator find(const key_type& key) { return iterator_at(engine_.find(key)); }
    [[nodiscard]] const_iterator find(const key_type& key) const {
        return const_at(engine_.find(key));
    }
    template <other_key<container> K> [[nodiscard]] iterator find(const K& key) {
        return iterator_at(engine_.find(key));
    }
    template <other_key<container> K> [[nodiscard]] const_iterator find(const K& key) const {
        return const_at(engine_.find(key));
    }

    [[nodiscard]] bool contains(const key_type& key) const { return bool(engine_.find(key)); }
    template <other_key<container> K> [[nodiscard]] bool contains(const K& key) const {
        return bool(engine_.find(key));
    }

    // Returns: 1 or 0.
    [[nodiscard]] size_type count(const key_type& key) const { return contains(key) ? 1 : 0; }
    template <other_key<container> K> [[nodiscard]] size_type count(const K& key) const {
        return contains(key) ? 1 : 0;
    }

    // Returns: a range of the entry with that key, or an empty one.
    [[nodiscard]] auto equal_range(const key_type& key) { return range_from(find(key)); }
    [[nodiscard]] auto equal_range(const key_type& key) const { return range_from(find(key)); }
    template <other_key<container> K> [[nodiscard]] auto equal_range(const K& key) {
        return range_from(find(key));
    }
    template <other_key<container> K> [[nodiscard]] auto equal_range(const K& key) const {
        return range_from(find(key));
    }

    // Effects: asks the processor for the memory that a lookup of this key would touch first. Worth
    //   it where other work can be done between this and the lookup.
    void prefetch(const key_type& key) const { engine_.prefetch(key); }
    template <other_key<container> K> void prefetch(const K& key) const { engine_.prefetch(key); }

    // Returns: whether both hold equal entries (==), in whatever order. Requires: for both KeyEqual
    //   the same keys are equal.
    [[nodiscard]] friend bool operator==(const container& a, const container& b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (position p = a.engine_.first(); p; p = a.engine_.next(p)) {
            const position found = b.engine_.find(Entry::key(*p.entry));
            if (!found || !bool(std::as_const(*p.entry) == std::as_const(*found.entry))) {
                return false;
            }
        }
        return true;
    }
