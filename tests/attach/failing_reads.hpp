#pragma once
// What process_vm_readv() answers to this program, as a test decides.

#include <cstddef>
#include <functional>
#include <optional>

#include <sys/types.h>

namespace attach_tests {

// While it lives, it counts the calls and asks `answer_to` for the result of each: a negative
// errno, or at most so many bytes of what the kernel reads; none leaves it to the kernel alone.
class failing_reads {
  public:
    using answering = std::function<std::optional<ssize_t>(std::size_t call)>; // the first is 0

    explicit failing_reads(answering answer_to);
    failing_reads(const failing_reads&) = delete;
    ~failing_reads();

    [[nodiscard]] std::size_t calls() const noexcept { return calls_; }
    [[nodiscard]] std::optional<ssize_t> next_answer() { return answer_to_(calls_++); }

  private:
    answering answer_to_;
    std::size_t calls_ = 0;
};

} // namespace attach_tests
