#pragma once
// A thread of its own that looks at all watched maps regularly: the figures every second, a census
// now and then. The server has one; a program may have one for its own metrics.
//
// A map is seen only while its owner polls or its lock is free (watch.hpp). One that does not
// answer keeps what was last seen of it, with the trouble. One that is not watched any more
// disappears.

#include "ebb/inspect/advice.hpp"
#include "ebb/inspect/history.hpp"
#include "ebb/inspect/state.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ebb::inspect {

struct monitor_options {
    std::chrono::milliseconds interval{1000};        // between two looks at the figures
    std::chrono::milliseconds census_interval{5000}; // between two censuses of one map, at least
    double census_share = 0.02;                      // of a thread's time, at most; up to 1
    std::chrono::milliseconds answer_limit{200};     // for all owners together, each round
    thresholds limits;
};

// What is known of one watched map.
struct observation {
    snapshot latest; // with the last census, which may be older (census_taken)
    std::optional<wall_clock::time_point> census_taken;
    history past; // a sample a look; its slots by state are those of the last census before
    std::vector<finding> findings;
    std::string trouble; // why the last look gave nothing; empty: it did
};

class monitor {
  public:
    // Effects: starts the thread, whose first look is at once. Throws: std::invalid_argument where
    //   an interval or a share is not positive; std::system_error without a thread.
    explicit monitor(const monitor_options& options = {});
    monitor(const monitor&) = delete;
    monitor& operator=(const monitor&) = delete;
    // Effects: ends the thread. A look under way is waited for: answer_limit, or a second where it
    //   is a census, at most, and that long only where an owner does not answer.
    ~monitor();

    // Returns: all watched maps that were seen, oldest first. Thread safety: any thread.
    [[nodiscard]] std::vector<observation> observations() const;
    [[nodiscard]] std::optional<observation> observation_of(std::uint64_t id) const;

    // Returns: who the watched maps are that have not answered yet, with the trouble and without
    //   figures.
    [[nodiscard]] std::vector<observation> unseen() const;

    // Effects: one round now, on the calling thread: figures of all maps, and the censuses that are
    //   due.
    // Throws: std::bad_alloc. Thread safety: any thread but the owner of a map that polls.
    void look_now();

  private:
    class work;
    std::unique_ptr<work> work_;
};

} // namespace ebb::inspect
