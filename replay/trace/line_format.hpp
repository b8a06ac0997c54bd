#pragma once
// What a format makes of lines. One object reads the lines of one input, in their order.

#include "trace/request.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

enum class line_kind : std::uint8_t {
    empty,     // nothing in it, or a comment
    other,     // well formed, but no request
    foreign,   // none of the format's lines: something that stands around what was recorded
    requests,  // one or more
    malformed, // see expectation()
};

// Why a line is malformed.
struct expectation {
    std::string expected;
    std::string_view found; // in the line
};

class line_format {
  public:
    line_format(bool has_numeric_keys, bool has_clock)
        : has_numeric_keys_(has_numeric_keys), has_clock_(has_clock) {}
    line_format(const line_format&) = delete;
    line_format& operator=(const line_format&) = delete;
    virtual ~line_format() = default;

    // Effects: puts the first request of the line into `to`, if there is one. Its text lies in the
    // line or in this object, until the next call of read() or more().
    [[nodiscard]] line_kind read(std::string_view line, request& to);

    // Effects: puts the next request of the line into `to`. Requires: the line is still there.
    // Returns: false if there are no more.
    [[nodiscard]] virtual bool more(request& /*to*/) { return false; }

    [[nodiscard]] bool has_numeric_keys() const noexcept { return has_numeric_keys_; }
    // Returns: whether requests have times; final once there has been a request.
    [[nodiscard]] bool has_clock() const noexcept { return has_clock_; }
    // Returns: whether lines say what is asked for; if not, everything is a get. Final once there
    // has been a request.
    [[nodiscard]] virtual bool has_operations() const { return true; }
    // Returns: whether the lines can't be meant in another format, malformed though they may be.
    [[nodiscard]] virtual bool is_certain() const { return false; }
    // Returns: whether what is recorded may end anywhere, so that half a line at the end is no
    //   fault.
    [[nodiscard]] virtual bool may_end_anywhere() const { return false; }
    // Returns: what there is to know about the lines so far, a sentence each.
    [[nodiscard]] virtual std::vector<std::string> notes() const { return {}; }
    // Requires: the line read last is malformed, and still there.
    [[nodiscard]] const expectation& expected() const noexcept { return expected_; }

  protected:
    // Requires: `to` is as it is made. The line is not empty.
    [[nodiscard]] virtual line_kind read_line(std::string_view line, request& to) = 0;
    // Returns: whether this line, which begins with #, is a comment.
    [[nodiscard]] virtual bool is_comment(std::string_view /*line*/) const { return true; }

    void set_has_clock(bool has_clock) noexcept { has_clock_ = has_clock; }
    [[nodiscard]] line_kind malformed(std::string expected, std::string_view found);

    // Effects: sets the key of `to`, as a number or as text.
    // Returns: false if numbers are asked for and it is none; the line is malformed then.
    [[nodiscard]] bool set_key(std::string_view key, request& to);

    // Returns: seconds since the first call.
    [[nodiscard]] double elapsed(std::chrono::nanoseconds time) noexcept;

  private:
    bool has_numeric_keys_;
    bool has_clock_;
    std::optional<std::chrono::nanoseconds> start_;
    expectation expected_;
};

} // namespace replay
