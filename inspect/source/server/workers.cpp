#include "server/workers.hpp"

#include "quiet_thread.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <sys/eventfd.h>

namespace ebb::inspect {

workers::workers(std::size_t threads, const exchange::answering& answer)
    : wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      slow_under_way_max_(std::max<std::size_t>(threads - 1, 1)) {
    if (!wake_) {
        throw std::system_error(errno, std::generic_category(), "ebb::inspect::server: no eventfd");
    }
    threads_.reserve(threads); // a thread that finds no place can't be joined
    try {
        for (std::size_t i = 0; i < threads; ++i) {
            exchanges_.push_back(std::make_unique<exchange>(answer));
            threads_.push_back(quiet_thread([this, own = exchanges_.back().get()] { run(*own); }));
        }
    } catch (...) {
        end();
        throw;
    }
}

workers::~workers() { end(); }

void workers::end() noexcept {
    {
        const std::lock_guard guard(mutex_);
        is_ending_ = true;
    }
    is_there_.notify_all();
    for (std::thread& thread : threads_) {
        thread.join();
    }
    threads_.clear();
}

void workers::add(errand&& work) {
    std::list<errand> one;
    one.push_back(std::move(work));
    {
        const std::lock_guard guard(mutex_);
        to_answer_.splice(to_answer_.end(), one);
    }
    is_there_.notify_one();
}

bool workers::takes_slow_ones() {
    const std::lock_guard guard(mutex_);
    const auto waiting = std::count_if(to_answer_.begin(), to_answer_.end(),
                                       [](const errand& each) { return each.is_slow; });
    return static_cast<std::size_t>(waiting) < slow_waiting_max;
}

// Returns: the oldest one that may be begun with now, or the end.
std::list<errand>::iterator workers::next_errand() noexcept {
    return std::find_if(to_answer_.begin(), to_answer_.end(), [this](const errand& each) {
        return !each.is_slow || slow_under_way_ < slow_under_way_max_;
    });
}

std::list<errand> workers::take_answered() {
    eventfd_t count = 0;
    ::eventfd_read(wake_.number(), &count);
    std::list<errand> taken;
    const std::lock_guard guard(mutex_);
    taken.swap(answered_);
    return taken;
}

void workers::wake() noexcept { ::eventfd_write(wake_.number(), 1); }

void workers::run(exchange& own) noexcept {
    std::list<errand> mine;
    for (;;) {
        {
            std::unique_lock guard(mutex_);
            slow_under_way_ -= !mine.empty() && mine.front().is_slow ? 1U : 0U;
            answered_.splice(answered_.end(), mine);
            if (!answered_.empty()) {
                wake();
            }
            is_there_.wait(guard,
                           [this] { return is_ending_ || next_errand() != to_answer_.end(); });
            if (is_ending_) {
                return;
            }
            mine.splice(mine.end(), to_answer_, next_errand());
            slow_under_way_ += mine.front().is_slow ? 1U : 0U;
        }
        if (mine.front().gone.stop_requested()) {
            continue; // nobody waits for it any more
        }
        try {
            mine.front().answer = own.answer_to(mine.front().head, mine.front().gone);
        } catch (...) {
            mine.front().answer.clear(); // the connection ends
        }
    }
}

} // namespace ebb::inspect
