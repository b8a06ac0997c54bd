#pragma once
// Plans of requests that a test writes down, and their operations as text that it can compare.

#include "plan/make_plan.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace replay_tests {

class listed_requests : public replay::request_source {
  public:
    listed_requests(replay::source_facts facts, std::vector<replay::request> requests)
        : facts_(std::move(facts)), requests_(std::move(requests)) {}

    bool next(replay::request& to) override {
        if (taken_ == requests_.size()) return false;
        to = requests_[taken_++];
        return true;
    }
    [[nodiscard]] const replay::source_facts& facts() const override { return facts_; }
    [[nodiscard]] std::optional<double> progress() const override {
        return static_cast<double>(taken_) / static_cast<double>(requests_.size());
    }

  private:
    replay::source_facts facts_;
    std::vector<replay::request> requests_;
    std::size_t taken_ = 0;
};

[[nodiscard]] inline replay::source_facts input_of(std::string format, bool has_clock,
                                                   bool has_numeric_keys = false) {
    replay::source_facts facts;
    facts.name = "input";
    facts.format = std::move(format);
    facts.has_clock = has_clock;
    facts.has_numeric_keys = has_numeric_keys;
    return facts;
}

inline const replay::source_facts with_clock = input_of("csv", true);
inline const replay::source_facts without_clock = input_of("csv", false);
inline const replay::source_facts with_numbers = input_of("csv", false, true);

// A request's key lives as long as the program: a literal.
[[nodiscard]] inline replay::request ask(replay::request_kind kind, std::string_view key,
                                         double time = 0, double ttl = 0) {
    return {kind, time, ttl, 0, key, 0};
}
[[nodiscard]] inline replay::request ask(replay::request_kind kind, int key, double time = 0,
                                         double ttl = 0) {
    return {kind, time, ttl, static_cast<std::uint64_t>(key), {}, 0};
}

// get("a"), set("a", time, ttl), erase(7) ...
template <class Key> replay::request get(Key key, double time = 0) {
    return ask(replay::request_kind::get, key, time);
}
template <class Key> replay::request set(Key key, double time = 0, double ttl = 0) {
    return ask(replay::request_kind::set, key, time, ttl);
}
template <class Key> replay::request add(Key key, double time = 0, double ttl = 0) {
    return ask(replay::request_kind::add, key, time, ttl);
}
template <class Key> replay::request erase(Key key, double time = 0) {
    return ask(replay::request_kind::erase, key, time);
}

// Always goes on.
inline bool go_on(std::optional<double>, std::uint64_t) { return true; }

[[nodiscard]] inline replay::plan plan_by(std::string_view model, const replay::source_facts& input,
                                          std::vector<replay::request> requests) {
    listed_requests source(input, std::move(requests));
    replay::plan made;
    made.facts = make_plan(source, replay::parse_model(model, input), made.file, go_on);
    return made;
}

// Returns: all operations, in batches that their number need not be a multiple of.
template <class Key> std::vector<replay::operation<Key>> read_operations(const replay::plan& from) {
    replay::operation_reader<Key> reader(from.file);
    std::vector<replay::operation<Key>> all;
    std::vector<replay::operation<Key>> batch(3);
    while (const std::size_t count = reader.read(batch)) {
        all.insert(all.end(), batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(count));
    }
    return all;
}

// "+find a": the outcome and what was asked.
template <class Key> std::string described(const replay::operation<Key>& asked) {
    std::string text = asked.outcome ? "+" : "-";
    text += replay::operation_names[index_of(asked.kind)];
    if constexpr (std::is_same_v<Key, std::string>) {
        return text + " " + asked.key;
    } else {
        return text + " " + std::to_string(asked.key);
    }
}

using texts = std::vector<std::string>;

struct planned {
    replay::plan_facts facts;
    texts operations; // before the drain
    texts drain;
};

[[nodiscard]] inline planned planned_by(std::string_view model, const replay::source_facts& input,
                                        std::vector<replay::request> requests) {
    const replay::plan made = plan_by(model, input, std::move(requests));
    planned result{made.facts, {}, {}};
    const auto put = [&](const auto& operations) {
        for (const auto& each : operations) {
            const bool is_drain =
                result.operations.size() == result.facts.operations - result.facts.drain_operations;
            (is_drain ? result.drain : result.operations).push_back(described(each));
        }
    };
    if (input.has_numeric_keys) {
        put(read_operations<std::uint64_t>(made));
    } else {
        put(read_operations<std::string>(made));
    }
    return result;
}

} // namespace replay_tests
