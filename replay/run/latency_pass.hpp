#pragma once
// How long a map takes for every single operation, and the memory that it holds meanwhile.

#include "plan/plan.hpp"
#include "run/candidate.hpp"
#include "run/clock.hpp"
#include "run/latencies.hpp"
#include "run/replayed.hpp"
#include "run/resident.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

namespace replay {

// A map under watch: what its operations cost, and how large it is at each point of the plan.
template <class Map> class watched {
  public:
    using key_type = typename Map::key_type;

    explicit watched(const plan_facts& facts) : facts_(facts) {
        for (std::vector<double>& worst : worst_ns_) {
            worst.assign(facts.points.size(), 0);
        }
        map_bytes_.reserve(facts.points.size());
        resident_bytes_.reserve(facts.points.size());
        resident_before_ = resident_bytes();
        reset_peak();
        peak_before_ = peak_resident_bytes();
        buckets_ = subject_.map().bucket_count();
    }

    // Throws: failure if the outcome is not the plan's.
    void apply(const operation<key_type>& asked) {
        const clock::moment begin = clock::now();
        const bool outcome = subject_.apply(asked);
        const double ns = clock::ns_between(begin, clock::now());
        if (outcome != asked.outcome) {
            fail_by_outcome<Map>(asked, subject_.operations());
        }
        const std::size_t kind = index_of(asked.kind);
        by_kind_[kind].add(ns);
        all_.add(ns);
        double& worst = worst_ns_[kind][map_bytes_.size()];
        worst = std::max(worst, ns);
        if (asked.kind != operation_kind::find) {
            note_size();
        }
    }

    [[nodiscard]] std::uint64_t operations() const { return subject_.operations(); }
    [[nodiscard]] bool is_at_point() const {
        return operations() == facts_.points[map_bytes_.size()].operations;
    }
    // Effects: the point has been reached. Returns: whether there is another one.
    bool pass_point() {
        map_bytes_.push_back(subject_.memory_bytes());
        resident_bytes_.push_back(resident_now());
        return map_bytes_.size() < facts_.points.size();
    }

    // Effects: lets the map rest, and checks its contents, if it has come to the end.
    [[nodiscard]] pass_report result();

  private:
    void note_size() {
        const std::size_t buckets = subject_.map().bucket_count();
        growths_ += buckets != buckets_;
        buckets_ = buckets;
        peak_bytes_ = subject_.peak_bytes(peak_bytes_, subject_.memory_bytes());
    }
    [[nodiscard]] std::size_t resident_now() const {
        const std::size_t now = resident_bytes();
        return now > resident_before_ ? now - resident_before_ : 0;
    }
    static void add_figures(const std::string& kind, const latencies& times, pass_report& to) {
        std::vector<double> quantiles;
        for (const double share : shares_of(times.count())) {
            quantiles.push_back(times.quantile_ns(share));
        }
        to.set("/kinds/" + kind + "/count", times.count());
        to.set("/kinds/" + kind + "/mean", times.mean_ns());
        to.set("/kinds/" + kind + "/quantiles", quantiles);
    }

    const plan_facts& facts_;
    std::array<std::vector<double>, 4> worst_ns_; // by kind, since the last point; 0: none
    std::vector<std::uint64_t> map_bytes_;        // at each point that was passed
    std::vector<std::uint64_t> resident_bytes_;
    std::array<latencies, 4> by_kind_;
    latencies all_;
    std::size_t resident_before_ = 0;
    std::size_t peak_before_ = 0;
    std::size_t buckets_ = 0;
    std::size_t growths_ = 0;
    std::size_t peak_bytes_ = 0;
    replayed<Map> subject_;
};

template <class Map> pass_report watched<Map>::result() {
    const std::size_t peak = peak_resident_bytes();
    pass_report result;
    result.set("/operations", operations());
    result.set("/map_bytes", map_bytes_);
    result.set("/resident_bytes", resident_bytes_);
    result.set("/growths", growths_);
    result.set("/peak_bytes", peak_bytes_);
    result.set("/peak_resident_bytes", peak > peak_before_ ? peak - peak_before_ : 0);
    if (operations() == facts_.operations) {
        subject_.rest();
        result.set("/rest_bytes", subject_.memory_bytes());
        result.set("/rest_resident_bytes", resident_now());
        subject_.check_contents(facts_);
    }
    if (all_.count() != 0) {
        add_figures("all", all_, result);
    }
    for (std::size_t kind = 0; kind < by_kind_.size(); ++kind) {
        if (by_kind_[kind].count() != 0) {
            const std::string name = operation_names[kind];
            add_figures(name, by_kind_[kind], result);
            result.set("/worst_ns/" + name, worst_ns_[kind]);
        }
    }
    return result;
}

// {"operations", "worst_ns": {kind: [a figure a point]}, "map_bytes", "resident_bytes": [a figure a
// point], "kinds": {kind: {"count", "mean", "quantiles": [a figure a share of shares_of(count)]}},
// "growths", "peak_bytes", "peak_resident_bytes", "rest_bytes", "rest_resident_bytes"}
template <class Map> pass_report latency_pass(const plan& work, const run_progress& go_on) {
    using key_type = typename Map::key_type;
    operation_reader<key_type> reader(work.file);
    std::vector<operation<key_type>> batch(batch_size);
    for (operation<key_type>& each : batch) {
        if constexpr (std::is_same_v<key_type, std::string>) {
            each.key.reserve(256); // so that reading the plan is not seen in this process's memory
        }
    }
    watched<Map> subject(work.facts);
    bool is_going_on = true;
    while (const std::size_t count = is_going_on ? reader.read(batch) : 0) {
        for (std::size_t i = 0; i < count && is_going_on; ++i) {
            subject.apply(batch[i]);
            if (subject.is_at_point()) {
                is_going_on = subject.pass_point() && go_on(subject.operations());
            }
        }
    }
    return subject.result();
}

} // namespace replay
