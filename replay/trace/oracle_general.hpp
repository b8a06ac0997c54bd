#pragma once
// libCacheSim's format oracleGeneral: records of 24 bytes, the lowest byte first,
//
//     | time in seconds (4 bytes) | object (8) | its size in bytes (4) | when it comes again (8) |
//
// where the last is the number of the request that asks for the object next, counted from 1, or -1
// (at times the largest number there is) if none does. Every record is a get; keys are numbers, or
// their digits.

#include "trace/lines.hpp"
#include "trace/request.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace replay {

class oracle_general_source final : public request_source {
  public:
    static constexpr std::size_t record_bytes = 24;

    // Requires: nothing has been read.
    oracle_general_source(line_reader bytes, bool has_numeric_keys);

    // Returns: whether such records must be meant: times don't go back, and no object comes again
    // before it was there.
    [[nodiscard]] static bool is_typical(std::string_view first_bytes);

    bool next(request& to) override;
    [[nodiscard]] const source_facts& facts() const override { return facts_; }
    [[nodiscard]] std::optional<double> progress() const override {
        return bytes_.bytes().progress();
    }

  private:
    line_reader bytes_;
    source_facts facts_;
    std::uint64_t records_ = 0;
    std::uint32_t start_ = 0;
    std::array<char, 20> digits_{}; // 2^64 has 20
};

} // namespace replay
