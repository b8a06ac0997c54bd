#pragma once
// How the operations that change a map are called.

#include "reading_checks.hpp"

#include <utility>
#include <vector>

namespace ebb_tests {

template <class Container> std::vector<check<Container>> check_list<Container>::all() {
    check_list list;
    list.add_construction();
    list.add_assignments();
    list.add_queries();
    list.add_walks();
    list.add_inserts_of_new_keys();
    list.add_inserts_of_found_keys();
    list.add_inserts_of_many();
    list.add_erasures();
    list.add_table_operations();
    return std::move(list.checks_);
}

template <class Container> void check_list<Container>::add_inserts_of_new_keys() {
    row_ = "Inserting: key not there";
    add("insert(entry)", EBB_CALL(p.m->insert(std::as_const(p.new_entry))));
    add("insert(entry&&)", EBB_CALL(p.m->insert(std::move(p.new_entry))));
    add("insert(hint, entry)", EBB_CALL(p.m->insert(p.where, std::as_const(p.new_entry))));
    add("insert(node)", EBB_CALL(p.m->insert(std::move(p.new_node))));
    add("insert(hint, node)", EBB_CALL(p.m->insert(p.where, std::move(p.new_node))));
    if constexpr (is_map<Container>) {
        add("emplace(...)", EBB_CALL(p.m->emplace(p.new_key, p.mapped)));
        add("emplace_hint(hint, ...)", EBB_CALL(p.m->emplace_hint(p.where, p.new_key, p.mapped)));
        add("try_emplace(key, ...)", EBB_CALL(p.m->try_emplace(p.new_key, p.mapped)));
        add("try_emplace(key&&, ...)", EBB_CALL(p.m->try_emplace(std::move(p.new_key), p.mapped)));
        add("insert_or_assign(key, mapped)", EBB_CALL(p.m->insert_or_assign(p.new_key, p.mapped)));
        add("operator[](key)", EBB_CALL((*p.m)[p.new_key]));
        add("operator[](key&&)", EBB_CALL((*p.m)[std::move(p.new_key)]));
    } else {
        add("emplace(...)", EBB_CALL(p.m->emplace(p.new_key)));
        add("emplace_hint(hint, ...)", EBB_CALL(p.m->emplace_hint(p.where, p.new_key)));
    }
}

template <class Container> void check_list<Container>::add_inserts_of_found_keys() {
    row_ = "Inserting: key found";
    add("insert(entry)", EBB_CALL(p.m->insert(std::as_const(p.found_entry))));
    add("insert(entry&&)", EBB_CALL(p.m->insert(std::move(p.found_entry))));
    add("insert(hint, entry)", EBB_CALL(p.m->insert(p.where, std::as_const(p.found_entry))));
    add("insert(hint, node)", EBB_CALL(p.m->insert(p.where, std::move(p.found_node))));
    if constexpr (is_map<Container>) {
        add("emplace(...)", EBB_CALL(p.m->emplace(p.found_key, p.mapped)));
        add("emplace_hint(hint, ...)", EBB_CALL(p.m->emplace_hint(p.where, p.found_key, p.mapped)));
        add("try_emplace(key, ...)", EBB_CALL(p.m->try_emplace(p.found_key, p.mapped)));
        add("try_emplace(key&&, ...)",
            EBB_CALL(p.m->try_emplace(std::move(p.found_key), p.mapped)));
        add("operator[](key)", EBB_CALL((*p.m)[p.found_key]));
        add("operator[](key&&)", EBB_CALL((*p.m)[std::move(p.found_key)]));
    } else {
        add("emplace(...)", EBB_CALL(p.m->emplace(p.found_key)));
        add("emplace_hint(hint, ...)", EBB_CALL(p.m->emplace_hint(p.where, p.found_key)));
    }
    row_ = "Inserting: key found, entry made first";
    add("insert(node)", EBB_CALL(p.m->insert(std::move(p.found_node))));
    if constexpr (is_map<Container>) {
        add("emplace(what makes a key)", EBB_CALL(p.m->emplace(p.found_number, 17)));
        row_ = "Inserting: key found, value assigned";
        add("insert_or_assign(key, mapped)",
            EBB_CALL(p.m->insert_or_assign(p.found_key, p.mapped)));
    } else {
        add("emplace(what makes a key)", EBB_CALL(p.m->emplace(p.found_number)));
    }
}

template <class Container> void check_list<Container>::add_inserts_of_many() {
    row_ = "Inserting: many";
    add("insert(first, last)", EBB_CALL(p.m->insert(p.range.begin(), p.range.end())));
    add("insert_many(entries)", EBB_CALL(p.m->insert_many(p.range)));
    add("insert_range(entries)", EBB_CALL(p.m->insert_range(p.range)));
    add("insert(list)", EBB_CALL(p.m->insert(p.list())));
    row_ = "Inserting: merge";
    add("merge(source)", EBB_CALL(p.m->merge(p.other)));
}

template <class Container> void check_list<Container>::add_erasures() {
    row_ = "Erasing: by key, found";
    add("erase(key)", EBB_CALL(p.m->erase(p.found_key)));
    row_ = "Erasing: by key, not there";
    add("erase(key)", EBB_CALL(p.m->erase(p.new_key)));
    add("extract(key)", EBB_CALL(p.m->extract(p.new_key)));
    row_ = "Erasing: extract by key";
    add("extract(key)", EBB_CALL(p.m->extract(p.found_key)));
    row_ = "Erasing: at an iterator";
    add("erase(iterator)", EBB_CALL(p.m->erase(p.where)));
    row_ = "Erasing: extract at an iterator";
    add("extract(iterator)", EBB_CALL(p.m->extract(p.where)));
    row_ = "Erasing: a range";
    add("erase(first, last)", EBB_CALL(p.m->erase(p.where, p.range_end)));
    row_ = "Erasing: by predicate";
    add("erase_if(m, predicate)", EBB_CALL(erase_if(*p.m, p.predicate)));
    row_ = "Erasing: all";
    add("clear()", EBB_CALL(p.m->clear()));
}

template <class Container> void check_list<Container>::add_table_operations() {
    row_ = "The table: room";
    add("reserve(entries)", EBB_CALL(p.m->reserve(500)));
    add("rehash(buckets)", EBB_CALL(p.m->rehash(64)));
    row_ = "The table: least memory";
    add("shrink_to_fit()", EBB_CALL(p.m->shrink_to_fit()));
    add("rehash(0)", EBB_CALL(p.m->rehash(0)));
    row_ = "The table: a part of a growth or shrink";
    add("maintain(buckets)", EBB_CALL(p.m->maintain(16)));
}

} // namespace ebb_tests
