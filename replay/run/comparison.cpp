#include "run/comparison.hpp"

#include "error.hpp"
#include "interrupt.hpp"
#include "plan/make_plan.hpp"
#include "plan/plan_json.hpp"
#include "run/apart.hpp"
#include "run/clock.hpp"
#include "trace/open.hpp"
#include "workload/workload.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

namespace replay {
namespace {

constexpr std::uint64_t usual_workload_requests = 5'000'000;

std::vector<candidate> chosen_candidates(const std::vector<std::string>& names) {
    const std::vector<candidate> all = all_candidates();
    std::vector<candidate> chosen;
    if (names.empty()) { // eager_map is for programs that only erase: here inserts always follow
        std::copy_if(all.begin(), all.end(), std::back_inserter(chosen),
                     [](const candidate& c) { return c.name != "ebb-eager"; });
        return chosen;
    }
    for (const std::string& name : names) {
        const auto found = std::find_if(all.begin(), all.end(),
                                        [&](const candidate& c) { return c.name == name; });
        if (found == all.end()) {
            std::string there_is;
            for (const candidate& c : all) {
                there_is += (there_is.empty() ? "" : ", ") + c.name;
            }
            throw usage_error(fmt::format(
                "--maps: there is no map '{}' in this build; there are {}", name, there_is));
        }
        const bool is_new = std::none_of(chosen.begin(), chosen.end(),
                                         [&](const candidate& c) { return c.name == name; });
        if (is_new) {
            chosen.push_back(*found);
        }
    }
    return chosen;
}

std::unique_ptr<request_source> open_source(const options& asked) {
    if (asked.workload.empty()) {
        return open_trace(asked.trace);
    }
    return make_workload(
        asked.workload, asked.requests == 0 ? usual_workload_requests : asked.requests, asked.seed);
}

// Ends a source before its end.
class first_requests : public request_source {
  public:
    first_requests(std::unique_ptr<request_source> all, std::uint64_t most)
        : all_(std::move(all)), most_(most) {}

    bool next(request& to) override { return taken_ < most_ && ++taken_ != 0 && all_->next(to); }
    [[nodiscard]] const source_facts& facts() const override { return all_->facts(); }
    [[nodiscard]] std::vector<std::string> notes() const override { return all_->notes(); }
    [[nodiscard]] std::optional<double> progress() const override {
        const double taken = static_cast<double>(taken_) / static_cast<double>(most_);
        return std::max(taken, all_->progress().value_or(0));
    }

  private:
    std::unique_ptr<request_source> all_;
    std::uint64_t most_;
    std::uint64_t taken_ = 0;
};

// Requires: to be the process that plans.
nlohmann::json planned(const options& asked, const operation_file& file, progress& shown) {
    std::unique_ptr<request_source> source = open_source(asked);
    const model rules = parse_model(asked.model, source->facts());
    if (asked.requests != 0) {
        source = std::make_unique<first_requests>(std::move(source), asked.requests);
    }
    const bool is_live = source->facts().is_live;
    const std::string doing =
        "reading " + source->facts().name + (is_live ? " (Ctrl-C ends it)" : "");
    const plan_facts facts =
        make_plan(*source, rules, file, [&](std::optional<double> share, std::uint64_t count) {
            shown.show(doing, share, count);
            return is_live || !is_interrupted();
        });
    source_facts input = source->facts();
    input.notes = source->notes();
    return {{"plan", facts},
            {"input", input},
            {"model", {{"name", rules.name}, {"summary", rules.summary}}}};
}

void prepare(const options& asked, const operation_file& file, progress& shown,
             comparison& result) {
    shown.start("requests");
    const interruption nothing("interrupted before anything was measured");
    const nlohmann::json made = run_apart("planning", [&]() -> nlohmann::json {
        try {
            return planned(asked, file, shown);
        } catch (const failure&) {
            if (is_interrupted()) { // what was cut off need not make sense
                throw nothing;
            }
            throw;
        }
    });
    result.plan = made["plan"].get<plan_facts>();
    result.input = made["input"].get<source_facts>();
    result.rules.name = made["model"]["name"];
    result.rules.summary = made["model"]["summary"];
    if (!result.plan.is_complete || (is_interrupted() && !result.input.is_live)) {
        throw nothing;
    }
    forget_interrupts();
}

// A round that was interrupted counts only where there is no whole one.
void drop_unfinished_round(map_results& map, std::uint64_t operations) {
    if (map.latencies.size() > 1 && map.latencies.back()["operations"] != operations) {
        map.latencies.pop_back();
    }
    if (map.ns_per_operation.size() > map.latencies.size()) {
        map.ns_per_operation.pop_back();
    }
}

} // namespace

comparison compare(const options& asked, progress& shown) {
    const std::vector<candidate> candidates = chosen_candidates(asked.maps);
    comparison result;
    plan work;
    prepare(asked, work.file, shown, result);
    work.facts = result.plan;
    for (const candidate& each : candidates) {
        result.maps.push_back({each, {}, {}, nullptr});
    }
    result.clock_cost = clock::reading_cost();

    const std::uint64_t pass_operations = work.facts.operations;
    const auto insides = static_cast<std::uint64_t>(std::count_if(
        candidates.begin(), candidates.end(), [](const candidate& c) { return c.has_inside; }));
    const std::uint64_t passes = 2 * asked.rounds * candidates.size() + insides;
    std::uint64_t done = 0;
    shown.start("operations");
    const auto run = [&](const candidate& who, pass which, const std::string& doing) {
        return run_apart(who.name, [&]() -> nlohmann::json {
            const auto go_on = [&](std::uint64_t operations) {
                const std::uint64_t count = done * pass_operations + operations;
                shown.show(doing,
                           static_cast<double>(count) /
                               static_cast<double>(passes * pass_operations),
                           count);
                return !is_interrupted();
            };
            return who.run(work, which, asked.value_bytes, go_on).json();
        });
    };

    for (std::uint64_t round = 0; round < asked.rounds && !is_interrupted(); ++round) {
        for (map_results& map : result.maps) {
            const std::string doing =
                fmt::format("round {} of {}: {}", round + 1, asked.rounds, map.who.name);
            if (is_interrupted()) {
                break;
            }
            const nlohmann::json whole = run(map.who, pass::throughput, doing);
            ++done;
            result.processor_ns += whole["ns"].get<double>();
            result.wall_ns += whole["wall_ns"].get<double>();
            map.ns_per_operation.push_back(whole["ns"].get<double>() /
                                           std::max(1.0, whole["operations"].get<double>()));
            if (is_interrupted()) {
                break;
            }
            map.latencies.push_back(run(map.who, pass::latency, doing));
            ++done;
        }
    }
    for (map_results& map : result.maps) {
        if (map.who.has_inside && !map.latencies.empty() && !is_interrupted()) {
            map.inside = run(map.who, pass::inside, "looking inside " + map.who.name);
            ++done;
        }
    }
    shown.clear();
    result.is_complete = !is_interrupted();
    for (map_results& map : result.maps) {
        drop_unfinished_round(map, pass_operations);
    }
    std::erase_if(result.maps, [](const map_results& map) {
        return map.latencies.empty() || !map.latencies.front().contains("kinds");
    });
    if (result.maps.empty()) {
        throw interruption("interrupted before anything was measured");
    }
    return result;
}

} // namespace replay
