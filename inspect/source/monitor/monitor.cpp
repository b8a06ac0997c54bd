#include <ebb/inspect/monitor.hpp>

#include "monitor/census_budget.hpp"
#include "monitor/watched_map.hpp"
#include "quiet_thread.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

namespace ebb::inspect {
namespace {

// A monitor that is to end waits for a census under way.
constexpr std::chrono::seconds census_limit{1};

} // namespace

class monitor::work {
  public:
    explicit work(const monitor_options& options)
        : options_(checked(options)), budget_(options.census_share, options.interval),
          thread_(quiet_thread([this] { run(); })) {}

    work(const work&) = delete;
    work& operator=(const work&) = delete;
    ~work() {
        {
            const std::lock_guard guard(end_mutex_);
            is_ending_ = true;
        }
        ending_.notify_all();
        thread_.join();
    }

    void look_now() {
        const std::lock_guard guard(round_mutex_);
        look_at_figures();
        const clock::time_point until = clock::now() + options_.interval;
        while (!is_ending() && clock::now() < until) {
            watched_map* const due = most_due();
            if (due == nullptr) {
                break;
            }
            take_census_of(*due);
        }
    }

    [[nodiscard]] std::vector<observation> observations(bool seen) const {
        std::vector<observation> all;
        const std::lock_guard guard(maps_mutex_);
        for (const watched_map& map : maps_) {
            if (map.was_seen() == seen) {
                all.push_back(map.seen());
            }
        }
        return all;
    }

    [[nodiscard]] std::optional<observation> observation_of(std::uint64_t id) const {
        const std::lock_guard guard(maps_mutex_);
        const auto found = std::find_if(maps_.begin(), maps_.end(), [id](const watched_map& map) {
            return map.map()->who().id == id;
        });
        return found == maps_.end() || !found->was_seen() ? std::nullopt
                                                          : std::optional(found->seen());
    }

  private:
    using clock = std::chrono::steady_clock;

    static const monitor_options& checked(const monitor_options& options) {
        if (options.interval.count() <= 0 || options.census_interval.count() <= 0 ||
            options.answer_limit.count() <= 0) {
            throw std::invalid_argument(
                "ebb::inspect::monitor: intervals and limits have to be positive");
        }
        if (!(options.census_share > 0 && options.census_share <= 1)) {
            throw std::invalid_argument(
                "ebb::inspect::monitor: census_share has to be above 0, and 1 at most");
        }
        return options;
    }

    void run() noexcept {
        clock::time_point next = clock::now();
        while (!is_ending()) {
            try {
                look_now();
            } catch (...) {
                // Without memory there is nothing to see this time.
            }
            // A round that took too long is followed by a pause all the same.
            next = std::max(next + options_.interval, clock::now() + options_.interval / 4);
            std::unique_lock guard(end_mutex_);
            ending_.wait_until(guard, next, [this] { return is_ending_; });
        }
    }

    [[nodiscard]] bool is_ending() const {
        const std::lock_guard guard(end_mutex_);
        return is_ending_;
    }

    void look_at_figures() {
        const std::vector<std::shared_ptr<subject>> present = subjects();
        std::vector<look_result> looks = look_at_all(present, options_.answer_limit);
        const std::lock_guard guard(maps_mutex_);
        std::erase_if(maps_, [&](const watched_map& map) {
            return std::find(present.begin(), present.end(), map.map()) == present.end();
        });
        for (std::size_t i = 0; i < present.size(); ++i) {
            // Both are in the order in which maps were entered.
            if (i == maps_.size()) {
                maps_.emplace_back(present[i], options_);
            }
            maps_[i].note(std::move(looks[i]), options_.limits);
        }
    }

    // Returns: the map that has waited longest for a census; nullptr: none is due, or the time for
    //   censuses is used up.
    [[nodiscard]] watched_map* most_due() {
        const auto now = clock::now();
        if (maps_.empty() || !budget_.allows(now)) {
            return nullptr;
        }
        const auto first =
            std::min_element(maps_.begin(), maps_.end(), [](const auto& a, const auto& b) {
                return std::pair(!a.answers(), a.due()) < std::pair(!b.answers(), b.due());
            });
        return first->answers() && first->due() <= now ? &*first : nullptr;
    }

    void take_census_of(watched_map& map) {
        const clock::time_point begun = clock::now();
        try {
            const census_options how = map.how_to_count();
            snapshot taken = map.map()->look(how, census_limit);
            const clock::time_point ended = clock::now();
            budget_.spend(
                ended, census_budget::cost_of(*taken.counted, how.buckets_a_step, ended - begun));
            const std::lock_guard guard(maps_mutex_);
            map.note_census(std::move(taken), ended, options_);
        } catch (const std::exception&) {
            // The figures say what is wrong, if anything is but that the owner polls rarely.
            const std::lock_guard guard(maps_mutex_);
            map.note_census_failed(clock::now(), options_);
        }
    }

    const monitor_options options_;
    std::mutex round_mutex_; // rounds take turns; guards budget_, and who may write to maps_
    census_budget budget_;
    mutable std::mutex maps_mutex_; // guards maps_, which is read without it during a round
    std::vector<watched_map> maps_; // oldest first
    mutable std::mutex end_mutex_;
    std::condition_variable ending_;
    bool is_ending_ = false; // guarded by end_mutex_
    std::thread thread_;
};

monitor::monitor(const monitor_options& options) : work_(std::make_unique<work>(options)) {}

monitor::~monitor() = default;

std::vector<observation> monitor::observations() const { return work_->observations(true); }

std::vector<observation> monitor::unseen() const { return work_->observations(false); }

std::optional<observation> monitor::observation_of(std::uint64_t id) const {
    return work_->observation_of(id);
}

void monitor::look_now() { work_->look_now(); }

} // namespace ebb::inspect
