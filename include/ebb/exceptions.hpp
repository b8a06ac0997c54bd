#pragma once
// All that the library has to do with exceptions. In a program that is compiled without them,
// fail() prints a message and aborts where it would throw, and attempt() has nothing to catch.

#include "ebb/config.hpp"

#include <cstdio>
#include <cstdlib>
#include <new>
#include <stdexcept>
#include <utility>

namespace ebb::inline EBB_ABI::exceptions {

template <class Exception, class... Args>
[[noreturn]] EBB_NOINLINE void fail([[maybe_unused]] const char* what, Args&&... args) {
#if EBB_HAVE_EXCEPTIONS
    throw Exception(std::forward<Args>(args)...);
#else
    (static_cast<void>(args), ...);
    std::fprintf(stderr, "fatal: %s, in a program without exceptions\n", what);
    std::abort();
#endif
}

[[noreturn]] inline void out_of_memory() { fail<std::bad_alloc>("ebb: out of memory"); }
[[noreturn]] inline void array_too_long() {
    fail<std::bad_array_new_length>("ebb: an array of more bytes than can be addressed");
}
[[noreturn]] inline void too_long(const char* what) { fail<std::length_error>(what, what); }
[[noreturn]] inline void not_there(const char* what) { fail<std::out_of_range>(what, what); }

// Returns: whether action() has returned; what it threw is dropped.
template <class Action> bool attempt(Action&& action) noexcept {
#if EBB_HAVE_EXCEPTIONS
    try {
        std::forward<Action>(action)();
        return true;
    } catch (...) {
        return false;
    }
#else
    std::forward<Action>(action)();
    return true;
#endif
}

// Calls undo() where its scope is left before is_done() was said.
template <class Undo> class on_failure {
  public:
    explicit on_failure(Undo undo) : undo_(std::move(undo)) {}
    on_failure(const on_failure&) = delete;
    on_failure& operator=(const on_failure&) = delete;
    ~on_failure() {
        if (!is_done_) {
            undo_();
        }
    }
    void is_done() noexcept { is_done_ = true; }

  private:
    Undo undo_;
    bool is_done_ = false;
};

} // namespace ebb::inline EBB_ABI::exceptions
