#include <ebb/inspect/pprof.hpp>

#include "pprof/amounts.hpp"
#include "pprof/gzip.hpp"
#include "pprof/profile.hpp"
#include "text/printable.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

namespace ebb::inspect {
namespace {

using map_key = std::tuple<std::uint64_t, std::string, std::string>; // id, library and name

struct map_amounts {
    const snapshot* taken = nullptr;
    amounts by_kind;
};

class collection {
  public:
    void add(const std::vector<snapshot>& maps, std::int64_t times) {
        for (const snapshot& taken : maps) {
            map_amounts& map = maps_[{taken.map.id, taken.map.library, taken.map.name}];
            map.taken = &taken;
            for (const auto& [kind, values] : amounts_of(taken)) {
                amount& to = map.by_kind[kind];
                to.slots += times * values.slots;
                to.bytes += times * values.bytes;
                to.growths += times * values.growths;
            }
        }
    }

    [[nodiscard]] std::string encoded(long process, wall_clock::time_point begun,
                                      wall_clock::time_point ended) const {
        profile made(process);
        for (const auto& [key, map] : maps_) {
            const identity& who = map.taken->map;
            for (const auto& [kind, values] : map.by_kind) {
                if (values.slots != 0 || values.bytes != 0 || values.growths != 0) {
                    made.add(who, label_of(who), map.taken->now.slot_bytes, kind, values);
                }
            }
        }
        return gzipped(made.encoded(begun, ended));
    }

  private:
    [[nodiscard]] std::string label_of(const identity& who) const {
        const std::string name = called(who);
        const auto alike = std::count_if(maps_.begin(), maps_.end(), [&](const auto& entry) {
            return called(entry.second.taken->map) == name;
        });
        return alike == 1 ? name : name + " (id " + id_text(who) + ")";
    }

    std::map<map_key, map_amounts> maps_;
};

wall_clock::time_point latest(const std::vector<snapshot>& maps) {
    wall_clock::time_point last;
    for (const snapshot& taken : maps) {
        last = std::max(last, taken.taken);
    }
    return last;
}

} // namespace

std::string pprof_of(const std::vector<snapshot>& maps, long process) {
    collection all;
    all.add(maps, 1);
    return all.encoded(process, latest(maps), latest(maps));
}

std::string pprof_difference_of(const std::vector<snapshot>& earlier,
                                const std::vector<snapshot>& later, long process) {
    collection all;
    all.add(earlier, -1);
    all.add(later, 1);
    return all.encoded(process, latest(earlier), latest(later));
}

} // namespace ebb::inspect
