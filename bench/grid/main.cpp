// The grid: entries x sizes x operations x maps. docs/benchmarks.md says what is measured and how.
//
// For each cell the maps take turns (A B C, B C A, ...), so that what the machine does at a time
// meets all of them; ratios are formed round by round. What they answer must be equal.

#include "grid/competitor.hpp"
#include "grid/csv.hpp"
#include "grid/entry.hpp"
#include "grid/go_map.hpp"
#include "grid/machine.hpp"
#include "grid/options.hpp"
#include "measure.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench::grid {

std::vector<competitor>& competitors() {
    static std::vector<competitor> all;
    return all;
}

namespace {

struct cell {
    std::string entry;
    std::size_t size;
    operation what;

    [[nodiscard]] bool is_small() const { return size < warm_up_below; }
    [[nodiscard]] std::string name() const {
        return entry + "," + std::to_string(size) + "," +
               std::string(operation_names[static_cast<std::size_t>(what)].name);
    }
};

std::unique_ptr<any_workload> make_workload(const std::string& entry, std::size_t size) {
    if (entry == u32::name) return std::make_unique<workload<u32>>(size);
    if (entry == u64::name) return std::make_unique<workload<u64>>(size);
    if (entry == struct56::name) return std::make_unique<workload<struct56>>(size);
    if (entry == string16::name) return std::make_unique<workload<string16>>(size);
    if (entry == string8to64::name) return std::make_unique<workload<string8to64>>(size);
    throw std::logic_error("no workload for " + entry);
}

std::vector<const competitor*> taking_part(const options& asked, const std::string& entry) {
    std::vector<const competitor*> result;
    for (const std::string& name : asked.maps) {
        for (const competitor& one : competitors()) {
            if (one.name == name && one.entry == entry) {
                result.push_back(&one);
            }
        }
    }
    return result;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 != 0 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

class run {
  public:
    explicit run(const options& asked) : asked_(asked), csv_(asked.csv) {
        for (const auto& [name, value] : origin()) {
            csv_.line("# " + name + ": " + value);
        }
        std::set<std::string> versions;
        for (const competitor& one : competitors()) {
            versions.insert("# version of " + one.name + ": " + one.version);
        }
        for (const std::string& version : versions) {
            csv_.line(version);
        }
    }

    void all() {
        csv_.line("round,entry,size,operation,map,ns,operations,passes,checksum");
        for (const std::string& entry : asked_.entries) {
            for (const std::size_t size : sizes_of(asked_, entry)) {
                if (!has_memory(entry, size)) {
                    continue;
                }
                const auto work = make_workload(entry, size);
                for (const operation what : asked_.what) {
                    const cell where{entry, size, what};
                    if (where.is_small() && is_again(what)) {
                        continue; // what it is called without "-again" is measured so
                    }
                    work->prepare(what);
                    measure(where, *work);
                }
            }
        }
        if (!has_measured_) {
            throw std::runtime_error("nothing is left to measure; --help says of which sizes the "
                                     "operations are, and what --memory leaves out");
        }
        csv_.complete();
    }

  private:
    bool has_memory(const std::string& entry, std::size_t size) {
        const auto known = std::find_if(entry_names.begin(), entry_names.end(),
                                        [&](const entry_name& e) { return e.name == entry; });
        const bool fits = known->bytes * size <= asked_.memory_bytes;
        if (!fits) {
            const std::string text = "left out: " + entry + ", " + count_name(size) +
                                     " entries, may take " + count_name(known->bytes * size) +
                                     " bytes";
            csv_.line("# " + text);
            std::fprintf(stderr, "%s; --memory allows %s\n", text.c_str(),
                         count_name(asked_.memory_bytes).c_str());
        }
        return fits;
    }

    void measure(const cell& where, const any_workload& work) {
        const auto maps = taking_part(asked_, where.entry);
        std::vector<std::vector<double>> ns(maps.size());
        measurement first;
        for (std::size_t round = 0; round < rounds_of(asked_, where.size); ++round) {
            const bool warms_up = where.is_small() || is_again(where.what);
            const conditions given{asked_.least_ns, warms_up, round + 1};
            for (std::size_t i = 0; i < maps.size(); ++i) {
                const std::size_t which = (round + i) % maps.size();
                const measurement got = maps[which]->measure(work, where.what, given);
                if (round + i == 0) {
                    first = got;
                } else if (got.checksum != first.checksum) {
                    throw std::runtime_error(where.name() + ": " + maps[which]->name +
                                             " answered " + std::to_string(got.checksum) + ", " +
                                             maps[0]->name + " " + std::to_string(first.checksum));
                }
                ns[which].push_back(got.ns);
                csv_.line(std::to_string(round) + "," + where.name() + "," + maps[which]->name +
                          "," + std::to_string(got.ns) + "," + std::to_string(got.operations) +
                          "," + std::to_string(got.passes) + "," + std::to_string(got.checksum));
            }
        }
        print(where, maps, ns);
        has_measured_ = true;
    }

    // One line a cell: medians, and in parentheses the median of the ratios first map / this one.
    static void print(const cell& where, const std::vector<const competitor*>& maps,
                      const std::vector<std::vector<double>>& ns) {
        std::printf("%-42s", where.name().c_str());
        for (std::size_t i = 0; i < maps.size(); ++i) {
            std::vector<double> ratios(ns[i].size());
            std::transform(ns[0].begin(), ns[0].end(), ns[i].begin(), ratios.begin(),
                           [](double one, double other) { return one / other; });
            std::printf("  %s %.1f", maps[i]->name.c_str(), median(ns[i]));
            if (i != 0) {
                std::printf(" (%.2f)", median(ratios));
            }
        }
        std::printf("\n");
        std::fflush(stdout);
    }

    options asked_;
    csv_file csv_;
    bool has_measured_ = false;
};

} // namespace
} // namespace bench::grid

int main(int argc, char** argv) {
    using namespace bench::grid;
    register_go_maps();
    try {
        run(parsed_options(argc, argv)).all();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "grid: %s\n", error.what());
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
