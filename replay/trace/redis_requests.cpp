#include "trace/redis_requests.hpp"

#include "trace/numbers.hpp"
#include "trace/words.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace replay {
namespace {

class builder {
  public:
    builder(const redis_command& command, std::span<const std::string_view> arguments, double now,
            std::vector<request>& to)
        : command_(command), arguments_(arguments), now_(now), to_(to) {}

    [[nodiscard]] bool build() {
        switch (command_.shape) {
        case redis_shape::no_key:
            return true;
        case redis_shape::key:
            return append(1, command_.kind);
        case redis_shape::keys:
            return append_range(1, count(), command_.kind);
        case redis_shape::keys_and_timeout:
            return append_range(1, count() - 1, command_.kind);
        case redis_shape::two_keys:
            return append(1, command_.kind) && append(2, command_.kind);
        case redis_shape::key_value:
            return append_with_value(1, 2, command_.kind);
        case redis_shape::pairs:
            return append_pairs();
        case redis_shape::subcommand_key:
            return count() < 3 || append(2, command_.kind);
        case redis_shape::counted:
            return append_counted(1, command_.kind);
        case redis_shape::timeout_counted:
            return append_counted(2, command_.kind);
        case redis_shape::streams:
            return append_streams();
        case redis_shape::migrate:
            return append_migrated();
        default:
            return build_store();
        }
    }

  private:
    [[nodiscard]] bool build_store() {
        switch (command_.shape) {
        case redis_shape::rename:
            return append(1, request_kind::erase) && append(2, request_kind::set);
        case redis_shape::move:
            return append(1, request_kind::get) && append(2, command_.kind);
        case redis_shape::store:
            // PFMERGE has no sources at times, the others always.
            return (count() == 2 || append_range(2, count(), request_kind::get)) &&
                   append(1, command_.kind);
        case redis_shape::store_one:
            return append(2, request_kind::get) && append(1, command_.kind);
        case redis_shape::store_counted:
            return append_counted(2, request_kind::get) && append(1, command_.kind);
        case redis_shape::bit_operation:
            return append_range(3, count(), request_kind::get) && append(2, command_.kind);
        case redis_shape::may_store:
            return append_may_store();
        default:
            return build_expiring();
        }
    }

    [[nodiscard]] bool build_expiring() {
        switch (command_.shape) {
        case redis_shape::set_with_options:
            return append_set();
        case redis_shape::set_expiring: {
            const auto ttl = time_to_live(2, command_.time);
            return ttl && *ttl > 0 && append_with_value(1, 3, command_.kind, *ttl);
        }
        case redis_shape::get_expiring:
            return append_getex();
        case redis_shape::expire: {
            const auto ttl = time_to_live(2, command_.time);
            return ttl && append_or_erase(1, *ttl);
        }
        case redis_shape::restore:
            return append_restored();
        default:
            return false;
        }
    }

    [[nodiscard]] std::size_t count() const { return arguments_.size(); }
    [[nodiscard]] bool is(std::size_t index, std::string_view lower) const {
        return is_word(arguments_[index], lower);
    }
    // Returns: the first index from `from` on of this word; count() if there is none.
    [[nodiscard]] std::size_t find(std::string_view lower, std::size_t from) const {
        while (from < count() && !is(from, lower)) {
            ++from;
        }
        return from < count() ? from : count();
    }

    // These return false where there is no such argument.
    bool append(std::size_t key, request_kind kind, double ttl = 0) {
        if (key >= count()) return false;
        request made;
        made.kind = kind;
        made.text = arguments_[key];
        made.ttl = ttl;
        to_.push_back(made);
        return true;
    }
    bool append_with_value(std::size_t key, std::size_t value, request_kind kind, double ttl = 0) {
        if (value >= count() || !append(key, kind, ttl)) return false;
        to_.back().value_bytes = saturated(arguments_[value].size());
        return true;
    }
    bool append_range(std::size_t begin, std::size_t end, request_kind kind) {
        if (begin >= end || end > count()) return false;
        for (std::size_t key = begin; key != end; ++key) {
            append(key, kind);
        }
        return true;
    }
    bool append_counted(std::size_t where, request_kind kind) {
        const auto keys = where < count() ? number_in(arguments_[where]) : std::nullopt;
        return keys && *keys <= count() &&
               append_range(where + 1, where + 1 + static_cast<std::size_t>(*keys), kind);
    }
    bool append_pairs() {
        if (count() < 3 || count() % 2 == 0) return false;
        for (std::size_t key = 1; key != count(); key += 2) {
            append_with_value(key, key + 1, command_.kind);
        }
        return true;
    }
    // Effects: a key whose time has run out is erased.
    bool append_or_erase(std::size_t key, double ttl) {
        return ttl > 0 ? append(key, command_.kind, ttl) : append(key, request_kind::erase);
    }

    bool append_streams() {
        const std::size_t begin = find("streams", 1) + 1;
        const std::size_t places = begin < count() ? count() - begin : 0;
        return places % 2 == 0 && append_range(begin, begin + places / 2, command_.kind);
    }

    bool append_may_store() {
        if (!append(1, request_kind::get)) return false;
        for (std::size_t at = 2; at < count(); ++at) {
            const bool is_store = is(at, "store") || is(at, "storedist");
            if (is_store && !append(++at, command_.kind)) return false;
        }
        return true;
    }

    bool append_migrated() {
        if (count() < 6) return false;
        const auto kind = find("copy", 6) != count() ? request_kind::get : command_.kind;
        return arguments_[3].empty() ? append_range(find("keys", 6) + 1, count(), kind)
                                     : append(3, kind);
    }

    // Returns: seconds from now on; nothing if there is no number.
    [[nodiscard]] std::optional<double> time_to_live(std::size_t where, redis_time meaning) const {
        const auto number = where < count() ? decimal_in(arguments_[where]) : std::nullopt;
        if (!number) return std::nullopt;
        switch (meaning) {
        case redis_time::seconds:
            return *number;
        case redis_time::milliseconds:
            return *number / 1e3;
        case redis_time::date_in_seconds:
            return *number - now_;
        case redis_time::date_in_milliseconds:
            return *number / 1e3 - now_;
        }
        return std::nullopt;
    }
    [[nodiscard]] std::optional<redis_time> time_option(std::size_t where) const {
        if (is(where, "ex")) return redis_time::seconds;
        if (is(where, "px")) return redis_time::milliseconds;
        if (is(where, "exat")) return redis_time::date_in_seconds;
        if (is(where, "pxat")) return redis_time::date_in_milliseconds;
        return std::nullopt;
    }

    bool append_set() {
        request_kind kind = command_.kind;
        double ttl = 0;
        for (std::size_t at = 3; at < count(); ++at) {
            if (const auto meaning = time_option(at)) {
                const auto found = time_to_live(++at, *meaning);
                const bool is_date = *meaning == redis_time::date_in_seconds ||
                                     *meaning == redis_time::date_in_milliseconds;
                if (!found || (*found <= 0 && !is_date)) return false;
                if (*found <= 0) return append(1, request_kind::erase);
                ttl = *found;
            } else if (is(at, "nx") || is(at, "keepttl")) {
                kind = request_kind::add;
            } else if (!is(at, "xx") && !is(at, "get")) {
                return false;
            }
        }
        return append_with_value(1, 2, kind, ttl);
    }

    bool append_getex() {
        if (count() == 2 || (count() == 3 && is(2, "persist"))) return append(1, command_.kind);
        if (count() != 4) return false;
        const auto meaning = time_option(2);
        const auto ttl = meaning ? time_to_live(3, *meaning) : std::nullopt;
        return ttl && append_or_erase(1, *ttl);
    }

    bool append_restored() {
        const bool is_date = find("absttl", 4) != count();
        auto ttl = time_to_live(2, redis_time::milliseconds);
        if (!ttl || *ttl < 0) return false;
        if (*ttl > 0 && is_date) {
            *ttl -= now_;
            if (*ttl <= 0) return append(1, request_kind::erase);
        }
        return append_with_value(1, 3, command_.kind, *ttl);
    }

    const redis_command& command_;
    std::span<const std::string_view> arguments_;
    double now_;
    std::vector<request>& to_;
};

} // namespace

bool append_requests(const redis_command& command, std::span<const std::string_view> arguments,
                     double now, std::vector<request>& to) {
    return builder(command, arguments, now, to).build();
}

} // namespace replay
