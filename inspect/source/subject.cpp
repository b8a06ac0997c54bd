#include <ebb/inspect/subject.hpp>

#include "registered.hpp"
#include "text/printable.hpp"

#include <algorithm>
#include <thread>
#include <utility>

namespace ebb::inspect {
namespace {

// Without the namespaces that only tell builds apart.
std::string readable(std::string_view type) {
    std::string text(type);
    for (const std::string_view noise : {"v0_checked::", "v0::", "__cxx11::"}) {
        for (std::size_t at = text.find(noise); at != std::string::npos; at = text.find(noise)) {
            text.erase(at, noise.size());
        }
    }
    return text;
}

// A lock that is taken again as soon as it was given back is free for some nanoseconds only, which
// one look in a millisecond hardly ever meets. So many looks in a row take about 20 us.
bool try_some_times(const lock_functions& lock) {
    constexpr int tries = 1000;
    for (int i = 0; i < tries; ++i) {
        if (lock.try_lock(lock.lock)) {
            return true;
        }
    }
    return false;
}

} // namespace

struct subject::request {
    explicit request(const census_options* asked_options, const map_place& place) {
        if (asked_options != nullptr) {
            taker.emplace(place, *asked_options);
        }
    }

    std::optional<census_taker> taker; // where a census is asked for
    snapshot result;
    bool is_done = false;
    std::exception_ptr error;
};

std::shared_ptr<subject> subject::enter(const map_place& place, const map_types& types,
                                        std::string_view name, const call_site& site,
                                        const lock_functions& lock) {
    std::shared_ptr<subject> entered(new subject(place, types, name, site, lock));
    register_subject(entered, entered->record_, entered->who_);
    return entered;
}

subject::subject(const map_place& place, const map_types& types, std::string_view name,
                 const call_site& site, const lock_functions& lock)
    : place_(place), who_(identity_of(types, name)), lock_(lock) {
    who_.site_function = site.function;
    who_.site_file = site.file;
    who_.site_line = site.line;
    who_.watched_since = wall_clock::now();
    record_.engine = reinterpret_cast<const void*>(static_cast<std::uintptr_t>(place.engine));
    record_.fields = place.fields;
    fill_record(record_, who_);
}

subject::~subject() = default;

void subject::leave() noexcept {
    unregister_subject(record_);
    const std::lock_guard guard(mutex_);
    has_left_ = true;
    changed_.notify_all();
}

snapshot subject::look(clock::duration limit) { return ask(nullptr, limit); }

snapshot subject::look(const census_options& options, clock::duration limit) {
    return ask(&options, limit);
}

std::string subject::described() const { return inspect::described(who_); }

snapshot subject::ask(const census_options* options, clock::duration limit) {
    const clock::time_point deadline = clock::now() + limit;
    request asked(options, place_);
    begin(asked, deadline);
    return finish(asked, deadline);
}

// Effects: waits for its turn. The owner begins to answer if it is the one who does.
void subject::begin(request& asked, clock::time_point deadline) {
    std::unique_lock guard(mutex_);
    if (!changed_.wait_until(guard, deadline, [this] { return !is_looked_at_ || has_left_; })) {
        throw no_answer(described() + ": others look at it all the time");
    }
    if (has_left_) {
        throw no_answer(described() + " is not watched any more");
    }
    is_looked_at_ = true;
    if (lock_.lock == nullptr) {
        request_ = &asked;
        is_asked_.store(true, std::memory_order_relaxed);
    }
}

// Effects: ends the turn. Throws: what went wrong.
snapshot subject::finish(request& asked, clock::time_point deadline) {
    if (lock_.lock == nullptr) {
        wait_for_owner(asked, deadline);
    } else {
        take_steps_under_lock(asked, deadline);
    }
    const std::lock_guard guard(mutex_);
    request_ = nullptr;
    is_asked_.store(false, std::memory_order_relaxed);
    is_looked_at_ = false;
    changed_.notify_all();
    if (asked.error) {
        std::rethrow_exception(asked.error);
    }
    if (!asked.is_done) {
        throw no_answer(described() + (has_left_ ? " is not watched any more"
                                       : lock_.lock == nullptr
                                           ? ": its owner did not poll in time"
                                           : ": its lock was not free in time"));
    }
    ages_.note(asked.result.now, clock::now());
    return std::move(asked.result);
}

void subject::wait_for_owner(request& asked, clock::time_point deadline) {
    std::unique_lock guard(mutex_);
    changed_.wait_until(guard, deadline, [&] { return asked.is_done || has_left_; });
}

// The lock is only tried while mutex_ is held, so that leave() never waits for one who waits for a
// lock that the leaving thread holds.
void subject::take_steps_under_lock(request& asked, clock::time_point deadline) {
    constexpr std::chrono::microseconds pause_min{20};
    constexpr std::chrono::microseconds pause_max{1000};
    clock::duration pause = pause_min;
    while (!asked.is_done && clock::now() < deadline) {
        {
            const std::lock_guard guard(mutex_);
            if (has_left_) {
                return;
            }
            if (try_some_times(lock_)) {
                const clock::time_point begun = clock::now();
                step(asked);
                lock_.unlock(lock_.lock);
                pause = clock::now() - begun; // half of the time is left to others
            } else {
                pause = std::min<clock::duration>(pause * 2, pause_max);
            }
        }
        if (!asked.is_done) {
            std::this_thread::sleep_for(std::max<clock::duration>(pause, pause_min));
        }
    }
}

void subject::answer() {
    const std::lock_guard guard(mutex_);
    if (request_ != nullptr && !request_->is_done) {
        step(*request_);
        if (request_->is_done) {
            is_asked_.store(false, std::memory_order_relaxed);
            changed_.notify_all();
        }
    }
}

void subject::step(request& asked) {
    try {
        own_memory memory;
        if (asked.taker && asked.taker->step(memory)) {
            return;
        }
        asked.result = {who_, wall_clock::now(), read_figures(memory, place_), {}};
        if (asked.taker) {
            asked.result.counted = asked.taker->counted();
        }
    } catch (...) {
        asked.error = std::current_exception();
    }
    asked.is_done = true;
}

identity identity_of(const map_types& types, std::string_view name) {
    identity who;
    who.name = name;
    who.map_type = readable(types.map);
    who.key_type = readable(types.key);
    who.value_type = readable(types.value);
    who.policy = readable(types.policy);
    return who;
}

std::vector<look_result> look_at_all(const std::vector<std::shared_ptr<subject>>& maps,
                                     subject::clock::duration limit) {
    const subject::clock::time_point deadline = subject::clock::now() + limit;
    std::vector<std::unique_ptr<subject::request>> requests;
    for (const std::shared_ptr<subject>& each : maps) { // what may fail comes before any begins
        requests.push_back(std::make_unique<subject::request>(nullptr, each->place_));
    }
    std::vector<look_result> results(maps.size());
    for (std::size_t i = 0; i < maps.size(); ++i) {
        try {
            maps[i]->begin(*requests[i], subject::clock::now());
        } catch (const std::exception& error) {
            requests[i] = nullptr;
            results[i].trouble = error.what();
        }
    }
    // Owners answer meanwhile.
    const auto finish = [&](bool of_owners) {
        for (std::size_t i = 0; i < maps.size(); ++i) {
            if (requests[i] == nullptr || (maps[i]->lock_.lock == nullptr) != of_owners) {
                continue;
            }
            try {
                results[i].taken = maps[i]->finish(*requests[i], deadline);
            } catch (const std::exception& error) {
                results[i].trouble = error.what();
            }
        }
    };
    finish(false);
    finish(true);
    return results;
}

} // namespace ebb::inspect
