#pragma once
// Runs a task on several threads at once.
#include <thread>
#include <vector>

namespace ebb_tests {

inline constexpr int thread_count = 4;

template <class Task> void on_many_threads(Task task) {
    std::vector<std::thread> threads;
    for (int i = 0; i < thread_count; ++i) {
        threads.emplace_back(task, i);
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
}

} // namespace ebb_tests
