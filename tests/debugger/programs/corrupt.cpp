// Maps whose memory was written over, for a debugger to look at: corrupt EXPECTATION
// Nothing is done with them after that. It stops for a breakpoint in ready().

#include "hashes.hpp"
#include "records.hpp"
#include "states.hpp"

#include <ebb/debugger/gdb_script.hpp>
#include <ebb/map.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace shown {

using weak_map = ebb::map<int, int, debugger_tests::few_buckets>;

weak_map circle;       // a chain whose last bucket links to the first overflow bucket
weak_map wild_link;    // a link to a bucket that there is not
weak_map odd_mask;     // buckets that are not a power of two
weak_map wild_control; // control entries where no memory is
weak_map too_large;    // more entries than slots

using growth = debugger_tests::growth_of<weak_map>;

auto* control_of(weak_map& map) { return growth::access::current(growth{map}.engine()).control; }

// The first word of the engine that is `value` becomes `other`: for fields without an accessor.
void replace_word(weak_map& map, std::uint64_t value, std::uint64_t other) {
    auto* word = reinterpret_cast<std::uint64_t*>(&ebb::table::map_access::engine(map));
    while (*word != value) {
        ++word;
    }
    *word = other;
}

void build() {
    for (weak_map* map : {&circle, &wild_link, &odd_mask, &wild_control, &too_large}) {
        debugger_tests::add_up_to(*map, 300);
    }
    control_of(wild_link)->link = 0x7FFF'FFFF;
    const auto& engine = growth{circle}.engine();
    auto& table = growth::access::current(engine);
    auto* last = table.control;
    while (last->link != 0) {
        last = growth::access::pool(engine, table).control(last->link);
    }
    last->link = table.control->link;
    using table_type = growth::access::table_type;
    const_cast<table_type&>(growth::access::current(growth{odd_mask}.engine())).mask = 0x1234'5678;
    replace_word(wild_control, reinterpret_cast<std::uintptr_t>(control_of(wild_control)), 64);
    replace_word(too_large, 300, 3'000'000);
}

} // namespace shown

// Where the debugger stops: in an operation of `under_way`.
extern "C" [[gnu::noinline]] void ready() { std::fflush(stdout); }

namespace shown {

struct stopping {
    explicit stopping(int value) : number(value) {
        if (value < 0) {
            ready();
            std::_Exit(0); // not even destructors may look at what main() has made of the maps
        }
    }
    int number;
};

ebb::map<int, stopping> under_way;

} // namespace shown

int main(int, char** arguments) {
    shown::build();
    std::ofstream(arguments[1]) << "";
    debugger_tests::records records;
    records.watch(shown::circle, "circle");
    records.watch(shown::wild_link, "wild link");
    records.watch(shown::too_large, "too large");
    shown::under_way.try_emplace(1, 10);
    shown::under_way.try_emplace(2, -1);
}
