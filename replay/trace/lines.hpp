#pragma once
// Lines of text: ended by \n or \r\n, the last one also by the end of the input. A byte order mark
// at the start is no part of the first. A line may be as long as memory allows up to 1 GiB: Redis
// has values of half as much. Input that is no text can be read as bytes instead.

#include "trace/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace replay {

class line_reader {
  public:
    static constexpr std::size_t usual_line_bytes_max = std::size_t{1} << 30U;
    // What first_lines() looks at; a longer first line is looked at alone.
    static constexpr std::size_t look_bytes = std::size_t{1} << 20U;
    // The longest first line that first_lines() looks at: the rest of a file without any line
    // feed would tell nothing more.
    static constexpr std::size_t first_line_bytes_max = std::size_t{64} << 20U;

    explicit line_reader(std::unique_ptr<byte_source> bytes,
                         std::size_t line_bytes_max = usual_line_bytes_max);

    // Requires: next() has not been called. Returns: the first lines, as many as there are up to
    // `count`, as far as they lie in look_bytes; one at least, if there is any. next() still gives
    // them all. Until the next call of another function. Throws: as next().
    [[nodiscard]] std::vector<std::string_view> first_lines(std::size_t count);

    // Requires: nothing has been read. Returns: the first bytes, `count` or as many as there are;
    // they stay to be read. Until the next call of another function.
    [[nodiscard]] std::string_view first_bytes(std::size_t count);

    // Effects: takes the next bytes, whatever lines they make. Returns: how many it put there; 0
    // at the end.
    [[nodiscard]] std::size_t read(std::span<char> to);

    // Effects: puts the next line into `to`, without its end; until the next call.
    // Returns: false at the end. Throws: failure if the input can't be read on or the line is too
    // long.
    [[nodiscard]] bool next(std::string_view& to);

    // Returns: whether the line that next() gave was ended by the end of the input alone.
    [[nodiscard]] bool was_cut() const noexcept { return was_cut_; }
    // Returns: the number of the line that next() gave, the first being 1.
    [[nodiscard]] std::uint64_t number() const noexcept { return number_; }
    [[nodiscard]] const byte_source& bytes() const noexcept { return *bytes_; }

  private:
    [[nodiscard]] std::size_t find_end();
    [[nodiscard]] std::string_view line(std::size_t begin, std::size_t end) const;
    [[nodiscard]] bool read_on();
    void skip_byte_order_mark();
    [[noreturn]] void fail_too_long(std::size_t limit) const;

    std::unique_ptr<byte_source> bytes_;
    std::size_t line_bytes_max_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0; // of what next() has not given, in buffer_
    std::size_t end_ = 0;
    bool has_ended_ = false;
    bool has_begun_ = false;
    bool was_cut_ = false;
    std::uint64_t number_ = 0;
};

} // namespace replay
