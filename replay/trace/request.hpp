#pragma once
// Requests, and where they come from: a trace that was recorded, or a workload that is made up.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

// What a client asked of the program under study.
enum class request_kind : std::uint8_t {
    get,
    set,
    add, // set, unless it is there
    erase,
};

struct request {
    request_kind kind = request_kind::get;
    double time = 0;               // seconds, on the source's own clock; 0 where it has none
    double ttl = 0;                // seconds until the entry expires; 0: not stated, never
    std::uint64_t number = 0;      // the key, where keys are numbers
    std::string_view text;         // the key, where they are strings; until the next request
    std::uint32_t value_bytes = 0; // 0: not stated
};

struct source_facts {
    std::string name;                // of the file, "standard input", or of the workload
    std::string format;              // as --format names it, or "workload"
    bool has_numeric_keys = false;   // then request::number is the key, else request::text
    bool is_live = false;            // a pipe or a terminal: an interrupt is its end
    bool has_clock = false;          // whether request::time means anything
    bool has_operations = true;      // false: the input names keys alone, and all requests are gets
    std::uint64_t lines = 0;         // read so far, of a text
    std::uint64_t lines_skipped = 0; // malformed ones, which --lenient lets pass
    std::string first_skipped;       // why the first of them was: the error it would have been
    // What else there is to know about how the input was read, a sentence each without a full stop.
    std::vector<std::string> notes;
};

class request_source {
  public:
    request_source() = default;
    request_source(const request_source&) = delete;
    request_source& operator=(const request_source&) = delete;
    virtual ~request_source() = default;

    // Effects: puts the next request into `to`. Returns: false at the end.
    // Throws: failure for a line that is no request, or input that can't be read on.
    virtual bool next(request& to) = 0;

    // The keys' type and the clock are known from the start. The notes are those of notes() only
    // where somebody has put them there.
    [[nodiscard]] virtual const source_facts& facts() const = 0;

    // Returns: what source_facts::notes is to have, as far as has been read.
    [[nodiscard]] virtual std::vector<std::string> notes() const { return {}; }

    // Returns: the share of the input that has been read, nothing where its end is not known.
    [[nodiscard]] virtual std::optional<double> progress() const = 0;
};

} // namespace replay
