#pragma once
// What can be asked of a map or a set, and what it consists of: the lower half of what ebb::map and
// ebb::set share (the upper half, container.hpp, changes them).

#include "ebb/config.hpp"
#include "ebb/counters.hpp"
#include "ebb/hash.hpp"
#include "ebb/policy.hpp"
#include "ebb/table/engine_all.hpp"
#include "ebb/table/node_handle.hpp"

#include <concepts>
#include <cstddef>
#include <memory>
#include <ranges>
#include <type_traits>
#include <utility>

namespace ebb::inline EBB_ABI::table {

template <class Hash, class K>
concept hashes = seeded_hash<Hash, K> || hashing::unseeded_hash<Hash, K>;

template <class Container>
concept transparent = requires {
    typename Container::hasher::is_transparent;
    typename Container::key_equal::is_transparent;
};

// A type other than Key that lookups take as it is: hash and equality are both transparent.
template <class K, class Container>
concept other_key =
    transparent<Container> && hashes<typename Container::hasher, std::remove_cvref_t<K>> &&
    !std::is_convertible_v<K, typename Container::const_iterator>;

// What may be looked up at once: keys that can be gone through twice.
template <class Keys, class Container>
concept key_range = std::ranges::forward_range<Keys> &&
    (std::convertible_to<std::ranges::range_reference_t<Keys>,
                         const typename Container::key_type&> ||
     other_key<std::ranges::range_reference_t<Keys>, Container>);

// One that a new entry's key can be made of.
template <class K, class Container>
concept key_source =
    other_key<K, Container> && std::is_constructible_v<typename Container::key_type, K>;

template <class Entry, class Hash, class KeyEqual, class Allocator, class Policy> class queries {
    static_assert(map_policy<Policy>, "ebb: Policy does not model ebb::map_policy (policy.hpp)");
    static_assert(std::is_same_v<typename Entry::key_type, std::decay_t<typename Entry::key_type>>,
                  "ebb: Key must be an object type without const or volatile, not a reference or "
                  "an array");
    static_assert(std::is_same_v<typename std::allocator_traits<Allocator>::value_type,
                                 typename Entry::value_type>,
                  "ebb: Allocator::value_type must be the value_type of the map, "
                  "std::pair<const Key, T>, or of the set, Key");
    static_assert(hashes<Hash, typename Entry::key_type>,
                  "ebb: a const Hash can't be called with a const Key&, neither with a seed nor "
                  "without; for keys of your own, specialize ebb::hash or std::hash");
    static_assert(std::is_invocable_r_v<bool, const KeyEqual&, const typename Entry::key_type&,
                                        const typename Entry::key_type&>,
                  "ebb: a const KeyEqual can't be called with two const Key&");

  protected:
    using engine_type = engine<map_types<Entry, Hash, KeyEqual, Allocator, Policy>>;
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

    [[nodiscard]] allocator_type get_allocator() const noexcept { return engine_.allocator(); }
    [[nodiscard]] hasher hash_function() const { return engine_.hash_function(); }
    [[nodiscard]] key_equal key_eq() const { return engine_.key_eq(); }

    // --- iteration ---

    // Light forward iterators. Complexity of begin: constant, or linear in the buckets that erases
    // have emptied in front of the first entry; constant on average when erasing in order.
    [[nodiscard]] iterator begin() noexcept { return iterator::at_first(std::addressof(engine_)); }
    [[nodiscard]] const_iterator begin() const noexcept {
        return const_iterator::at_first(std::addressof(engine_));
    }
    [[nodiscard]] const_iterator cbegin() const noexcept { return begin(); }
    [[nodiscard]] iterator end() noexcept { return iterator_at({}); }
    [[nodiscard]] const_iterator end() const noexcept { return const_at({}); }
    [[nodiscard]] const_iterator cend() const noexcept { return end(); }

    // --- capacity ---

    [[nodiscard]] bool empty() const noexcept { return engine_.size() == 0; }
    [[nodiscard]] size_type size() const noexcept { return engine_.size(); }
    [[nodiscard]] size_type max_size() const noexcept { return engine_.max_size(); }

    // 2^B, or 0 without a table. While a growth is under way: of the new table.
    [[nodiscard]] size_type bucket_count() const noexcept { return engine_.bucket_count(); }
    [[nodiscard]] size_type max_bucket_count() const noexcept { return engine_.max_bucket_count(); }
    [[nodiscard]] size_type slot_count() const noexcept { return engine_.slot_count(); }

    // Returns: entries / slots. (The standard's is entries / buckets.)
    [[nodiscard]] float load_factor() const noexcept {
        return empty() ? 0.0F : static_cast<float>(size()) / static_cast<float>(slot_count());
    }
    [[nodiscard]] float max_load_factor() const noexcept { return 13.0F / 16; }
    // Without effect: the limits of growth and shrink are constants that fit each other, so that no
    // growth makes its opposite due.
    void max_load_factor(float) noexcept {}

    // Returns: the bytes that the map holds from its allocator. What entries own is not counted.
    [[nodiscard]] size_type memory_bytes() const noexcept { return engine_.memory_bytes(); }

    [[nodiscard]] const ebb::counters& counters() const noexcept requires(Policy::counts) {
        return engine_.counts().values();
    }

    // --- lookup ---
    // Functions for any K: K is not converted to Key. They need a Hash and a KeyEqual with a member
    // type is_transparent, and so does every function below that takes any K.

    // Returns: an iterator to the entry with that key, or end().
    [[nodiscard]] EBB_ALWAYS_INLINE iterator find(const key_type& key) {
        return iterator_at(engine_.find(key));
    }
    [[nodiscard]] EBB_ALWAYS_INLINE const_iterator find(const key_type& key) const {
        return const_at(engine_.find(key));
    }
    template <other_key<queries> K> [[nodiscard]] EBB_ALWAYS_INLINE iterator find(const K& key) {
        return iterator_at(engine_.find(key));
    }
    template <other_key<queries> K>
    [[nodiscard]] EBB_ALWAYS_INLINE const_iterator find(const K& key) const {
        return const_at(engine_.find(key));
    }

    [[nodiscard]] EBB_ALWAYS_INLINE bool contains(const key_type& key) const {
        return bool(engine_.find(key));
    }
    template <other_key<queries> K>
    [[nodiscard]] EBB_ALWAYS_INLINE bool contains(const K& key) const {
        return bool(engine_.find(key));
    }

    // Returns: 1 or 0.
    [[nodiscard]] size_type count(const key_type& key) const { return contains(key) ? 1 : 0; }
    template <other_key<queries> K> [[nodiscard]] size_type count(const K& key) const {
        return contains(key) ? 1 : 0;
    }

    // Returns: a range of the entry with that key, or an empty one.
    // Complexity: an increment besides, and the next entry of a sparse table is many buckets away.
    [[nodiscard]] auto equal_range(const key_type& key) { return range_from(find(key)); }
    [[nodiscard]] auto equal_range(const key_type& key) const { return range_from(find(key)); }
    template <other_key<queries> K> [[nodiscard]] auto equal_range(const K& key) {
        return range_from(find(key));
    }
    template <other_key<queries> K> [[nodiscard]] auto equal_range(const K& key) const {
        return range_from(find(key));
    }

    // Effects: looks the keys of a range up, in order, and hands to `out` what find() or contains()
    //   would return: calls out(result), or assigns it through an output iterator. In tables beyond
    //   the caches this takes a fraction of a loop's time; the map must not be changed meanwhile.
    // Returns: `out`. Throws: what hash, equality and `out` throw.
    template <key_range<queries> Keys, class Out> Out find_many(Keys&& keys, Out out) {
        engine_.template find_many<key_in<Keys>>(
            keys, [&](position found) { hand_out(out, iterator_at(found)); });
        return out;
    }
    template <key_range<queries> Keys, class Out> Out find_many(Keys&& keys, Out out) const {
        engine_.template find_many<key_in<Keys>>(
            keys, [&](position found) { hand_out(out, const_at(found)); });
        return out;
    }
    template <key_range<queries> Keys, class Out> Out contains_many(Keys&& keys, Out out) const {
        engine_.template find_many<key_in<Keys>>(
            keys, [&](position found) { hand_out(out, bool(found)); });
        return out;
    }

    // Effects: asks the processor for the memory that a lookup of this key would touch first. Worth
    //   it where other work can be done between this and the lookup.
    void prefetch(const key_type& key) const { engine_.prefetch(key); }
    template <other_key<queries> K> void prefetch(const K& key) const { engine_.prefetch(key); }

    // Returns: whether both hold equal entries (==), in whatever order. Requires: for both KeyEqual
    //   the same keys are equal.
    [[nodiscard]] friend bool operator==(const queries& a, const queries& b) {
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

  protected:
    template <class... Args>
    explicit queries(std::in_place_t, Args&&... args) : engine_(std::forward<Args>(args)...) {}
    queries(queries&&) noexcept(std::is_nothrow_move_constructible_v<engine_type>) = default;
    ~queries() = default;

    [[nodiscard]] iterator iterator_at(position where) noexcept {
        return iterator::at(std::addressof(engine_), where);
    }
    [[nodiscard]] const_iterator const_at(position where) const noexcept {
        return const_iterator::at(std::addressof(engine_), where);
    }
    template <class Iterator>
    [[nodiscard]] static std::pair<Iterator, Iterator> range_from(Iterator first) {
        Iterator last = first;
        if (first != Iterator()) {
            ++last;
        }
        return {first, last};
    }

    engine_type engine_;

  private:
    template <class Keys>
    using key_in =
        std::conditional_t<other_key<std::ranges::range_reference_t<Keys>, queries>,
                           std::remove_cvref_t<std::ranges::range_reference_t<Keys>>, key_type>;

    template <class Out, class Result> static void hand_out(Out& out, Result&& result) {
        if constexpr (std::invocable<Out&, Result>) {
            out(std::forward<Result>(result));
        } else {
            *out = std::forward<Result>(result);
            ++out;
        }
    }
};

} // namespace ebb::inline EBB_ABI::table
