#include "prometheus/families.hpp"

#include "text/printable.hpp"

#include <fmt/format.h>

namespace ebb::inspect {
namespace {

std::string escaped(std::string_view value) {
    std::string text;
    for (const char byte : valid_utf8(value)) {
        switch (byte) {
        case '\\':
            text += "\\\\";
            break;
        case '"':
            text += "\\\"";
            break;
        case '\n':
            text += "\\n";
            break;
        default:
            text += byte;
        }
    }
    return text;
}

} // namespace

std::string written(const labels& all) {
    std::string text;
    for (const auto& [key, value] : all) {
        text += fmt::format("{}{}=\"{}\"", text.empty() ? "{" : ",", key, escaped(value));
    }
    return text.empty() ? text : text + '}';
}

metric_family::metric_family(std::string_view name, std::string_view type, std::string_view help)
    : name_(name), head_(fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type)) {}

void metric_family::add(const labels& of, double value, std::string_view suffix) {
    samples_ += fmt::format("{}{}{} {}\n", name_, suffix, written(of), value);
}

void metric_family::add(const labels& of, std::uint64_t value, std::string_view suffix) {
    samples_ += fmt::format("{}{}{} {}\n", name_, suffix, written(of), value);
}

std::string metric_family::text() const { return samples_.empty() ? samples_ : head_ + samples_; }

} // namespace ebb::inspect
