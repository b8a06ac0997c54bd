#include "server/workers.hpp"

#include "quiet_thread.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include <sys/eventfd.h>

namespace ebb::inspect {

workers::workers(std::size_t threads, const exchange::answering& answer)
    : wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
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
            answered_.splice(answered_.end(), mine);
            if (!answered_.empty()) {
                wake();
            }
            is_there_.wait(guard, [this] { return is_ending_ || !to_answer_.empty(); });
            if (is_ending_) {
                return;
            }
            mine.splice(mine.end(), to_answer_, to_answer_.begin());
        }
        try {
            mine.front().answer = own.answer_to(mine.front().head, mine.front().gone);
        } catch (...) {
            mine.front().answer.clear(); // the connection ends
        }
    }
}

} // namespace ebb::inspect
