#pragma once
// ebb::map: a hash map that gives memory back when it has lost its entries, never pauses to grow,
// and may be changed while it is walked.
//
//     ebb::map<std::string, int> sessions;
//     sessions["ada"] = 7;
//     for (auto&& [name, minutes] : sessions.range()) {
//         if (minutes == 0) sessions.erase(name);
//     }
//
// The interface is that of std::unordered_map, less the functions for single buckets. Differences:
//   - entries move when others are inserted: what keeps a pointer to one has to look it up again;
//   - a size given to a constructor or to reserve() is a number of entries;
//   - with a transparent Hash and KeyEqual (the defaults for strings) every function that takes a
//     key takes what compares with one, and makes a Key of it only for a new entry;
//   - a node handle holds the entry itself, so that extract and insert move it.
// Beyond it there are range(), maintain(), shrink_to_fit(), memory_bytes(), prefetch(),
// slot_count() and counters().
//
// What map and set share stands in table/container.hpp (construction, erasing, node handles,
// memory; the rules for exceptions, complexity and invalidation that hold for all) and in
// table/queries.hpp (iteration, lookup, figures).
//
// Thread safety: const functions may run on several threads at once; any other function alone.

#include "ebb/config.hpp"
#include "ebb/debugger/gdb_script.hpp"
#include "ebb/exceptions.hpp"
#include "ebb/fwd.hpp"
#include "ebb/hash.hpp"
#include "ebb/page_allocator.hpp"
#include "ebb/policy.hpp"
#include "ebb/table/container.hpp"
#include "ebb/table/deduction.hpp"
#include "ebb/table/entry.hpp"

#include <concepts>
#include <initializer_list>
#include <tuple>
#include <type_traits>
#include <utility>

#if __has_include(<memory_resource>)
#include <memory_resource>
#endif

namespace ebb::inline EBB_ABI {

template <class Key, class T, class Hash, class KeyEqual, class Allocator, class Policy>
class map : public table::container<table::map_entry<Key, T>, Hash, KeyEqual, Allocator, Policy> {
    static_assert(std::is_same_v<T, std::decay_t<T>>,
                  "ebb: T must be an object type without const or volatile, not a reference or an "
                  "array");

    using base = table::container<table::map_entry<Key, T>, Hash, KeyEqual, Allocator, Policy>;

  public:
    using mapped_type = T;
    using typename base::const_iterator;
    using typename base::iterator;
    using typename base::key_type;
    using typename base::value_type;
    using init_type = std::pair<Key, T>; // what {key, mapped} makes: its key can be moved

    using base::base;
    using base::insert;

    map() = default;
    // One of the base's constructors once more: without a list constructor of the class itself
    // g++ 12 deduces nothing from a list.
    map(std::initializer_list<value_type> entries) : base(entries) {}

    // Effects: replaces all entries by the list's. Walks go on, and may be shown some of them.
    map& operator=(std::initializer_list<value_type> entries) {
        this->clear();
        this->insert(entries);
        return *this;
    }

    // --- inserting: nothing is constructed or moved from where the key is found ---

    // Effects: inserts the entry unless its key is there.
    // Returns: where the entry with that key is, and whether it was inserted.
    EBB_ALWAYS_INLINE std::pair<iterator, bool> insert(init_type&& entry) {
        return this->insert_with(entry.first, std::move(entry));
    }
    template <table::constructs<value_type> P>
    EBB_ALWAYS_INLINE std::pair<iterator, bool> insert(P&& entry) {
        return this->emplace(std::forward<P>(entry));
    }
    iterator insert(const_iterator, init_type&& entry) { return insert(std::move(entry)).first; }
    template <table::constructs<value_type> P> iterator insert(const_iterator, P&& entry) {
        return this->emplace(std::forward<P>(entry)).first;
    }

    // Effects: inserts an entry with a mapped value constructed of the arguments, unless the key is
    //   there.
    template <class... Args>
    EBB_ALWAYS_INLINE std::pair<iterator, bool> try_emplace(const key_type& key, Args&&... args) {
        return insert_parts(key, std::forward<Args>(args)...);
    }
    template <class... Args>
    EBB_ALWAYS_INLINE std::pair<iterator, bool> try_emplace(key_type&& key, Args&&... args) {
        return insert_parts(std::move(key), std::forward<Args>(args)...);
    }
    template <table::key_source<base> K, class... Args>
    EBB_ALWAYS_INLINE std::pair<iterator, bool> try_emplace(K&& key, Args&&... args) {
        return insert_parts(std::forward<K>(key), std::forward<Args>(args)...);
    }
    template <class... Args>
    iterator try_emplace(const_iterator, const key_type& key, Args&&... args) {
        return insert_parts(key, std::forward<Args>(args)...).first;
    }
    template <class... Args> iterator try_emplace(const_iterator, key_type&& key, Args&&... args) {
        return insert_parts(std::move(key), std::forward<Args>(args)...).first;
    }
    template <table::key_source<base> K, class... Args>
    iterator try_emplace(const_iterator, K&& key, Args&&... args) {
        return insert_parts(std::forward<K>(key), std::forward<Args>(args)...).first;
    }

    // Effects: inserts the entry, or assigns to the mapped value that is there. An assignment that
    //   throws leaves that value in the state the assignment left it in.
    template <class M>
    EBB_ALWAYS_INLINE std::pair<iterator, bool> insert_or_assign(const key_type& key, M&& mapped) {
        return put(key, std::forward<M>(mapped));
    }
    template <class M>
    EBB_ALWAYS_INLINE std::pair<iterator, bool> insert_or_assign(key_type&& key, M&& mapped) {
        return put(std::move(key), std::forward<M>(mapped));
    }
    template <table::key_source<base> K, class M>
    EBB_ALWAYS_INLINE std::pair<iterator, bool> insert_or_assign(K&& key, M&& mapped) {
        return put(std::forward<K>(key), std::forward<M>(mapped));
    }
    template <class M> iterator insert_or_assign(const_iterator, const key_type& key, M&& mapped) {
        return put(key, std::forward<M>(mapped)).first;
    }
    template <class M> iterator insert_or_assign(const_iterator, key_type&& key, M&& mapped) {
        return put(std::move(key), std::forward<M>(mapped)).first;
    }
    template <table::key_source<base> K, class M>
    iterator insert_or_assign(const_iterator, K&& key, M&& mapped) {
        return put(std::forward<K>(key), std::forward<M>(mapped)).first;
    }

    // --- mapped values ---

    // Effects: inserts T() where the key is not there. Returns: the mapped value.
    EBB_ALWAYS_INLINE T& operator[](const key_type& key) { return element(key); }
    EBB_ALWAYS_INLINE T& operator[](key_type&& key) { return element(std::move(key)); }
    template <table::key_source<base> K> EBB_ALWAYS_INLINE T& operator[](K&& key) {
        return element(std::forward<K>(key));
    }

    // Returns: the mapped value. Throws: std::out_of_range where the key is not there.
    [[nodiscard]] T& at(const key_type& key) { return found(this->find(key)); }
    [[nodiscard]] const T& at(const key_type& key) const { return found(this->find(key)); }
    template <table::other_key<base> K> [[nodiscard]] T& at(const K& key) {
        return found(this->find(key));
    }
    template <table::other_key<base> K> [[nodiscard]] const T& at(const K& key) const {
        return found(this->find(key));
    }

  private:
    // What constructs an entry of a key, and a mapped value of the arguments.
    template <class K, class... Args> static auto make_parts(K& key, Args&... args) {
        return [&](Allocator& allocator, value_type* place) {
            std::allocator_traits<Allocator>::construct(
                allocator, place, std::piecewise_construct,
                std::forward_as_tuple(std::forward<K>(key)),
                std::forward_as_tuple(std::forward<Args>(args)...));
        };
    }

    template <class K, class... Args>
    EBB_ALWAYS_INLINE std::pair<iterator, bool> insert_parts(K&& key, Args&&... args) {
        return this->insert_by(key, make_parts<K, Args...>(key, args...));
    }

    template <class K> EBB_ALWAYS_INLINE T& element(K&& key) {
        return this
            ->insert_by(key, make_parts<K>(key),
                        [&](value_type& entry) { base::refresh_key(entry, key); })
            .first->second;
    }

    template <class K, class M>
    EBB_ALWAYS_INLINE std::pair<iterator, bool> put(K&& key, M&& mapped) {
        return this->insert_by(key, make_parts<K, M>(key, mapped), [&](value_type& entry) {
            base::refresh_key(entry, key);
            entry.second = std::forward<M>(mapped);
        });
    }

    template <class Iterator> [[nodiscard]] static auto& found(Iterator where) {
        if (where == Iterator()) {
            exceptions::not_there("ebb::map::at: the key is not in the map");
        }
        return where->second;
    }
};

template <class Key, class T, class Hash, class KeyEqual, class Allocator, class Policy>
void swap(map<Key, T, Hash, KeyEqual, Allocator, Policy>& a,
          map<Key, T, Hash, KeyEqual, Allocator, Policy>& b) noexcept {
    a.swap(b);
}

// --- deduction guides: those of std::unordered_map ---

template <table::legacy_input_iterator It, table::deducible_hash Hash = hash<table::key_of<It>>,
          table::deducible_equal KeyEqual = equal_to<table::key_of<It>>,
          table::deducible_allocator Allocator = page_allocator<table::entry_of<It>>>
map(It, It, std::size_t = 0, Hash = Hash(), KeyEqual = KeyEqual(), Allocator = Allocator())
    -> map<table::key_of<It>, table::mapped_of<It>, Hash, KeyEqual, Allocator>;

template <table::legacy_input_iterator It, table::deducible_allocator Allocator>
map(It, It, Allocator) -> map<table::key_of<It>, table::mapped_of<It>, hash<table::key_of<It>>,
                              equal_to<table::key_of<It>>, Allocator>;

template <table::legacy_input_iterator It, table::deducible_allocator Allocator>
map(It, It, std::size_t, Allocator)
    -> map<table::key_of<It>, table::mapped_of<It>, hash<table::key_of<It>>,
           equal_to<table::key_of<It>>, Allocator>;

template <table::legacy_input_iterator It, table::deducible_hash Hash,
          table::deducible_allocator Allocator>
map(It, It, std::size_t, Hash, Allocator)
    -> map<table::key_of<It>, table::mapped_of<It>, Hash, equal_to<table::key_of<It>>, Allocator>;

template <class Key, class T, table::deducible_hash Hash = hash<Key>,
          table::deducible_equal KeyEqual = equal_to<Key>,
          table::deducible_allocator Allocator = page_allocator<std::pair<const Key, T>>>
map(std::initializer_list<std::pair<Key, T>>, std::size_t = 0, Hash = Hash(), KeyEqual = KeyEqual(),
    Allocator = Allocator()) -> map<Key, T, Hash, KeyEqual, Allocator>;

template <class Key, class T, table::deducible_allocator Allocator>
map(std::initializer_list<std::pair<Key, T>>, Allocator)
    -> map<Key, T, hash<Key>, equal_to<Key>, Allocator>;

template <class Key, class T, table::deducible_allocator Allocator>
map(std::initializer_list<std::pair<Key, T>>, std::size_t, Allocator)
    -> map<Key, T, hash<Key>, equal_to<Key>, Allocator>;

template <class Key, class T, table::deducible_hash Hash, table::deducible_allocator Allocator>
map(std::initializer_list<std::pair<Key, T>>, std::size_t, Hash, Allocator)
    -> map<Key, T, Hash, equal_to<Key>, Allocator>;

// A map whose memory follows erases by key as well, and one that counts (policy.hpp).
template <class Key, class T, class Hash = hash<Key>, class KeyEqual = equal_to<Key>>
using eager_map =
    map<Key, T, Hash, KeyEqual, page_allocator<std::pair<const Key, T>>, eager_policy>;

template <class Key, class T, class Hash = hash<Key>, class KeyEqual = equal_to<Key>>
using counted_map = map<Key, T, Hash, KeyEqual, page_allocator<std::pair<const Key, T>>, counted<>>;

#if defined(__cpp_lib_memory_resource)
namespace pmr {

template <class Key, class T, class Hash = hash<Key>, class KeyEqual = equal_to<Key>,
          class Policy = default_policy>
using map = ebb::map<Key, T, Hash, KeyEqual,
                     std::pmr::polymorphic_allocator<std::pair<const Key, T>>, Policy>;

} // namespace pmr
#endif

} // namespace ebb::inline EBB_ABI
