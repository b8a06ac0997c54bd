#pragma once
// How the operations that leave a map alone, or make and replace it, are called.

#include "checks.hpp"

#include <cstddef>
#include <utility>

namespace ebb_tests {

// A function of a probe p that evaluates an expression; noexcept as that is; const or not as that
// can be evaluated for a const probe or not.
#define EBB_CALL(...)                                                                      \
    [](auto& p) noexcept(noexcept(__VA_ARGS__)) -> void requires requires { __VA_ARGS__; } \
    { static_cast<void>(__VA_ARGS__); }

// The same for the construction of a container, which is kept in p.made.
#define EBB_MAKE(...)                                                                              \
    [](auto& p) noexcept(noexcept(made_for<decltype(p)>(__VA_ARGS__))) -> void requires requires { \
        made_for<decltype(p)>(__VA_ARGS__);                                                        \
    }                                                                                              \
    { p.made.emplace(__VA_ARGS__); }

template <class Probe> using made_for = typename std::remove_cvref_t<Probe>::container;

template <class Container> void check_list<Container>::add_construction() {
    row_ = "Construction: empty";
    add("M()", EBB_MAKE());
    add("M(allocator)", EBB_MAKE(p.own));
    row_ = "Construction: with room";
    add("M(entries, hash, equal, allocator)",
        EBB_MAKE(std::size_t{100}, p.m->hash_function(), p.m->key_eq(), p.own));
    row_ = "Construction: of a range";
    add("M(first, last, ...)", EBB_MAKE(p.range.begin(), p.range.end(), std::size_t{0},
                                        p.m->hash_function(), p.m->key_eq(), p.own));
    add("M(list, ...)", EBB_MAKE(p.list(), p.own));
    row_ = "Construction: copy";
    add("M(other)", EBB_MAKE(std::as_const(*p.m)));
    add("M(other, allocator)", EBB_MAKE(std::as_const(*p.m), p.foreign));
    row_ = "Construction: move";
    add("M(move(other))", EBB_MAKE(std::move(*p.m)));
    row_ = "Construction: move, unequal allocator";
    add("M(move(other), allocator)", EBB_MAKE(std::move(*p.m), p.foreign));
    row_ = "Construction: destruction";
    add("~M()", EBB_CALL(p.m.reset()));
}

template <class Container> void check_list<Container>::add_assignments() {
    row_ = "Construction: copy assignment";
    add("m = other", EBB_CALL(*p.m = std::as_const(p.other)));
    row_ = "Construction: move assignment";
    add("m = move(other)", EBB_CALL(*p.m = std::move(p.other)));
    row_ = "Construction: move assignment, unequal allocator";
    add("m = move(unequal)", EBB_CALL(*p.m = std::move(p.unequal)));
    row_ = "Construction: assignment of a list";
    add("m = list", EBB_CALL(*p.m = p.list()));
    row_ = "Construction: swap";
    add("m.swap(other)", EBB_CALL(p.m->swap(p.other)));
    add("swap(m, other)", EBB_CALL(swap(*p.m, p.other)));
}

template <class Container> void check_list<Container>::add_queries() {
    row_ = "Queries: figures";
    add("empty()", EBB_CALL(p.m->empty()));
    add("size()", EBB_CALL(p.m->size()));
    add("max_size()", EBB_CALL(p.m->max_size()));
    add("bucket_count()", EBB_CALL(p.m->bucket_count()));
    add("max_bucket_count()", EBB_CALL(p.m->max_bucket_count()));
    add("slot_count()", EBB_CALL(p.m->slot_count()));
    add("load_factor()", EBB_CALL(p.m->load_factor()));
    add("max_load_factor()", EBB_CALL(p.m->max_load_factor()));
    add("memory_bytes()", EBB_CALL(p.m->memory_bytes()));
    add("counters()", EBB_CALL(p.m->counters()));
    add("get_allocator()", EBB_CALL(p.m->get_allocator()));
    row_ = "Queries: functions";
    add("hash_function()", EBB_CALL(p.m->hash_function()));
    add("key_eq()", EBB_CALL(p.m->key_eq()));
    row_ = "Queries: load limit";
    add("max_load_factor(z)", EBB_CALL(p.m->max_load_factor(0.5F)));
    row_ = "Queries: iteration";
    add("begin()", EBB_CALL(p.m->begin()));
    add("cbegin()", EBB_CALL(p.m->cbegin()));
    add("end()", EBB_CALL(p.m->end()));
    add("cend()", EBB_CALL(p.m->cend()));
    add("++iterator", EBB_CALL(++copied(p.where)));
    row_ = "Queries: lookup";
    add("find(key)", EBB_CALL(p.m->find(p.found_key)));
    add("contains(key)", EBB_CALL(p.m->contains(p.found_key)));
    add("count(key)", EBB_CALL(p.m->count(p.found_key)));
    add("equal_range(key)", EBB_CALL(p.m->equal_range(p.found_key)));
    row_ = "Queries: lookup of many";
    add("find_many(keys, out)", EBB_CALL(find_all(*p.m, p.found_key)));
    add("contains_many(keys, out)", EBB_CALL(contains_all(*p.m, p.found_key)));
    row_ = "Queries: prefetch";
    add("prefetch(key)", EBB_CALL(p.m->prefetch(p.found_key)));
    if constexpr (is_map<Container>) {
        row_ = "Queries: mapped value";
        add("at(key)", EBB_CALL(p.m->at(p.found_key)));
    }
    row_ = "Queries: comparison";
    add("m == other", EBB_CALL(*p.m == p.twin));
}

template <class Container> void check_list<Container>::add_walks() {
    row_ = "Walks: begin of a walk";
    add("range()", EBB_CALL(p.m->range()));
    row_ = "Walks: step of a walk";
    add("walk.next()", EBB_CALL(p.walk.next()));
    add("++walk.begin()", EBB_CALL(++p.walk.begin()));
}

} // namespace ebb_tests
