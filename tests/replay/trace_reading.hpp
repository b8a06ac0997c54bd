#pragma once
// Traces read to their end, and what came of it as text that a test can compare.

#include "error.hpp"
#include "trace/bytes.hpp"
#include "trace/formats.hpp"
#include "trace/line_source.hpp"
#include "trace/lines.hpp"
#include "trace/open.hpp"
#include "trace/oracle_general.hpp"
#include "trace/recognize.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

namespace replay_tests {

using namespace replay;
using ::testing::ElementsAre;

// "set user:17 @1.5 ttl 60 bytes 3": kind and key, then what is stated.
[[nodiscard]] inline std::string described(const request& what, const source_facts& facts) {
    constexpr const char* kinds[] = {"get", "set", "add", "erase"};
    std::ostringstream text;
    text << kinds[static_cast<int>(what.kind)] << ' ';
    if (facts.has_numeric_keys) {
        text << what.number;
    } else {
        text << what.text;
    }
    if (facts.has_clock) text << " @" << what.time;
    if (what.ttl != 0) text << " ttl " << what.ttl;
    if (what.value_bytes != 0) text << " bytes " << what.value_bytes;
    return text.str();
}

struct reading {
    std::vector<std::string> requests;
    source_facts facts;
    std::string error; // what it ended with, nothing if all is well, without lenient_hint
    std::vector<std::string> notes;
};

[[nodiscard]] inline std::string without_hint(std::string_view error) {
    if (error.ends_with(lenient_hint)) error.remove_suffix(std::strlen(lenient_hint));
    return std::string(error);
}

[[nodiscard]] inline reading read_all(request_source& from) {
    reading result;
    try {
        for (request one; from.next(one);) {
            result.requests.push_back(described(one, from.facts()));
        }
    } catch (const failure& error) {
        result.error = without_hint(error.what());
    }
    result.facts = from.facts();
    result.notes = from.notes();
    return result;
}

// Returns: a file with these bytes, "trace" in messages.
[[nodiscard]] inline raw_file file_of(std::string_view bytes) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), std::fclose);
    if (file == nullptr || std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size() ||
        std::fflush(file.get()) != 0) {
        throw std::runtime_error("no temporary file could be made");
    }
    std::rewind(file.get());
    return {::dup(::fileno(file.get())), "trace"};
}

struct reading_options {
    std::optional<trace_format> format; // nothing: recognized
    std::optional<bool> numeric_keys;
    bool lenient = false;
    std::string_view columns;
    std::string_view client;

    [[nodiscard]] line_format_options given() const {
        return {numeric_keys, std::string(columns), std::string(client)};
    }
};

[[nodiscard]] inline reading read_text(std::string_view text, const reading_options& options = {}) {
    try {
        line_reader lines(open_bytes(file_of(text)));
        const trace_format format = options.format ? *options.format : recognized_format(lines);
        if (format == trace_format::oracle_general) {
            oracle_general_source source(std::move(lines), options.numeric_keys.value_or(true));
            return read_all(source);
        }
        line_source source(std::move(lines), make_line_format(format, options.given()),
                           name_of(format), options.lenient);
        return read_all(source);
    } catch (const failure& error) {
        reading refused;
        refused.error = without_hint(error.what());
        return refused;
    }
}

// Returns: the requests of a text without faults.
[[nodiscard]] inline std::vector<std::string> requests_of(std::string_view text,
                                                          const reading_options& options = {}) {
    const reading result = read_text(text, options);
    EXPECT_EQ(result.error, "");
    return result.requests;
}

// Returns: why the text is no trace.
[[nodiscard]] inline std::string error_of(std::string_view text,
                                          const reading_options& options = {}) {
    return read_text(text, options).error;
}

} // namespace replay_tests
