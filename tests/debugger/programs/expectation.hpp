#pragma once
// What a debugger ought to show of a map, told by the map itself: its entries in the order of its
// own iterators, and the tophash bytes of its buckets.

#include <ebb/table/invariants.hpp>

#include <array>
#include <cstddef>
#include <fstream>
#include <string>
#include <type_traits>

namespace debugger_tests {

inline std::string shown(int value) { return std::to_string(value); }
inline std::string shown(const std::string& value) { return '"' + value + '"'; }

// As gdb prints an entry.
template <class Entry> std::string shown_entry(const Entry& entry) {
    if constexpr (requires { entry.second; }) {
        return '[' + shown(entry.first) + "] = " + shown(entry.second);
    } else {
        return shown(entry);
    }
}

class expectation {
    static constexpr std::size_t entries_told = 1000; // of a large map the first ones will do

  public:
    explicit expectation(const char* file) : out_(file) {}

    // Writes what `name` ought to look like, in lines that the drivers read (expected.py).
    template <class Map> void tell(const std::string& name, const Map& map) {
        const auto& engine = ebb::table::map_access::engine(map);
        using engine_type = std::remove_cvref_t<decltype(engine)>;
        using access = ebb::table::access<engine_type>;
        constexpr std::array kinds{"none", "doubling", "same size", "shrink"};
        out_ << "map " << name << '\n' << "size " << map.size() << '\n';
        out_ << "is_map " << requires { typename Map::mapped_type; }
        << '\n';
        out_ << "slots " << map.slot_count() << '\n';
        out_ << "held " << engine.memory_bytes() << '\n';
        out_ << "growth " << kinds[static_cast<std::size_t>(access::kind(engine))] << '\n';
        std::size_t entries_left = entries_told;
        for (auto entry = map.begin(); entry != map.end() && entries_left > 0; --entries_left) {
            out_ << "entry " << shown_entry(*entry++) << '\n';
        }
        if (access::is_growing(engine)) {
            tell_table<access>(engine, access::old(engine), "old");
        }
        if (map.bucket_count() != 0) {
            tell_table<access>(engine, access::current(engine), "current");
        }
        out_ << "end\n" << std::flush;
    }

  private:
    template <class Access, class Engine, class Table>
    void tell_table(const Engine& engine, const Table& table, const char* name) {
        const bool is_old = &table == &Access::old(engine);
        for (std::size_t index = 0; index <= table.mask; ++index) {
            const bool is_there = is_old ? !Access::is_evacuated(engine, index)
                                         : Access::is_written(engine, table, index);
            out_ << "bucket " << name << ' ' << index;
            if (is_there) {
                const auto* control = table.control + index;
                tell_word(control->tophash);
                while (control->link != 0) {
                    control = Access::pool(engine, table).control(control->link);
                    tell_word(control->tophash);
                }
            }
            out_ << '\n';
        }
    }

    template <std::size_t Slots> void tell_word(const std::uint8_t (&tophash)[Slots]) {
        out_ << ' ';
        for (const unsigned byte : tophash) {
            constexpr const char* digits = "0123456789abcdef";
            out_ << digits[byte / 16] << digits[byte % 16];
        }
    }

    std::ofstream out_;
};

} // namespace debugger_tests
