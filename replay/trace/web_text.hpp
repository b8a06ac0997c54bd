#pragma once
// A line of a web server's log whose fields have no names: who asked, and when.
//
// In the common and the combined log format the client is followed by an identity, which is nearly
// always a dash, the user, and the time in brackets. The client is looked for backwards from the
// time, so that a virtual host, what a container or syslog put in front, and quotes round the line
// do no harm. S3 has the client behind the time. The balancers of AWS begin with a date, and their
// client is the first address with a port.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace replay {

// Of a time in brackets, "17/May/2015:10:05:03 +0000", at times with a fraction: since 1970.
[[nodiscard]] std::optional<std::chrono::nanoseconds> log_time_in(std::string_view text);

struct web_text_found {
    std::string_view client; // empty: the line names none
    std::chrono::nanoseconds time{};
    std::size_t field = 0;       // the client's number in the line, the first being 1
    std::size_t other_field = 0; // of another address that may be the client; 0: none
    std::string_view other;      // that address
};

struct web_text_fault {
    const char* expected; // nothing: there is no fault
    std::string_view found;
};

class web_text {
  public:
    // Returns: the fault, or one without expectation if all is well. `to` lies in the line.
    [[nodiscard]] web_text_fault read(std::string_view line, web_text_found& to);

    // Effects: the fields of a line; quotes and brackets hold one together.
    // Returns: until the next call.
    [[nodiscard]] const std::vector<std::string_view>& fields_of(std::string_view line);

  private:
    [[nodiscard]] bool find_client(std::string_view line, std::size_t bracket, std::size_t behind,
                                   web_text_found& to);
    [[nodiscard]] bool read_balancer(std::string_view line, web_text_found& to);
    void find_other(std::string_view line, std::size_t client, web_text_found& to) const;

    std::vector<std::string_view> words_;
    std::vector<std::string_view> fields_;
};

} // namespace replay
