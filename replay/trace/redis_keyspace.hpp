#pragma once
// The keys that a server of Redis holds, in its databases, with their types and when they expire.

#include "trace/redis_elements.hpp"

#include <ebb/map.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

enum class redis_type : std::uint8_t {
    any, // not known: what RESTORE brings
    string,
    list,
    set,
    sorted_set,
    hash,
    stream,
};

// Returns: whether a value of the one type may be where the other is asked for.
[[nodiscard]] constexpr bool may_be(redis_type one, redis_type other) noexcept {
    return one == other || one == redis_type::any || other == redis_type::any;
}

struct redis_entry {
    static constexpr double never = std::numeric_limits<double>::infinity();

    redis_type type = redis_type::any;
    double deadline = never;                  // seconds, on the clock of advance()
    std::shared_ptr<redis_elements> elements; // null: not known, or none that could go

    [[nodiscard]] bool expires() const noexcept { return deadline != never; }
};

class redis_keyspace {
  public:
    using database_number = std::uint64_t;

    // Effects: it is so late now, or as late as it was before; what has expired is gone.
    void advance(double seconds) noexcept { now_ = seconds > now_ ? seconds : now_; }
    [[nodiscard]] double now() const noexcept { return now_; }

    // Returns: the entry; nullptr if there is none. Until the next change.
    [[nodiscard]] redis_entry* find(database_number database, std::string_view key);
    void put(database_number database, std::string_view key, const redis_entry& entry);
    // Returns: whether it was there.
    bool erase(database_number database, std::string_view key);

    // Effects: each of the two has what the other had, its first_number() too.
    void swap(database_number one, database_number other);
    // Effects: it is empty. Returns: the keys that it had, sorted.
    [[nodiscard]] std::vector<std::string> clear(database_number database);
    // Returns: the databases that have keys, or may have some.
    [[nodiscard]] std::vector<database_number> databases() const;

    // Returns: the number that the contents of a database had at first, before any swap. It names
    // them for good: a swap changes what clients call them, not where they lie.
    [[nodiscard]] database_number first_number(database_number database) const;

  private:
    struct contents {
        database_number first_number;
        ebb::map<std::string, redis_entry> entries;
        std::size_t sweep_at = 1'024; // entries at which those that have expired are looked for
    };

    [[nodiscard]] contents& of(database_number number);
    void sweep(contents& which) const;

    std::map<database_number, contents> databases_;
    double now_ = 0;
};

} // namespace replay
