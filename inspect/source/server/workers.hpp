#pragma once
// The threads that answer. They are given errands and give them back with the answer in them; how
// texts travel is not their affair.

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
    std::string answer; // empty: none could be made
};

class workers {
  public:
    // Throws: std::system_error without threads or descriptors.
    workers(std::size_t threads, const exchange::answering& answer);
    workers(const workers&) = delete;
    workers& operator=(const workers&) = delete;
    // Effects: waits for the answers under way.
    ~workers();

    void add(errand&& work);
    [[nodiscard]] std::list<errand> take_answered();

    // Readable when there is something to take, or wake() was called.
    [[nodiscard]] int wake_number() const noexcept { return wake_.number(); }
    void wake() noexcept;

  private:
    void run(exchange& own) noexcept;
    void end() noexcept;

    descriptor wake_;
    std::mutex mutex_; // guards what follows
    std::condition_variable is_there_;
    // Errands go from list to list without an allocation, which might fail where nobody could be
    // told.
    std::list<errand> to_answer_;
    std::list<errand> answered_;
    bool is_ending_ = false;
    std::vector<std::unique_ptr<exchange>> exchanges_; // one a thread
    std::vector<std::thread> threads_;
};

} // namespace ebb::inspect
