#pragma once
// Maps of both kinds in use on threads of their own, and a server that shows them.

#include <ebb/inspect/server.hpp>
#include <ebb/inspect/watch.hpp>
#include <ebb/map.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

// Calls `turn` again and again until it is destroyed.
class busy_thread {
  public:
    explicit busy_thread(std::function<void()> turn)
        : thread_([this, turn = std::move(turn)] {
              while (!is_ending_) {
                  turn();
                  ++turns_;
                  std::this_thread::yield();
              }
          }) {}
    busy_thread(const busy_thread&) = delete;
    busy_thread& operator=(const busy_thread&) = delete;
    ~busy_thread() {
        is_ending_ = true;
        thread_.join();
    }

    // Effects: waits until it has done some more. Without an end if it is stuck.
    void wait_for_turns(std::uint64_t more) const {
        for (const std::uint64_t until = turns_ + more; turns_ < until;) {
            std::this_thread::yield();
        }
    }

  private:
    std::atomic<bool> is_ending_ = false;
    std::atomic<std::uint64_t> turns_ = 0;
    std::thread thread_;
};

using numbers = ebb::map<std::uint64_t, std::uint64_t>;

// Entries leave in the order in which they came.
struct sliding_window {
    numbers& map;
    std::uint64_t entries;
    std::uint64_t next = 0;

    void advance() {
        map.try_emplace(next, next);
        if (++next > entries) {
            map.erase(next - entries - 1);
        }
    }
};

// A map that one thread owns, which polls.
class polled_map {
  public:
    explicit polled_map(const char* name, std::uint64_t entries = 1'000)
        : watched_(ebb::inspect::watch(map_, name)), window_{map_, entries} {
        for (std::uint64_t i = 0; i < entries; ++i) {
            window_.advance();
        }
        thread_.emplace([this] {
            watched_.poll();
            window_.advance();
        });
    }
    ~polled_map() { thread_.reset(); }

    [[nodiscard]] std::uint64_t id() const { return watched_.entry()->who().id; }
    void wait_for_turns(std::uint64_t more) const { thread_->wait_for_turns(more); }

  private:
    numbers map_;
    ebb::inspect::watched<numbers> watched_;
    sliding_window window_;
    std::optional<busy_thread> thread_;
};

// A map with a lock.
class locked_map {
  public:
    explicit locked_map(const char* name, std::uint64_t entries = 1'000)
        : watched_(ebb::inspect::watch(map_, name, lock_)), window_{map_, entries} {
        const std::lock_guard guard(lock_);
        for (std::uint64_t i = 0; i < entries; ++i) {
            window_.advance();
        }
    }

    [[nodiscard]] std::uint64_t id() const { return watched_.entry()->who().id; }
    void advance() {
        const std::lock_guard guard(lock_);
        window_.advance();
    }
    std::mutex& lock() { return lock_; }

  private:
    std::mutex lock_;
    numbers map_;
    ebb::inspect::watched<numbers> watched_;
    sliding_window window_;
};

// Time limits that suit a machine under sanitizers.
inline ebb::inspect::server_options patient_options() {
    ebb::inspect::server_options options;
    options.answer_limit = std::chrono::seconds(20);
    options.client_limit = std::chrono::seconds(20);
    options.watching.interval = std::chrono::milliseconds(50);
    options.watching.census_interval = std::chrono::milliseconds(50);
    options.watching.answer_limit = std::chrono::seconds(5);
    options.watching.census_share = 0.5;
    return options;
}
