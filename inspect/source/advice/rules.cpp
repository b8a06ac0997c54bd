#include "advice/rules.hpp"

#include "text/units.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/args.h>
#include <fmt/format.h>

namespace ebb::inspect {

// --- the functions that the rules are written with ---

namespace {

double ratio(double a, double b) { return b == 0 ? 0 : a / b; }
double lesser(double a, double b) { return std::min(a, b); }
double pick(double condition, double a, double b) { return condition != 0 ? a : b; }
std::string pick(double condition, std::string a, std::string b) {
    return condition != 0 ? std::move(a) : std::move(b);
}
double square_root(double a) { return std::sqrt(a); }

double overflow_by_chance(double mean, double slots) {
    double exactly = std::exp(-mean);
    double up_to = 0;
    for (double n = 0; n <= slots; ++n) {
        up_to += exactly;
        exactly *= mean / (n + 1);
    }
    return 1 - up_to;
}

std::uint64_t whole(double n) { return static_cast<std::uint64_t>(n); }
std::string count_text(double n) { return grouped(whole(n)); }
std::string entries_text(double n) { return number_of(whole(n), "entry", "entries"); }
std::string slots_text(double n) { return number_of(whole(n), "slot", "slots"); }
std::string buckets_text(double n) { return number_of(whole(n), "bucket", "buckets"); }
std::string bytes_text(double n) { return rounded_bytes(n); }
std::string percent_text(double share) { return percent(share); }
std::string seconds_text(double n) { return rounded_seconds(n); }
std::string rounded_text(double n) { return fmt::format("{:.0f}", n); }
std::string tenths_text(double n) { return fmt::format("{:.1f}", n); }

} // namespace

// A truth is a number in the rules, as in Python; clang warns of each that is asked for.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wfloat-conversion"

struct judged : facts, limit_numbers {
    judged(const facts& known, const thresholds& limits) : facts(known), limit_numbers(limits) {}

#define EBB_FIGURE(name, value) double name = value;
#include <ebb/inspect/rules.def>

    // A word is made for a text that is shown, which few are.
#define EBB_WORD(name, text) \
    [[nodiscard]] std::string word_##name() const { return text; }
#include <ebb/inspect/rules.def>

#define EBB_DETECTOR(name, condition, serious, advice)                               \
    [[nodiscard]] bool found_##name() const { return static_cast<bool>(condition); } \
    [[nodiscard]] bool serious_##name() const { return static_cast<bool>(serious); }
#include <ebb/inspect/rules.def>

    // Returns: the text of this name that applies, with {words}.
    [[nodiscard]] std::string_view what_of(std::string_view detector) const {
#define EBB_WHAT(name, condition, text)                      \
    if (detector == #name && static_cast<bool>(condition)) { \
        return text;                                         \
    }
#include <ebb/inspect/rules.def>
        return {};
    }
    [[nodiscard]] std::string_view advice_of(std::string_view advice) const {
#define EBB_ADVICE(name, condition, text)                  \
    if (advice == #name && static_cast<bool>(condition)) { \
        return text;                                       \
    }
#include <ebb/inspect/rules.def>
        return {};
    }
};

#pragma GCC diagnostic pop

namespace {

constexpr detector rules[] = {
#define EBB_DETECTOR(name, condition, serious, advice)                     \
    {#name, #advice, [](const judged& map) { return map.found_##name(); }, \
     [](const judged& map) { return map.serious_##name(); }},
#include <ebb/inspect/rules.def>
};

class texts {
  public:
    texts(const judged& map, std::string_view key_type) {
        words_.push_back(fmt::arg("key", std::string(key_type)));
#define EBB_WORD(name, text) words_.push_back(fmt::arg(#name, map.word_##name()));
#include <ebb/inspect/rules.def>
    }

    [[nodiscard]] std::string with_words(std::string_view text) const {
        return fmt::vformat(text, words_);
    }

  private:
    fmt::dynamic_format_arg_store<fmt::format_context> words_;
};

} // namespace

std::span<const detector> all_detectors() noexcept { return rules; }

chain_norms norms_of(const snapshot& seen) {
    const judged map(facts_of(seen, nullptr, {}), {});
    return {whole(map.chain_length_healthy), map.by_chance};
}

std::optional<finding> found_by(const detector& rule, facts known, const thresholds& limits,
                                std::span<const finding> before, std::string_view key_type) {
    const auto last = std::find_if(before.begin(), before.end(),
                                   [&](const finding& each) { return each.detector == rule.name; });
    known.was_found = last != before.end();
    known.was_serious = last != before.end() && last->how_bad == severity::serious;
    const judged map(known, limits);
    if (!rule.is_found(map)) {
        return std::nullopt;
    }
    const texts said(map, key_type);
    return finding{rule.name, rule.is_serious(map) ? severity::serious : severity::warning,
                   said.with_words(map.what_of(rule.name)),
                   said.with_words(map.advice_of(rule.advice))};
}

} // namespace ebb::inspect
