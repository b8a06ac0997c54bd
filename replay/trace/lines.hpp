#pragma once
// Lines of text: ended by \n or \r\n, the last one also by the end of the input. A byte order mark
// at the start is no part of the first.

#include "trace/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace replay {

class line_reader {
  public:
    static constexpr std::size_t line_bytes_max = std::size_t{1} << 20U;

    explicit line_reader(std::unique_ptr<byte_source> bytes);

    // Requires: next() has not been called. Returns: the first lines, as many as there are up to
    // `count`; fewer where lines are so long that they don't lie in the buffer together. next()
    // still gives them all. Until next() is called. Throws: as next().
    [[nodiscard]] std::vector<std::string_view> first_lines(std::size_t count);

    // Effects: puts the next line into `to`, without its end; until the next call.
    // Returns: false at the end. Throws: failure if the input can't be read on or the line is too
    // long.
    [[nodiscard]] bool next(std::string_view& to);

    // Returns: the number of the line that next() gave, the first being 1.
    [[nodiscard]] std::uint64_t number() const noexcept { return number_; }
    [[nodiscard]] const byte_source& bytes() const noexcept { return *bytes_; }

  private:
    [[nodiscard]] std::size_t find_end();
    [[nodiscard]] std::string_view line(std::size_t begin, std::size_t end) const;
    [[nodiscard]] bool read_on();
    void skip_byte_order_mark();
    [[noreturn]] void fail_too_long() const;

    std::unique_ptr<byte_source> bytes_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0; // of what next() has not given, in buffer_
    std::size_t end_ = 0;
    bool has_ended_ = false;
    bool has_begun_ = false;
    std::uint64_t number_ = 0;
};

} // namespace replay
