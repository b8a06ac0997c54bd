#include "trace/operation_words.hpp"

#include "trace/words.hpp"

#include <utility>

namespace replay {
namespace {

using enum request_kind;

// append, prepend, incr, decr and touch change a value that is there, and to the map are lookups.
constexpr std::pair<std::string_view, request_kind> meanings[] = {
    {"get", get},       {"read", get},    {"r", get},        {"head", get},     {"gets", get},
    {"get_lease", get}, {"append", get},  {"prepend", get},  {"incr", get},     {"decr", get},
    {"touch", get},     {"set", set},     {"put", set},      {"write", set},    {"w", set},
    {"update", set},    {"store", set},   {"replace", set},  {"cas", set},      {"post", set},
    {"set_lease", set}, {"add", add},     {"insert", add},   {"delete", erase}, {"del", erase},
    {"d", erase},       {"erase", erase}, {"remove", erase}, {"unlink", erase}, {"purge", erase},
};

} // namespace

std::optional<request_kind> operation_in(std::string_view text) {
    for (const auto& [name, kind] : meanings) {
        if (is_word(text, name)) return kind;
    }
    return std::nullopt;
}

} // namespace replay
