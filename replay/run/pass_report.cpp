#include "run/pass_report.hpp"

#include <nlohmann/json.hpp>

namespace replay {
namespace {

using place_in_json = nlohmann::json::json_pointer;

} // namespace

pass_report::pass_report() : figures_(std::make_unique<nlohmann::json>()) {}
pass_report::pass_report(pass_report&& other) noexcept = default;
pass_report& pass_report::operator=(pass_report&& other) noexcept = default;
pass_report::~pass_report() = default;

void pass_report::set(const std::string& place, std::uint64_t figure) {
    (*figures_)[place_in_json(place)] = figure;
}

void pass_report::set(const std::string& place, double figure) {
    (*figures_)[place_in_json(place)] = figure;
}

void pass_report::set(const std::string& place, const std::vector<std::uint64_t>& figures) {
    (*figures_)[place_in_json(place)] = figures;
}

void pass_report::set(const std::string& place, const std::vector<double>& figures) {
    (*figures_)[place_in_json(place)] = figures;
}

const nlohmann::json& pass_report::json() const noexcept { return *figures_; }

} // namespace replay
