// A watched map is looked at by its owner's leave: at a poll, or under its lock.
#include "support/number_maps.hpp"

#include <ebb/inspect/watch.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

namespace ebb_tests {
namespace {

using namespace std::chrono_literals;
using ebb::inspect::census_options;
using ebb::inspect::find_subject;
using ebb::inspect::no_answer;
using ebb::inspect::snapshot;
using ebb::inspect::watch;

constexpr auto generous = 60s;

// A thread that works on something until it is told to stop.
class worker {
  public:
    template <class Work>
    explicit worker(Work work)
        : thread_([this, work]() mutable {
              while (!is_over_) {
                  work();
              }
          }) {}
    ~worker() {
        is_over_ = true;
        thread_.join();
    }

  private:
    std::atomic<bool> is_over_ = false;
    std::thread thread_;
};

TEST(a_watched_map, answers_at_its_owners_next_operation) {
    number_map<> map;
    insert_numbers(map, 0, 50'000);
    const auto handle = watch(map, "numbers");
    std::uint64_t next = 50'000;
    const worker owner([&] {
        handle->try_emplace(nth_number(next), next);
        handle->erase(nth_number(next - 50'000));
        ++next;
    });
    for (int i = 0; i < 5; ++i) {
        const snapshot cheap = handle.entry()->look(generous);
        EXPECT_FALSE(cheap.counted);
        EXPECT_NEAR(static_cast<double>(cheap.now.entries), 50'000, 1);
        const snapshot full = handle.entry()->look(census_options(), generous);
        EXPECT_TRUE(full.counted->is_complete);
        EXPECT_GT(full.counted->steps, 1U);
        EXPECT_EQ(full.map.name, "numbers");
    }
}

TEST(a_watched_map, is_looked_at_under_its_lock) {
    std::mutex mutex;
    number_map<> map;
    insert_numbers(map, 0, 50'000);
    const auto handle = watch(map, "locked", mutex);
    std::uint64_t next = 50'000;
    const worker owner([&] {
        const std::lock_guard guard(mutex);
        map.try_emplace(nth_number(next), next);
        map.erase(nth_number(next - 50'000));
        ++next;
    });
    const snapshot full = handle.entry()->look(census_options(), generous);
    EXPECT_TRUE(full.counted->is_complete);
}

TEST(a_watched_map, shares_a_lock_that_can_be_shared) {
    std::shared_mutex mutex;
    number_map<> map;
    insert_numbers(map, 0, 1000);
    const auto handle = watch(map, "shared", mutex);
    const std::shared_lock reading(mutex);
    EXPECT_EQ(handle.entry()->look(generous).now.entries, 1000U);
}

TEST(a_watched_map, may_be_looked_at_by_many) {
    number_map<> map;
    insert_numbers(map, 0, 10'000);
    const auto handle = watch(map, "popular");
    const worker owner([&] { handle.poll(); });
    std::vector<std::thread> lookers;
    for (int i = 0; i < 4; ++i) {
        lookers.emplace_back([&] {
            for (int round = 0; round < 5; ++round) {
                EXPECT_EQ(handle.entry()->look(census_options(), generous).counted->slots().in_use,
                          10'000U);
            }
        });
    }
    for (std::thread& each : lookers) {
        each.join();
    }
}

std::string complaint_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const no_answer& error) {
        return error.what();
    }
    return "none";
}

TEST(a_watched_map, says_why_nobody_answers) {
    number_map<> map;
    std::mutex mutex;
    const auto silent = watch(map, "silent");
    const auto locked = watch(map, "locked", mutex);
    const std::string id = std::to_string(silent.entry()->who().id);
    EXPECT_EQ(complaint_of([&] { static_cast<void>(silent.entry()->look(1ms)); }),
              "map 'silent' (" + id + "): its owner did not poll in time");
    const std::lock_guard guard(mutex);
    std::thread([&] {
        EXPECT_NE(complaint_of([&] {
                      static_cast<void>(locked.entry()->look(1ms));
                  }).find("its lock was not free in time"),
                  std::string::npos);
    }).join();
}

TEST(a_watched_map, may_leave_while_it_is_looked_at) {
    std::mutex mutex;
    for (int round = 0; round < 20; ++round) {
        number_map<> map;
        insert_numbers(map, 0, 5000);
        std::unique_lock guard(mutex);
        std::optional handle(round % 2 == 0 ? watch(map, "leaving") : watch(map, "leaving", mutex));
        const auto entry = handle->entry();
        std::atomic<bool> is_looking = false;
        std::thread looker([&] {
            is_looking = true;
            const std::string complaint =
                complaint_of([&] { static_cast<void>(entry->look(census_options(), generous)); });
            EXPECT_NE(complaint.find("not watched any more"), std::string::npos) << complaint;
        });
        while (!is_looking) {
            std::this_thread::yield();
        }
        handle.reset(); // the lock is held meanwhile
        guard.unlock();
        looker.join();
    }
}

TEST(many_maps, are_looked_at_at_once) {
    number_map<> map;
    insert_numbers(map, 0, 100);
    std::mutex mutex;
    const auto silent = watch(map, "silent");
    const auto locked = watch(map, "locked", mutex);
    number_map<> other;
    const auto polling = watch(other, "polling");
    const worker owner([&] { polling.poll(); });
    const auto results =
        ebb::inspect::look_at_all({silent.entry(), locked.entry(), polling.entry()}, 1s);
    ASSERT_EQ(results.size(), 3U);
    EXPECT_FALSE(results[0].taken);
    EXPECT_NE(results[0].trouble, "");
    ASSERT_TRUE(results[1].taken);
    EXPECT_EQ(results[1].taken->now.entries, 100U);
    EXPECT_TRUE(results[2].taken) << results[2].trouble;
}

TEST(a_watched_map, is_called_on_one_line_whatever_the_name_is) {
    ebb::map<int, int> map;
    const auto watched = watch(map, "two\nlines\x1b[31m");
    try {
        static_cast<void>(watched.entry()->look(std::chrono::milliseconds(1)));
        ADD_FAILURE() << "nobody polls";
    } catch (const no_answer& silence) {
        EXPECT_EQ(std::string(silence.what()).find("map 'two?lines?[31m' ("), 0U) << silence.what();
    }
}

} // namespace
} // namespace ebb_tests
