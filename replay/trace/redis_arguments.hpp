#pragma once
// A command as `redis-cli MONITOR` shows it: arguments in double quotes, a blank between, where a
// backslash begins one of \\ \" \n \r \t \a \b \xHH.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

class redis_arguments {
  public:
    // Effects: the arguments are those of `text`, until the next call. They lie in the text where
    // they have no backslashes, else in this object.
    // Returns: the rest that could not be read, nothing if all is well.
    [[nodiscard]] std::string_view read(std::string_view text);

    // Returns: the command's name first.
    [[nodiscard]] std::span<const std::string_view> all() const noexcept { return arguments_; }

  private:
    std::vector<std::string_view> arguments_;
    std::string unescaped_; // one after the other
};

} // namespace replay
