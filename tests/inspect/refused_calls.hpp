#pragma once
// System calls of this test program that the kernel refuses, as a test decides (the linker's
// --wrap, see CMakeLists.txt).

#include <chrono>

enum class call { accept, chmod, eventfd, getsockname, listen, poll, socket, start_thread };

// While it lives, one kind of call fails, but for the first `allowed` of them. Of poll() these are
// calls with two descriptors or more, which are a server's. One that lives at a time.
class refused_call {
  public:
    refused_call(call which, int error, int allowed = 0); // errno; see also closed_descriptor
    refused_call(const refused_call&) = delete;
    ~refused_call();

    // Instead of an error: poll() says that its first descriptor is not open.
    static constexpr int closed_descriptor = -1;

    // Returns: how many calls have failed.
    [[nodiscard]] int count() const;
    // Requires: count() is 2 or more. Returns: the time from the first one to the second.
    [[nodiscard]] std::chrono::steady_clock::duration pause() const;
};
