#pragma once
// A line of a web server's log that is a JSON object: Caddy, Traefik, nginx with escape=json, and
// what a container's log has round a line of any format.

#include "trace/times.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace replay {

struct web_json_found {
    std::string_view client;      // empty: the line names none
    std::string_view client_from; // the field that it is from, as --client takes it
    std::optional<std::chrono::nanoseconds> time;
    std::string_view inner; // a line within the line, if there is no client
};

class web_json {
  public:
    // Effects: the client is looked for in the field that is asked for, or else in those known.
    // Returns: false if the line is no JSON object. `to` lies in this object, until the next call.
    [[nodiscard]] bool read(std::string_view line, std::string_view field_asked,
                            web_json_found& to);

    // Returns: another field of the line read last that may name the client; empty: there is none.
    [[nodiscard]] std::string_view other_client(std::string_view taken) const;

    // Requires: numbers have been times. Returns: what they have been taken for.
    [[nodiscard]] std::string time_meaning() const { return times_.meaning(); }

  private:
    [[nodiscard]] const nlohmann::json* field(std::string_view path) const;
    [[nodiscard]] std::string_view text_of(const nlohmann::json* value) const;
    [[nodiscard]] std::optional<std::chrono::nanoseconds> find_time();

    nlohmann::json object_;
    std::string inner_;
    time_reader times_;
};

} // namespace replay
