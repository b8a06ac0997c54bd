#pragma once
// The commands that look at a running program: `ebb list|top|stats|buckets|health|pprof PID`. A
// build without ebb::inspect has none of them (without_attach_commands.cpp).

#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}
namespace ebb::attach {
struct request;
}

namespace replay {

class attach_commands {
  public:
    attach_commands();
    ~attach_commands();
    attach_commands(const attach_commands&) = delete;
    attach_commands& operator=(const attach_commands&) = delete;

    // Returns: what --help says of them.
    [[nodiscard]] static const char* purpose();

    // Effects: adds the commands to `app`.
    void describe(CLI::App& app);
    // Requires: `app` has parsed, and is_asked(). Throws: CLI::ParseError for options that
    //   contradict each other.
    void check();

    // Returns: whether one of them is what the command line asks for; and what it asks.
    [[nodiscard]] bool is_asked() const;
    [[nodiscard]] const ebb::attach::request& what() const;
    [[nodiscard]] const std::string& profile_path() const;

    // Effects: does it. Returns: an exit status. Throws: usage_error, or what ebb::attach throws.
    [[nodiscard]] int run() const;

  private:
    [[nodiscard]] std::vector<std::string> write_profile() const;

    struct asked_for;

    std::unique_ptr<asked_for> asked_;
};

} // namespace replay
