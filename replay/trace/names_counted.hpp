#pragma once
// How often names occurred, for a sentence: "30 PING, 4 INFO and 12 others".

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace replay {

class names_counted {
  public:
    // Effects: counts a name, in letters of any case. What is not printable ASCII is shown as
    // escapes. Beyond 1,000 names, new ones are counted without their name.
    void add(std::string_view name);

    [[nodiscard]] std::uint64_t total() const noexcept { return total_; }
    // Returns: the most frequent names with their numbers, the most frequent first.
    [[nodiscard]] std::string text() const;

  private:
    std::map<std::string, std::uint64_t, std::less<>> counts_;
    std::uint64_t total_ = 0;
};

} // namespace replay
