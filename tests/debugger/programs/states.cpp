// Maps in every state, for a debugger to look at: states EXPECTATION
// It stops for a breakpoint in ready().

#include "states.hpp"

#include "expectation.hpp"
#include "hashes.hpp"
#include "other.hpp"
#include "records.hpp"

#include <ebb/debugger/gdb_script.hpp>
#include <ebb/go_map.hpp>
#include <ebb/map.hpp>
#include <ebb/set.hpp>

#include <array>
#include <cstdio>
#include <memory_resource>
#include <string>

namespace shown {

struct alignas(128) wide {
    int number;
};

using debugger_tests::chosen_bucket;
using debugger_tests::few_buckets;

ebb::map<int, int> empty;
ebb::map<int, int> short_row;
ebb::map<int, int> one_bucket;
ebb::map<int, int> tombstones;
ebb::map<int, int> doubling;
ebb::map<int, int> shrinking;
ebb::map<int, int, few_buckets> chains;
ebb::map<int, int, few_buckets> chains_doubling;
ebb::map<int, int> cleared;
ebb::map<std::string, int> names;
ebb::eager_map<int, int> eager;
ebb::counted_map<int, int> counted;
ebb::pmr::map<int, int> in_resource;
ebb::go_map<int, int> go;
ebb::go_map<int, int> go_doubling;
ebb::go_map<int, int, few_buckets> go_chains;
ebb::go_map<int, int, chosen_bucket> go_same_size;
ebb::go_map<int, int> go_cleared;
ebb::set<int> numbers;
ebb::set<std::string> words;
ebb::counted_set<int> counted_numbers;
ebb::pmr::set<int> set_in_resource;
ebb::go_set<int> go_numbers;
ebb::map<int, int> paged_doubling;
ebb::map<int, int> paged_shrinking;

ebb::map<int, wide> aligned; // not told: gdb spells its values

void build() {
    using namespace debugger_tests;
    add_up_to(short_row, 3);
    add_up_to(one_bucket, 14), erase(one_bucket, 2, 14, 5);
    add_up_to(tombstones, 300), erase(tombstones, 0, 300, 3);
    add_until_half_grown(doubling, 200);
    shrink_half(shrinking, 6000);
    add_up_to(chains, 300), erase(chains, 0, 300, 4);
    add_until_half_grown(chains_doubling, 300);
    add_up_to(cleared, 100), cleared.clear();
    add_up_to(names, 40);
    shrink_half(eager, 3000);
    add_up_to(counted, 100), erase(counted, 10, 40);
    add_up_to(in_resource, 50);
    add_up_to(go, 40), erase(go, 5, 20);
    add_until_half_grown(go_doubling, 200);
    add_up_to(go_chains, 100), erase(go_chains, 0, 100, 3);
    grow_to_same_size(go_same_size);
    add_up_to(go_cleared, 40), go_cleared.clear();
    add_up_to(numbers, 30), erase(numbers, 4, 9);
    add_up_to(words, 20);
    add_up_to(counted_numbers, 20);
    add_up_to(set_in_resource, 20);
    add_until_half_grown(go_numbers, 100);
    add_until_half_grown(paged_doubling, 300'000);
    shrink_half(paged_shrinking, 300'000);
    for (int number = 0; number < 40; ++number) {
        aligned[number] = wide{number};
    }
}

void tell(debugger_tests::expectation& to) {
    to.tell("shown::empty", empty);
    to.tell("shown::short_row", short_row);
    to.tell("shown::one_bucket", one_bucket);
    to.tell("shown::tombstones", tombstones);
    to.tell("shown::doubling", doubling);
    to.tell("shown::shrinking", shrinking);
    to.tell("shown::chains", chains);
    to.tell("shown::chains_doubling", chains_doubling);
    to.tell("shown::cleared", cleared);
    to.tell("shown::names", names);
    to.tell("shown::eager", eager);
    to.tell("shown::counted", counted);
    to.tell("shown::in_resource", in_resource);
    to.tell("shown::go", go);
    to.tell("shown::go_doubling", go_doubling);
    to.tell("shown::go_chains", go_chains);
    to.tell("shown::go_same_size", go_same_size);
    to.tell("shown::go_cleared", go_cleared);
    to.tell("shown::numbers", numbers);
    to.tell("shown::words", words);
    to.tell("shown::counted_numbers", counted_numbers);
    to.tell("shown::set_in_resource", set_in_resource);
    to.tell("shown::go_numbers", go_numbers);
    to.tell("shown::paged_doubling", paged_doubling);
    to.tell("shown::paged_shrinking", paged_shrinking);
}

} // namespace shown

// Where the debugger stops.
extern "C" [[gnu::noinline]] void ready() { std::fflush(stdout); }

// Maps that a frame refers to, in code that is optimized.
[[gnu::noinline]] std::size_t look_at(ebb::map<int, int>& by_reference,
                                      ebb::map<int, int>::iterator found,
                                      ebb::map<int, int>::iterator end) {
    auto walk = by_reference.range();
    auto place = walk.begin();
    ready();
    const bool is_there = found != end && place->first == found->first;
    return is_there ? by_reference.size() : 0;
}

int main(int, char** arguments) {
    shown::build();
    {
        debugger_tests::expectation to(arguments[1]);
        shown::tell(to);
    }
    debugger_tests::records records;
    records.watch(shown::tombstones, "tombstones");
    records.watch(shown::chains_doubling, "chains doubling");
    records.watch(shown::go_same_size, "go same size");
    records.watch(shown::words, "words");
    records.watch(shown::paged_shrinking, "twins");
    records.watch(shown::paged_doubling, "twins");
    ebb::map<int, int> small{{1, 2}};
    return look_at(small, small.find(1), small.end()) + others_size() == 0 ? 1 : 0;
}
