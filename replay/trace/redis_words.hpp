#pragma once
// The arguments of a command, read as strictly as Redis reads them: what it refuses, changes
// nothing.

#include "trace/redis_commands.hpp"
#include "trace/words.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace replay {

class redis_words {
  public:
    explicit redis_words(std::span<const std::string_view> arguments) : arguments_(arguments) {}

    [[nodiscard]] std::size_t count() const noexcept { return arguments_.size(); }
    [[nodiscard]] std::string_view operator[](std::size_t index) const { return arguments_[index]; }
    // Returns: whether there is such an argument, and it is this word in letters of any case.
    [[nodiscard]] bool is(std::size_t index, std::string_view lower) const {
        return index < count() && is_word(arguments_[index], lower);
    }
    // Returns: the first index from `from` on of this word; count() if there is none.
    [[nodiscard]] std::size_t find(std::string_view lower, std::size_t from) const;

    // Returns: a decimal number of 64 bits with sign, without blanks, plus or leading zeros.
    [[nodiscard]] std::optional<std::int64_t> integer(std::size_t index) const;
    [[nodiscard]] bool is_number(std::size_t index) const;

    // Returns: seconds from `date` on, the present one in seconds since 1970.
    [[nodiscard]] std::optional<double> time_to_live(std::size_t index, redis_time meaning,
                                                     double date) const;
    // Returns: whether Redis takes these arguments for a command that makes a key.
    [[nodiscard]] bool obey(redis_rule rule) const;

  private:
    [[nodiscard]] bool are_places(std::size_t numbers) const;

    std::span<const std::string_view> arguments_;
};

// What SET and GETEX have behind their key and value.
struct set_options {
    bool only_absent = false;  // NX
    bool only_present = false; // XX
    bool gets = false;         // GET
    bool keeps_ttl = false;    // KEEPTTL
    bool persists = false;     // PERSIST
    std::optional<redis_time> time;
    std::size_t time_at = 0; // where its number is
};

// Returns: the options from `from` on; nothing if they are none, or exclude each other.
[[nodiscard]] std::optional<set_options> set_options_of(const redis_words& words, std::size_t from,
                                                        bool is_get);

// What EXPIRE has behind its time.
struct expire_options {
    bool only_without = false; // NX: where there is no time to live
    bool only_with = false;    // XX
    bool only_later = false;   // GT; no time to live is the latest of all
    bool only_earlier = false; // LT
};

[[nodiscard]] std::optional<expire_options> expire_options_of(const redis_words& words);

} // namespace replay
