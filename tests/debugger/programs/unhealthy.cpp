// Large maps in states that cost memory or time, and in healthy ones: unhealthy EXPECTATION
// It stops for a breakpoint in ready(). EXPECTATION has what ebb::inspect finds in each, at one
// look: a line `map NAME`, and for each finding a line `finding SEVERITY: DETECTOR: SENTENCE` and a
// line `advice SENTENCE`.

#include "hashes.hpp"
#include "records.hpp"
#include "states.hpp"

#include <ebb/debugger/gdb_script.hpp>
#include <ebb/go_map.hpp>
#include <ebb/inspect/advice.hpp>
#include <ebb/inspect/snapshot.hpp>
#include <ebb/inspect/watch.hpp>
#include <ebb/map.hpp>
#include <ebb/set.hpp>

#include <cstdio>
#include <fstream>
#include <string>

extern "C" [[gnu::noinline]] void ready() { std::fflush(stdout); }

namespace debugger_tests {

// What gdb is asked about by expression: names of global variables.
using good_map = ebb::map<int, int, good_hash>;
using good_go_map = ebb::go_map<int, int, good_hash>;
good_map healthy, walked, churned, mostly_deleted, growing, shrinking, cleared, reserved, refilled;
ebb::map<int, int, few_buckets> long_chains;
ebb::map<int, int, one_tophash> weak;
ebb::map<int, int, uneven_tophash> uneven;
ebb::set<std::string> words;
ebb::eager_map<int, int, good_hash> eager;
ebb::map<int, int, good_hash, std::equal_to<>, std::allocator<std::pair<const int, int>>>
    without_pages;
good_go_map go, go_growing, go_churned, go_sparse, go_cleared, go_reserved;
ebb::go_map<int, int, very_few_buckets> go_long_chains;

template <class Map> void churn(Map& map, int from, int to) {
    for (int number = from; number < to; ++number) {
        map.erase(number);
        add(map, number + to);
    }
}

void make_states() {
    constexpr int count = 100'000;
    add_up_to(healthy, count);
    add_up_to(walked, count);
    add_up_to(churned, count), churn(churned, 0, count);
    add_up_to(mostly_deleted, 200'000), erase(mostly_deleted, 0, 195'000);
    add_until_half_grown(growing, 400'000);
    shrink_half(shrinking, count);
    add_up_to(cleared, 1'000'000), cleared.clear();
    reserved.reserve(1'000'000), add_up_to(reserved, 1'000);
    add_up_to(refilled, count), refilled.clear(), add_up_to(refilled, 10);
    add_up_to(long_chains, count);
    add_up_to(weak, count);
    add_up_to(uneven, count);
    add_up_to(words, count);
    add_up_to(eager, count), erase(eager, 0, count / 2);
    add_up_to(without_pages, count), erase(without_pages, 100, count);
    add_up_to(go, count);
    add_until_half_grown(go_growing, count);
    add_up_to(go_churned, count), churn(go_churned, 0, count);
    add_up_to(go_sparse, count), erase(go_sparse, 0, 97'000);
    add_up_to(go_cleared, count), go_cleared.clear();
    go_reserved.reserve(count);
    add_up_to(go_long_chains, count);
}

class expectation {
  public:
    explicit expectation(const char* path) : to_(path) {}

    template <class Map> void watch(Map& map, const char* name) {
        records_.watch(map, name);
        to_ << "map " << name << "\n";
        ebb::inspect::snapshot seen = ebb::inspect::snapshot_of(map);
        for (const auto& found : ebb::inspect::findings_of(seen)) {
            const char* const severity =
                found.how_bad == ebb::inspect::severity::serious ? "serious" : "warning";
            to_ << "finding " << severity << ": " << found.detector << ": " << found.what << "\n"
                << "advice " << found.advice << "\n";
        }
    }

    void close() { to_.close(); }

  private:
    records records_;
    std::ofstream to_;
};

} // namespace debugger_tests

#define WATCH(map) expected.watch(map, #map)

int main(int, char** arguments) {
    using namespace debugger_tests;
    make_states();
    auto walk = walked.range();
    auto place = walk.begin();
    expectation expected(arguments[1]);
    WATCH(healthy), WATCH(walked), WATCH(churned), WATCH(mostly_deleted), WATCH(growing);
    WATCH(shrinking), WATCH(cleared), WATCH(reserved), WATCH(refilled);
    WATCH(long_chains), WATCH(weak), WATCH(uneven), WATCH(words), WATCH(eager);
    WATCH(without_pages), WATCH(go), WATCH(go_growing), WATCH(go_churned), WATCH(go_sparse);
    WATCH(go_cleared), WATCH(go_reserved), WATCH(go_long_chains);
    expected.close();
    ready();
    return place->first == -1;
}
