#pragma once
// A watched map, without its type: what the registry has of it, and how to look at it.

#include "ebb/inspect/ages.hpp"
#include "ebb/inspect/census.hpp"
#include "ebb/inspect/registry.hpp"
#include "ebb/inspect/state.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ebb::inspect {

// Nobody answered in time, or the map has gone.
class no_answer : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

struct map_types {
    std::string_view map;
    std::string_view key;
    std::string_view value; // empty: a set
    std::string_view policy;
};

// Returns: an identity of these types that is not in the registry.
[[nodiscard]] identity identity_of(const map_types& types, std::string_view name);

// Where a function was called. (As std::source_location, which clang 14 lacks.)
struct call_site {
    const char* function;
    const char* file;
    std::uint64_t line;

    [[nodiscard]] static constexpr call_site here(const char* function = __builtin_FUNCTION(),
                                                  const char* file = __builtin_FILE(),
                                                  unsigned line = __builtin_LINE()) noexcept {
        return {function, file, line};
    }
};

// How a lock is taken and given back. No lock: the owner answers.
struct lock_functions {
    void* lock = nullptr;
    bool (*try_lock)(void*) = nullptr;
    void (*unlock)(void*) = nullptr;

    template <class Lock> [[nodiscard]] static lock_functions of(Lock& lock) noexcept {
        if constexpr (requires { lock.try_lock_shared(); }) {
            return {&lock, [](void* l) { return static_cast<Lock*>(l)->try_lock_shared(); },
                    [](void* l) { static_cast<Lock*>(l)->unlock_shared(); }};
        } else {
            return {&lock, [](void* l) { return static_cast<Lock*>(l)->try_lock(); },
                    [](void* l) { static_cast<Lock*>(l)->unlock(); }};
        }
    }
};

class subject {
  public:
    using clock = std::chrono::steady_clock;

    // Effects: enters a map into the registry. See watch().
    [[nodiscard]] static std::shared_ptr<subject>
    enter(const map_place& place, const map_types& types, std::string_view name,
          const call_site& site, const lock_functions& lock);
    // Effects: takes it out again, waiting for a step under way; those who wait for an answer get
    //   none.
    void leave() noexcept;

    subject(const subject&) = delete;
    subject& operator=(const subject&) = delete;
    ~subject();

    [[nodiscard]] const identity& who() const noexcept { return who_; }

    // Effects: looks at the map: the figures alone, or with a census.
    // Throws: no_answer after `limit`; unreadable where the map's memory makes no sense.
    // Thread safety: any number of threads; they take turns. Not on the owner's own thread, which
    //   would wait for itself (unless the map has a lock): snapshot_of(map) is for that.
    [[nodiscard]] snapshot look(clock::duration limit = std::chrono::seconds(2));
    [[nodiscard]] snapshot look(const census_options& options,
                                clock::duration limit = std::chrono::seconds(10));

    void poll() {
        if (is_asked_.load(std::memory_order_relaxed)) [[unlikely]] {
            answer();
        }
    }

  private:
    struct request;
    friend std::vector<struct look_result>
    look_at_all(const std::vector<std::shared_ptr<subject>>& maps, clock::duration limit);

    subject(const map_place& place, const map_types& types, std::string_view name,
            const call_site& site, const lock_functions& lock);

    [[nodiscard]] snapshot ask(const census_options* options, clock::duration limit);
    void begin(request& asked, clock::time_point deadline);
    void take_steps_under_lock(request& asked, clock::time_point deadline);
    void wait_for_owner(request& asked, clock::time_point deadline);
    [[nodiscard]] snapshot finish(request& asked, clock::time_point deadline);
    void answer();
    void step(request& asked);
    [[nodiscard]] std::string described() const;

    map_place place_;
    identity who_;
    lock_functions lock_;
    registry_record record_{};
    std::mutex mutex_; // guards what follows; held during a step
    std::condition_variable changed_;
    bool is_looked_at_ = false;  // those who look take turns
    request* request_ = nullptr; // for the owner to answer
    bool has_left_ = false;
    ages ages_;
    std::atomic<bool> is_asked_ = false; // a hint for poll(): request_ says what is true
};

// What came of a look: a snapshot, or why there is none.
struct look_result {
    std::optional<snapshot> taken;
    std::string trouble;
};

// Effects: looks at the figures of many maps at once; their owners share the time limit.
// Returns: a result for each, in the same order. A map that somebody else looks at is not waited
//   for.
[[nodiscard]] std::vector<look_result>
look_at_all(const std::vector<std::shared_ptr<subject>>& maps, subject::clock::duration limit);

// Returns: the watched maps, oldest first. Thread safety: any thread.
[[nodiscard]] std::vector<std::shared_ptr<subject>> subjects();

// Returns: the one with this id, or the newest of this name; nullptr if there is none.
[[nodiscard]] std::shared_ptr<subject> find_subject(std::uint64_t id);
[[nodiscard]] std::shared_ptr<subject> find_subject(std::string_view name);

} // namespace ebb::inspect
