#pragma once
// The maps of a process over several looks: what changed, how long something has been so, and what
// there is to say about it.

#include <ebb/attach/attached.hpp>

#include <ebb/inspect/advice.hpp>
#include <ebb/inspect/ages.hpp>
#include <ebb/inspect/history.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ebb::attach {

struct followed_map {
    using clock = std::chrono::steady_clock;

    remote_map map;
    std::optional<inspect::snapshot> latest; // with the last census, which may be older
    bool is_of_one_moment = true;
    std::string trouble; // why the last look gave nothing; empty: it did
    double entries_a_second = 0;
    double bytes_a_second = 0;
    double changes_a_second = 0; // inserts and erases of a counted map, else entries either way
    std::vector<inspect::finding> findings;

    inspect::ages ages;
    inspect::history past{std::chrono::seconds(1)};
    clock::time_point census_due{}; // none before it
};

class followed_maps {
  public:
    explicit followed_maps(attached& from) : from_(from) {}

    // Effects: looks at all maps that are watched now. A census is taken only so often that it
    //   takes a twentieth of the time. Throws: failure.
    void look();

    [[nodiscard]] const std::vector<followed_map>& maps() const noexcept { return maps_; }

  private:
    void look_at(followed_map& map);

    attached& from_;
    std::vector<followed_map> maps_;
};

} // namespace ebb::attach
