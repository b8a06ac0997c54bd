#pragma once
// What a pass found out, figure by figure. The library for JSON is included where reports are read,
// not where maps are measured: it would take as long to compile as a map, for each map again.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace replay {

class pass_report {
  public:
    pass_report();
    pass_report(pass_report&& other) noexcept;
    pass_report& operator=(pass_report&& other) noexcept;
    ~pass_report();

    // `place`: as JSON pointers name it, "/kinds/find/count"; what it leads through is made.
    void set(const std::string& place, std::uint64_t figure);
    void set(const std::string& place, double figure);
    void set(const std::string& place, const std::vector<std::uint64_t>& figures);
    void set(const std::string& place, const std::vector<double>& figures);

    // Returns: an object; null if nothing was set.
    [[nodiscard]] const nlohmann::json& json() const noexcept;

  private:
    std::unique_ptr<nlohmann::json> figures_;
};

} // namespace replay
