#pragma once
// What the server answers, path by path.

#include "server/reply.hpp"

#include <ebb/inspect/monitor.hpp>
#include <ebb/inspect/subject.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <vector>

namespace ebb::inspect {

// Returns: whether the answer at this path may have to wait for the owner of a map.
[[nodiscard]] bool may_wait_for_owners(std::string_view path) noexcept;

class answers {
  public:
    // `waiting_max`: so many requests may wait for seconds to pass at once.
    answers(monitor& maps, std::chrono::milliseconds answer_limit, std::size_t waiting_max)
        : maps_(maps), answer_limit_(answer_limit), waiting_max_(waiting_max) {}

    // Throws: refusal, no_answer, std::bad_alloc. Thread safety: any thread.
    [[nodiscard]] reply answer(const request& asked);

  private:
    [[nodiscard]] reply absent_page();

    // data.cpp
    [[nodiscard]] reply summary(const request& asked);
    [[nodiscard]] reply all_maps(const request& asked);
    [[nodiscard]] reply below_maps(const request& asked, std::string_view rest);
    [[nodiscard]] reply one_map(std::uint64_t id);
    [[nodiscard]] reply health(const request& asked);
    [[nodiscard]] reply metrics(const request& asked);
    [[nodiscard]] std::vector<observation> observations();

    // buckets.cpp
    [[nodiscard]] reply buckets(const request& asked, std::uint64_t id) const;

    // profile.cpp
    [[nodiscard]] reply profile(const request& asked);
    [[nodiscard]] reply profile_text();
    [[nodiscard]] reply profile_over(std::chrono::seconds time, const request& asked);
    [[nodiscard]] std::vector<snapshot> snapshots();

    monitor& maps_;
    std::chrono::milliseconds answer_limit_;
    std::size_t waiting_max_;
    std::mutex mutex_;
    std::size_t waiting_ = 0; // guarded by mutex_
};

} // namespace ebb::inspect
