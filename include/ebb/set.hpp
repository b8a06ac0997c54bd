#pragma once
// ebb::set: what ebb::map is (map.hpp), with keys alone.
//
//     ebb::set<std::string> seen;
//     if (seen.insert(name).second) greet(name);
//
// The interface is that of std::unordered_set, less the functions for single buckets, with the same
// differences and additions as ebb::map. Contracts: table/container.hpp, table/queries.hpp.
//
// Thread safety: const functions may run on several threads at once; any other function alone.

#include "ebb/config.hpp"
#include "ebb/debugger/gdb_script.hpp"
#include "ebb/fwd.hpp"
#include "ebb/hash.hpp"
#include "ebb/page_allocator.hpp"
#include "ebb/policy.hpp"
#include "ebb/table/container.hpp"
#include "ebb/table/deduction.hpp"
#include "ebb/table/entry.hpp"

#include <initializer_list>
#include <type_traits>
#include <utility>

#if __has_include(<memory_resource>)
#include <memory_resource>
#endif

namespace ebb::inline EBB_ABI {

template <class Key, class Hash, class KeyEqual, class Allocator, class Policy>
class set : public table::container<table::set_entry<Key>, Hash, KeyEqual, Allocator, Policy> {
    using base = table::container<table::set_entry<Key>, Hash, KeyEqual, Allocator, Policy>;

  public:
    using typename base::const_iterator;
    using typename base::iterator;
    using typename base::key_type;
    using typename base::value_type;

    using base::base;
    using base::insert;

    set() = default;
    // One of the base's constructors once more: without a list constructor of the class itself
    // g++ 12 deduces nothing from a list.
    set(std::initializer_list<value_type> keys) : base(keys) {}

    // Effects: replaces all keys by the list's. Walks go on, and may be shown some of them.
    set& operator=(std::initializer_list<value_type> keys) {
        this->clear();
        this->insert(keys);
        return *this;
    }

    // Effects: inserts the key unless it is there; then nothing is constructed or moved from.
    // Returns: where the key is, and whether it was inserted.
    EBB_ALWAYS_INLINE std::pair<iterator, bool> insert(const key_type& key) {
        return this->insert_with(key, key);
    }
    EBB_ALWAYS_INLINE std::pair<iterator, bool> insert(key_type&& key) {
        return this->insert_with(key, std::move(key));
    }
    template <table::key_source<base> K>
    EBB_ALWAYS_INLINE std::pair<iterator, bool> insert(K&& key) {
        return this->insert_with(key, std::forward<K>(key));
    }
    iterator insert(const_iterator, const key_type& key) { return insert(key).first; }
    iterator insert(const_iterator, key_type&& key) { return insert(std::move(key)).first; }
    template <table::key_source<base> K> iterator insert(const_iterator, K&& key) {
        return insert(std::forward<K>(key)).first;
    }
};

template <class Key, class Hash, class KeyEqual, class Allocator, class Policy>
void swap(set<Key, Hash, KeyEqual, Allocator, Policy>& a,
          set<Key, Hash, KeyEqual, Allocator, Policy>& b) noexcept {
    a.swap(b);
}

// --- deduction guides: those of std::unordered_set ---

template <table::legacy_input_iterator It, table::deducible_hash Hash = hash<table::element_of<It>>,
          table::deducible_equal KeyEqual = equal_to<table::element_of<It>>,
          table::deducible_allocator Allocator = page_allocator<table::element_of<It>>>
set(It, It, std::size_t = 0, Hash = Hash(), KeyEqual = KeyEqual(), Allocator = Allocator())
    -> set<table::element_of<It>, Hash, KeyEqual, Allocator>;

template <table::legacy_input_iterator It, table::deducible_allocator Allocator>
set(It, It, Allocator) -> set<table::element_of<It>, hash<table::element_of<It>>,
                              equal_to<table::element_of<It>>, Allocator>;

template <table::legacy_input_iterator It, table::deducible_allocator Allocator>
set(It, It, std::size_t, Allocator) -> set<table::element_of<It>, hash<table::element_of<It>>,
                                           equal_to<table::element_of<It>>, Allocator>;

template <table::legacy_input_iterator It, table::deducible_hash Hash,
          table::deducible_allocator Allocator>
set(It, It, std::size_t, Hash, Allocator)
    -> set<table::element_of<It>, Hash, equal_to<table::element_of<It>>, Allocator>;

template <class Key, table::deducible_hash Hash = hash<Key>,
          table::deducible_equal KeyEqual = equal_to<Key>,
          table::deducible_allocator Allocator = page_allocator<Key>>
set(std::initializer_list<Key>, std::size_t = 0, Hash = Hash(), KeyEqual = KeyEqual(),
    Allocator = Allocator()) -> set<Key, Hash, KeyEqual, Allocator>;

template <class Key, table::deducible_allocator Allocator>
set(std::initializer_list<Key>, Allocator) -> set<Key, hash<Key>, equal_to<Key>, Allocator>;

template <class Key, table::deducible_allocator Allocator>
set(std::initializer_list<Key>, std::size_t, Allocator)
    -> set<Key, hash<Key>, equal_to<Key>, Allocator>;

template <class Key, table::deducible_hash Hash, table::deducible_allocator Allocator>
set(std::initializer_list<Key>, std::size_t, Hash, Allocator)
    -> set<Key, Hash, equal_to<Key>, Allocator>;

// A set whose memory follows erases by key as well, and one that counts (policy.hpp).
template <class Key, class Hash = hash<Key>, class KeyEqual = equal_to<Key>>
using eager_set = set<Key, Hash, KeyEqual, page_allocator<Key>, eager_policy>;

template <class Key, class Hash = hash<Key>, class KeyEqual = equal_to<Key>>
using counted_set = set<Key, Hash, KeyEqual, page_allocator<Key>, counted<>>;

#if defined(__cpp_lib_memory_resource)
namespace pmr {

template <class Key, class Hash = hash<Key>, class KeyEqual = equal_to<Key>,
          class Policy = default_policy>
using set = ebb::set<Key, Hash, KeyEqual, std::pmr::polymorphic_allocator<Key>, Policy>;

} // namespace pmr
#endif

} // namespace ebb::inline EBB_ABI
