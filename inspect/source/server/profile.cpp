#include "server/answers.hpp"

#include "server/parameters.hpp"

#include <ebb/inspect/pprof.hpp>
#include <ebb/inspect/text.hpp>

#include <algorithm>
#include <condition_variable>
#include <string>
#include <utility>

namespace ebb::inspect {
namespace {

reply profile_reply(std::string profile) {
    reply made;
    made.content_type = "application/octet-stream";
    made.headers.emplace_back("Content-Disposition", "attachment; filename=\"ebb.pb.gz\"");
    made.body = std::move(profile);
    return made;
}

// Returns: whether the time has passed, rather than nobody waiting any more.
bool wait_for(std::chrono::seconds time, const std::stop_token& gone) {
    std::mutex mutex;
    std::condition_variable_any is_gone;
    std::unique_lock guard(mutex);
    is_gone.wait_for(guard, gone, time, [] { return false; });
    return !gone.stop_requested();
}

// Counts a request that waits as long as it lives.
class waiting_place {
  public:
    waiting_place(std::mutex& mutex, std::size_t& waiting, std::size_t most)
        : mutex_(mutex), waiting_(waiting) {
        const std::lock_guard guard(mutex_);
        if (waiting_ >= most) {
            throw refusal(503, "there are " + std::to_string(waiting_) +
                                   " profiles over time under way already; try again later");
        }
        ++waiting_;
    }
    waiting_place(const waiting_place&) = delete;
    waiting_place& operator=(const waiting_place&) = delete;
    ~waiting_place() {
        const std::lock_guard guard(mutex_);
        --waiting_;
    }

  private:
    std::mutex& mutex_;
    std::size_t& waiting_;
};

} // namespace

reply answers::profile(const request& asked) {
    const parameters given(asked, {"debug", "seconds"});
    const bool is_text = given.is_second("debug", "0", "1");
    const std::optional<std::uint64_t> seconds = given.number("seconds", 1, 300);
    if (is_text && seconds) {
        throw refusal(400, "debug=1 and seconds can't be had together");
    }
    if (is_text) {
        return profile_text();
    }
    return seconds ? profile_over(std::chrono::seconds(*seconds), asked)
                   : profile_reply(pprof_of(snapshots()));
}

reply answers::profile_text() {
    reply made;
    for (const snapshot& taken : snapshots()) {
        made.body += text_of(taken) + '\n';
    }
    if (made.body.empty()) {
        made.body = "no map is watched, or none has answered\n";
    }
    return made;
}

reply answers::profile_over(std::chrono::seconds time, const request& asked) {
    const waiting_place place(mutex_, waiting_, waiting_max_);
    const std::vector<snapshot> earlier = snapshots();
    if (!wait_for(time, asked.gone)) {
        throw refusal(503, "the server ends");
    }
    return profile_reply(pprof_difference_of(earlier, snapshots()));
}

// Returns: the watched maps with a census. Of one that does not answer in time it is the last one
//   that the monitor has seen, if there is any. All share one time limit.
std::vector<snapshot> answers::snapshots() {
    const auto deadline = subject::clock::now() + answer_limit_;
    std::vector<snapshot> all;
    for (const std::shared_ptr<subject>& map : subjects()) {
        const auto left = std::max(deadline - subject::clock::now(), subject::clock::duration());
        try {
            all.push_back(map->look(census_options{}, left));
        } catch (const std::runtime_error&) { // no_answer or unreadable
            if (std::optional<observation> seen = maps_.observation_of(map->who().id)) {
                all.push_back(std::move(seen->latest));
            }
        }
    }
    return all;
}

} // namespace ebb::inspect
