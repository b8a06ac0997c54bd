#pragma once
// A process that is looked at: its registries, its maps, and snapshots of them.

#include "ebb/attach/look.hpp"
#include "ebb/attach/process.hpp"
#include "ebb/attach/remote_memory.hpp"
#include "ebb/attach/remote_registry.hpp"

#include "process/mappings.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ebb::attach {

class attached {
  public:
    // Effects: finds the process and its registries. Throws: failure, also where there is none.
    explicit attached(std::string_view number_or_name);

    [[nodiscard]] const process& of() const noexcept { return of_; }

    // Returns: the maps that are watched now, oldest first. Throws: failure.
    [[nodiscard]] std::vector<remote_map> maps();
    // Returns: why maps may be missing among those that maps() returned last, a sentence for each
    //   registry that could not be read.
    [[nodiscard]] const std::vector<std::string>& troubles() const noexcept { return troubles_; }

    // Returns: the map of this id or name, with or without "@LIBRARY" behind it.
    // Throws: failure, which lists those there are.
    [[nodiscard]] remote_map map_of(std::string_view id_or_name);

    // Throws: inspect::unreadable where the map made no sense, failure where the process has gone.
    [[nodiscard]] look_result look(const remote_map& map, look_options options = {});

  private:
    [[nodiscard]] std::string library_of(std::uint64_t registry) const;

    process of_;
    remote_memory memory_;
    std::vector<std::uint64_t> registries_;
    std::vector<inspect::mapping>
        mappings_; // where there are several registries: what tells them apart
    std::vector<std::string> troubles_;
};

// Returns: the one of this id or name. Throws: failure, which lists those there are.
[[nodiscard]] remote_map choose_map(const std::vector<remote_map>& maps,
                                    std::string_view id_or_name, const process& of);

} // namespace ebb::attach
