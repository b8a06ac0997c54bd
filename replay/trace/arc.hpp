#pragma once
// The traces of ARC (Megiddo and Modha, FAST 2003), .lis files: references to pages, a line each
//
//     start_page page_count ignored request_number
//
// in decimal, with blanks between. A line stands for `page_count` requests, of the kind get, for
// the pages from `start_page` on. There is no clock. Keys are numbers, or their digits.

#include "trace/line_format.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace replay {

class arc_format final : public line_format {
  public:
    explicit arc_format(bool has_numeric_keys) : line_format(has_numeric_keys, false) {}

    [[nodiscard]] bool has_operations() const override { return false; }
    [[nodiscard]] bool more(request& to) override;

  protected:
    [[nodiscard]] line_kind read_line(std::string_view line, request& to) override;

  private:
    void give_page(request& to);

    std::uint64_t next_page_ = 0;
    std::uint64_t pages_left_ = 0;
    std::array<char, 20> digits_{}; // 2^64 has 20
};

} // namespace replay
