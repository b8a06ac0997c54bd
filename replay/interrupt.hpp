#pragma once
// Ctrl-C: the first one asks for an end in good order, the second one ends at once.

#include <csignal>

namespace replay {

// Effects: the first SIGINT or SIGTERM is noted from here on, and the second ends the program.
void heed_interrupts();

// Effects: as if there had been none so far; the next one is noted, as after heed_interrupts().
void forget_interrupts();

// Effects: for a process that such a program has made: it notes them all, since it may get each one
//   twice, from the terminal and from its parent, and ends with its parent, whose process that is.
void heed_interrupts_as_child(int parent);

// SIGINT and SIGTERM that come while this lives are delivered when it ends.
class interrupts_held {
  public:
    interrupts_held() noexcept;
    ~interrupts_held();
    interrupts_held(const interrupts_held&) = delete;
    interrupts_held& operator=(const interrupts_held&) = delete;

  private:
    ::sigset_t before_;
};

[[nodiscard]] bool is_interrupted() noexcept;

} // namespace replay
