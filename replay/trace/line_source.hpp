#pragma once
// The requests of a text: a format applied to its lines.

#include "trace/line_format.hpp"
#include "trace/lines.hpp"
#include "trace/request.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

// Said behind the reason why a line ends a replay.
inline constexpr const char* lenient_hint = "; --lenient skips such lines and counts them";

class line_source final : public request_source {
  public:
    // Effects: reads up to the first request, which settles whether there is a clock.
    // Throws: as next().
    line_source(line_reader lines, std::unique_ptr<line_format> format, std::string format_name,
                bool lenient);

    bool next(request& to) override;
    [[nodiscard]] const source_facts& facts() const override { return facts_; }
    [[nodiscard]] std::vector<std::string> notes() const override;
    [[nodiscard]] std::optional<double> progress() const override {
        return lines_.bytes().progress();
    }

  private:
    [[nodiscard]] bool read_lines(request& to);
    void refuse_line();
    void pass_over(std::string_view line);

    line_reader lines_;
    std::unique_ptr<line_format> format_;
    source_facts facts_;
    bool is_lenient_;
    std::uint64_t foreign_lines_ = 0;
    std::string first_foreign_;    // the first of them, as text for a note
    std::uint64_t cut_line_ = 0;   // the number of the last line if it was cut; 0: it was not
    std::optional<request> first_; // until next() gives it
};

} // namespace replay
