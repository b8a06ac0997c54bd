#include <ebb/attach/attached.hpp>

#include <ebb/attach/failure.hpp>
#include <ebb/attach/find_registries.hpp>

#include "text/printable.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ebb::attach {

attached::attached(std::string_view number_or_name)
    : of_(find_process(number_or_name)), memory_(of_), registries_(find_registries(of_, memory_)) {
    if (registries_.size() > 1) {
        mappings_ = inspect::file_mappings(proc_text(of_, "maps"));
    }
    if (registries_.empty()) {
        throw failure(of_.text() + " has no watched maps: nothing in it was linked with "
                                   "ebb::inspect, which has the list of them");
    }
}

std::vector<remote_map> attached::maps() {
    std::vector<remote_map> all;
    troubles_.clear();
    expect_alive(of_);
    for (const std::uint64_t registry : registries_) {
        try {
            std::vector<remote_map> some =
                read_registry(memory_, registry, [this] { memory_.clear(); });
            if (registries_.size() > 1) {
                const std::string library = library_of(registry);
                for (remote_map& each : some) {
                    each.who.library = library;
                }
            }
            std::move(some.begin(), some.end(), std::back_inserter(all));
        } catch (const inspect::unreadable& error) {
            troubles_.push_back(
                fmt::format("{} of {} can't be read: {}",
                            registries_.size() == 1 ? "the watched maps" : "some watched maps",
                            of_.text(), error.what()));
        }
    }
    if (troubles_.size() == registries_.size()) {
        expect_alive(of_); // if it has just gone, that is the reason
        throw failure(troubles_.back());
    }
    if (registries_.size() > 1) {
        std::stable_sort(all.begin(), all.end(), [](const remote_map& a, const remote_map& b) {
            return a.who.watched_since < b.who.watched_since;
        });
    }
    return all;
}

// Returns: the file that the registry is of; of two that are called alike, its address besides.
std::string attached::library_of(std::uint64_t registry) const {
    const auto file_of = [this](std::uint64_t address) -> std::string {
        for (const inspect::mapping& each : mappings_) {
            if (each.begin <= address && address < each.end) {
                return each.path.substr(each.path.rfind('/') + 1);
            }
        }
        return "";
    };
    const std::string file = file_of(registry);
    const auto alike = std::count_if(registries_.begin(), registries_.end(),
                                     [&](std::uint64_t other) { return file_of(other) == file; });
    return alike == 1 ? inspect::printable(file)
                      : fmt::format("{}+{:#x}", inspect::printable(file), registry);
}

remote_map attached::map_of(std::string_view id_or_name) {
    const std::vector<remote_map> all = maps();
    try {
        return choose_map(all, id_or_name, of_);
    } catch (const failure& error) {
        if (troubles_.empty()) {
            throw;
        }
        throw failure(fmt::format("{}; {}", error.what(), troubles_.front()));
    }
}

look_result attached::look(const remote_map& map, look_options options) {
    options.memory_max = address_space_bytes(of_);
    return attach::look(memory_, map, options, [this] { memory_.clear(); });
}

remote_map choose_map(const std::vector<remote_map>& maps, std::string_view id_or_name,
                      const process& of) {
    std::vector<const remote_map*> found;
    for (const remote_map& each : maps) {
        if (each.who.name == id_or_name) {
            found.push_back(&each);
        }
    }
    if (found.empty()) { // a name that looks like a number wins
        for (const remote_map& each : maps) {
            const bool is_name = each.who.name + '@' + each.who.library == id_or_name;
            if (inspect::id_text(each.who) == id_or_name || is_name ||
                std::to_string(each.who.id) == id_or_name) {
                found.push_back(&each);
            }
        }
    }
    if (found.size() == 1) {
        return *found.front();
    }
    constexpr std::size_t listed_max = 20;
    std::vector<std::string> listed;
    for (const remote_map& each : maps) {
        const bool is_candidate =
            found.empty() || std::find(found.begin(), found.end(), &each) != found.end();
        if (is_candidate && listed.size() <= listed_max) {
            listed.push_back(listed.size() == listed_max ? "..." : inspect::id_and_name(each.who));
        }
    }
    if (maps.empty()) {
        throw failure(fmt::format("{} watches no map at the moment", of.text()));
    }
    throw failure(fmt::format("{} has {} '{}': {}", of.text(),
                              found.empty() ? "no map called" : "more than one map called",
                              id_or_name, fmt::join(listed, ", ")));
}

} // namespace ebb::attach
