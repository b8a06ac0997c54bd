#pragma once
// The threads that answer. They are given errands and give them back with the answer in them; how
// texts travel is not their affair. One of them (if there are two) takes no slow errands, so that
// the others are answered at once, however many slow ones there are.

#include "server/descriptor.hpp"
#include "server/exchange.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace ebb::inspect {

struct errand {
    std::uint64_t connection = 0;
    request_head head;
    std::stop_token gone;
    bool is_slow = false; // it may have to wait for the owner of a map
    std::string answer;   // empty: none could be made
};

class workers {
  public:
    // Throws: std::system_error without threads or descriptors.
    workers(std::size_t threads, const exchange::answering& answer);
    workers(const workers&) = delete;
    workers& operator=(const workers&) = delete;
    // Effects: waits for the answers under way.
    ~workers();

    // At so many slow errands that nobody has begun with, there should be no more.
    static constexpr std::size_t slow_waiting_max = 16;

    void add(errand&& work);
    [[nodiscard]] bool takes_slow_ones();
    [[nodiscard]] std::list<errand> take_answered();

    // Readable when there is something to take, or wake() was called.
    [[nodiscard]] int wake_number() const noexcept { return wake_.number(); }
    void wake() noexcept;

  private:
    void run(exchange& own) noexcept;
    [[nodiscard]] std::list<errand>::iterator next_errand() noexcept; // requires the mutex
    void end() noexcept;

    descriptor wake_;
    std::mutex mutex_; // guards what follows
    std::condition_variable is_there_;
    // Errands go from list to list without an allocation, which might fail where nobody could be
    // told.
    std::list<errand> to_answer_;
    std::list<errand> answered_;
    std::size_t slow_under_way_ = 0;
    std::size_t slow_under_way_max_;
    bool is_ending_ = false;
    std::vector<std::unique_ptr<exchange>> exchanges_; // one a thread
    std::vector<std::thread> threads_;
};

} // namespace ebb::inspect
