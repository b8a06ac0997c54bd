#pragma once
// Logs in W3C's extended format, as IIS and CloudFront write them: a line "#Fields:" names the
// columns, with blanks or tabs between; date and time are UTC.

#include "trace/times.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

class web_fields {
  public:
    [[nodiscard]] static bool are_names(std::string_view line) {
        return line.starts_with("#Fields:");
    }
    // Effects: what follows has these columns. The client is in the one that is asked for, or else
    // in c-ip, or another that is known.
    // Returns: what is missing among them; empty if nothing is.
    [[nodiscard]] std::string take_names(std::string_view line, std::string_view field_asked);

    // Returns: what is wrong with the line, empty if nothing is.
    [[nodiscard]] std::string read(std::string_view line, std::string_view& client,
                                   std::chrono::nanoseconds& time);

    // Returns: the name of the client's column, and of another that may have it, or nothing.
    [[nodiscard]] const std::string& client_from() const noexcept { return client_from_; }
    [[nodiscard]] const std::string& other_client() const noexcept { return other_client_; }

  private:
    void split(std::string_view line);

    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    std::vector<std::string_view> values_;
    std::size_t count_ = 0;
    std::size_t date_at_ = none;
    std::size_t time_at_ = none;
    std::size_t client_at_ = none;
    bool is_stamp_ = false; // one column has date and time
    std::string missing_;   // among the names
    std::string client_from_;
    std::string other_client_;
    std::string moment_; // date and time of the line
    time_reader times_;
};

} // namespace replay
