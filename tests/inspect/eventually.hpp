#pragma once
// Waits for what other threads bring about.

#include <chrono>
#include <thread>

// Returns: whether `is_so` has become true; the limit is for a test that fails.
template <class Condition> [[nodiscard]] bool eventually(Condition is_so) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!is_so()) {
        if (std::chrono::steady_clock::now() > limit) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}
