#pragma once
// The text format 0.0.4: families of metrics, each with its HELP and TYPE once.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace ebb::inspect {

using labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// Returns: the labels as they stand behind a name; values escaped, and made valid UTF-8.
[[nodiscard]] std::string written(const labels& all);

class metric_family {
  public:
    metric_family(std::string_view name, std::string_view type, std::string_view help);

    // `suffix`: _bucket, _sum and _count of a histogram.
    void add(const labels& of, double value, std::string_view suffix = {});
    void add(const labels& of, std::uint64_t value, std::string_view suffix = {});

    // Returns: all of it; nothing if there is no sample.
    [[nodiscard]] std::string text() const;

  private:
    std::string name_;
    std::string head_;
    std::string samples_;
};

} // namespace ebb::inspect
