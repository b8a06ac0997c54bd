#include "trace/redis_server.hpp"

#include "trace/numbers.hpp"
#include "trace/redis_words.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

namespace replay {
namespace {

using database_number = redis_keyspace::database_number;
using enum request_kind;

// One command on its way. Functions that return bool say whether Redis takes the command.
class execution {
  public:
    execution(const redis_command& command, std::span<const std::string_view> arguments,
              database_number database, double date, redis_keyspace& keys,
              std::vector<std::vector<std::string>>& cleared, std::vector<redis_request>& to)
        : command_(command), words_(arguments), database_(database), date_(date), keys_(keys),
          cleared_(cleared), to_(to) {}

    [[nodiscard]] bool run() {
        switch (command_.shape) {
        case redis_shape::no_key:
            return true;
        case redis_shape::key:
            return look_up(1, 2);
        case redis_shape::keys:
            return look_up(1, count());
        case redis_shape::two_keys:
            return look_up(1, 3);
        case redis_shape::subcommand_key:
            return count() < 3 || look_up(2, 3);
        case redis_shape::counted:
            return look_up_counted(1);
        case redis_shape::streams:
            return look_up_streams();
        case redis_shape::make:
            return make_key();
        case redis_shape::make_group:
            return make_group();
        case redis_shape::clear_database:
        case redis_shape::clear_server:
            return clear();
        default:
            return count() > 1 && run_elements();
        }
    }

  private:
    // What is inside of what a key has.
    [[nodiscard]] bool run_elements() {
        using enum redis_elements::end;
        switch (command_.shape) {
        case redis_shape::remove_members:
            return remove_members();
        case redis_shape::pop:
            return pop(left);
        case redis_shape::pop_right:
            return pop(right);
        case redis_shape::pop_first:
            return pop_first(left);
        case redis_shape::pop_first_right:
            return pop_first(right);
        case redis_shape::pop_first_of:
            return pop_first_of(1);
        case redis_shape::timeout_pop_first_of:
            return pop_first_of(2);
        case redis_shape::trim:
            return trim();
        case redis_shape::remove_equal:
            return remove_equal();
        case redis_shape::remove_ranks:
            return remove_ranks();
        case redis_shape::remove_range:
            return remove_range();
        case redis_shape::push_present:
            return push_present(left);
        case redis_shape::push_present_right:
            return push_present(right);
        case redis_shape::insert_beside:
            return insert_beside();
        default:
            return run_set();
        }
    }

    // What has a value, or a time to live, of its own.
    [[nodiscard]] bool run_set() {
        switch (command_.shape) {
        case redis_shape::set_with_options:
            return set_with_options();
        case redis_shape::set_expiring:
            return set_expiring();
        case redis_shape::set_if_absent:
            return count() == 3 && (add(1, redis_type::string, 0, size(2)), true);
        case redis_shape::get_and_set:
            return count() == 3 && is_of_type(1) && (set(1, redis_type::string, 0, size(2)), true);
        case redis_shape::pairs:
            return set_pairs();
        case redis_shape::pairs_if_absent:
            return add_pairs();
        case redis_shape::get_expiring:
            return get_expiring();
        case redis_shape::expire:
            return expire();
        case redis_shape::persist:
            return persist();
        case redis_shape::restore:
            return restore();
        default:
            return run_moving();
        }
    }

    [[nodiscard]] bool run_moving() {
        switch (command_.shape) {
        case redis_shape::remove:
            for (std::size_t key = 1; key != count(); ++key) {
                remove(key);
            }
            return true;
        case redis_shape::get_and_remove:
            return count() == 2 && is_of_type(1) && (remove(1), true);
        case redis_shape::migrate:
            return migrate();
        case redis_shape::rename:
            return rename(false);
        case redis_shape::rename_if_absent:
            return rename(true);
        case redis_shape::copy:
            return copy();
        case redis_shape::move:
            return move();
        case redis_shape::swap_databases:
            return swap();
        default:
            return run_storing();
        }
    }

    [[nodiscard]] bool run_storing() {
        switch (command_.shape) {
        case redis_shape::move_element:
            return count() >= 5 && move_element(end_named(3), end_named(4));
        case redis_shape::move_last:
            return count() >= 3 &&
                   move_element(redis_elements::end::right, redis_elements::end::left);
        case redis_shape::move_member:
            return move_member();
        case redis_shape::merge:
            return merge();
        case redis_shape::store_union:
        case redis_shape::store_intersection:
        case redis_shape::store_difference:
            return store_combined();
        case redis_shape::store_range:
            return store_range();
        case redis_shape::may_store:
            return may_store();
        case redis_shape::bit_operation:
            return bit_operation();
        default:
            return false;
        }
    }

    [[nodiscard]] bool clear() {
        const bool has_option = count() == 2 && (words_.is(1, "async") || words_.is(1, "sync"));
        if (count() != 1 && !has_option) return false;
        if (command_.shape == redis_shape::clear_database) {
            clear_one(database_);
            return true;
        }
        for (const database_number each : keys_.databases()) {
            clear_one(each);
        }
        return true;
    }
    void clear_one(database_number which) {
        cleared_.push_back(keys_.clear(which));
        for (const std::string& key : cleared_.back()) {
            to_.push_back({erase, keys_.first_number(which), key});
        }
    }

    [[nodiscard]] std::size_t count() const { return words_.count(); }
    [[nodiscard]] std::uint32_t size(std::size_t index) const {
        return saturated(words_[index].size());
    }

    // The entry of a key that is named by the argument.
    [[nodiscard]] redis_entry* entry(std::size_t key) { return keys_.find(database_, words_[key]); }
    [[nodiscard]] bool is_there(std::size_t key) { return entry(key) != nullptr; }
    [[nodiscard]] double deadline_in(double ttl) const {
        return ttl > 0 ? keys_.now() + ttl : redis_entry::never;
    }
    // Returns: seconds; 0: never.
    [[nodiscard]] double time_left(const redis_entry& of) const {
        return of.expires() ? of.deadline - keys_.now() : 0;
    }

    void ask(request_kind kind, std::size_t key, double ttl = 0, std::uint32_t bytes = 0) {
        ask_in(database_, kind, key, ttl, bytes);
    }
    void ask_in(database_number where, request_kind kind, std::size_t key, double ttl = 0,
                std::uint32_t bytes = 0) {
        to_.push_back({kind, keys_.first_number(where), words_[key], ttl, bytes});
    }
    void get(std::size_t key) { ask(request_kind::get, key); }
    void set(std::size_t key, redis_type type, double ttl = 0, std::uint32_t bytes = 0,
             std::shared_ptr<redis_elements> elements = nullptr) {
        keys_.put(database_, words_[key], {type, deadline_in(ttl), std::move(elements)});
        ask(request_kind::set, key, ttl, bytes);
    }
    // Requires: it is there. Effects: it has another time to live; 0: none.
    void set_ttl(std::size_t key, double ttl) {
        entry(key)->deadline = deadline_in(ttl);
        ask(request_kind::set, key, ttl);
    }
    // Returns: whether it was not there.
    bool add(std::size_t key, redis_type type, double ttl = 0, std::uint32_t bytes = 0) {
        const bool is_new = !is_there(key);
        if (is_new) {
            const bool has_elements = type != redis_type::string && type != redis_type::stream;
            keys_.put(database_, words_[key],
                      {type, deadline_in(ttl),
                       has_elements ? std::make_shared<redis_elements>() : nullptr});
        }
        ask(request_kind::add, key, ttl, bytes);
        return is_new;
    }
    void remove(std::size_t key) {
        keys_.erase(database_, words_[key]);
        ask(erase, key);
    }

    // Effects: a lookup, if it returns false.
    [[nodiscard]] bool is_of_type(std::size_t key) { return is_of_type(key, command_.type); }
    [[nodiscard]] bool is_of_type(std::size_t key, redis_type type) {
        const redis_entry* const found = entry(key);
        if (found == nullptr || may_be(found->type, type)) return true;
        get(key);
        return false;
    }

    // Returns: what is in the key; nullptr if that is not known, or it is not there.
    [[nodiscard]] redis_elements* elements(std::size_t key) {
        const redis_entry* const found = entry(key);
        return found == nullptr ? nullptr : found->elements.get();
    }
    // Effects: a key whose last element has gone, goes.
    void settle(std::size_t key) {
        const redis_elements* const left = elements(key);
        if (left != nullptr && left->is_empty()) remove(key);
    }
    [[nodiscard]] redis_elements::hash hash(std::size_t argument) const {
        return redis_elements::hash_of(words_[argument]);
    }
    [[nodiscard]] redis_elements::end end_named(std::size_t argument) const {
        return words_.is(argument, "left") ? redis_elements::end::left : redis_elements::end::right;
    }

    [[nodiscard]] bool look_up(std::size_t begin, std::size_t end) {
        if (begin >= end || end > count()) return false;
        for (std::size_t key = begin; key != end; ++key) {
            get(key);
        }
        return true;
    }
    // Returns: where the keys end of which as many follow as the argument says; nothing if there
    // are fewer.
    [[nodiscard]] std::optional<std::size_t> end_of_counted(std::size_t where) const {
        const auto keys = words_.integer(where);
        if (!keys || *keys < 1 || static_cast<std::size_t>(*keys) >= count() - where) {
            return std::nullopt;
        }
        return where + 1 + static_cast<std::size_t>(*keys);
    }
    [[nodiscard]] bool look_up_counted(std::size_t where) {
        const auto end = end_of_counted(where);
        return end && look_up(where + 1, *end);
    }
    [[nodiscard]] bool look_up_streams() {
        const std::size_t begin = words_.find("streams", 1) + 1;
        const std::size_t places = begin < count() ? count() - begin : 0;
        return places % 2 == 0 && look_up(begin, begin + places / 2);
    }

    [[nodiscard]] bool make_key() {
        if (count() < 2 || !words_.obey(command_.rule) || !is_of_type(1)) return false;
        if (makes_nothing()) {
            get(1);
        } else {
            add(1, command_.type);
            if (redis_elements* const inside = elements(1)) put_elements(*inside);
        }
        return true;
    }
    // Effects: adds the elements that the command names.
    void put_elements(redis_elements& to) const {
        std::size_t first = 2;
        std::size_t step = 1;
        std::size_t end = count();
        switch (command_.rule) {
        case redis_rule::elements:
        case redis_rule::elements_right:
            break;
        case redis_rule::fields_and_values:
            step = 2;
            break;
        case redis_rule::member:
        case redis_rule::integer_third:
        case redis_rule::number_third:
            end = 3;
            break;
        case redis_rule::number_second:
            first = 3;
            break;
        case redis_rule::scores:
        case redis_rule::places: {
            step = command_.rule == redis_rule::scores ? 2 : 3;
            while (!words_.is_number(first)) {
                ++first;
            }
            first += step - 1;
            break;
        }
        default:
            return;
        }
        const auto where = command_.rule == redis_rule::elements_right ? redis_elements::end::right
                                                                       : redis_elements::end::left;
        for (std::size_t i = first; i < end; i += step) {
            if (command_.type == redis_type::list) {
                to.push(where, hash(i));
            } else {
                to.add(hash(i));
            }
        }
    }

    [[nodiscard]] bool remove_members() {
        if (count() < 3 || !is_of_type(1)) return false;
        get(1);
        if (redis_elements* const inside = elements(1)) {
            for (std::size_t i = 2; i != count(); ++i) {
                inside->remove(hash(i));
            }
        }
        settle(1);
        return true;
    }

    void take(std::size_t key, std::int64_t number, redis_elements::end where) {
        redis_elements* const inside = elements(key);
        if (inside == nullptr || number <= 0) return;
        const std::size_t most = std::min(inside->most(), static_cast<std::size_t>(number));
        if (command_.type != redis_type::list) {
            inside->drop(most);
        } else {
            for (std::size_t i = 0; i != most; ++i) {
                inside->pop(where);
            }
        }
        settle(key);
    }
    [[nodiscard]] bool pop(redis_elements::end where) {
        const auto number = count() > 2 ? words_.integer(2) : std::optional<std::int64_t>(1);
        if (count() > 3 || !number || *number < 0 || !is_of_type(1)) return false;
        get(1);
        take(1, *number, where);
        return true;
    }
    [[nodiscard]] bool pop_first(redis_elements::end where) {
        if (count() < 3 || !words_.is_number(count() - 1)) return false;
        return pop_one_of(1, count() - 1, 1, where);
    }
    [[nodiscard]] bool pop_first_of(std::size_t where) {
        const auto end = where < count() ? end_of_counted(where) : std::nullopt;
        if (!end || *end >= count()) return false;
        const bool has_count = words_.is(*end + 1, "count");
        const auto number = has_count ? words_.integer(*end + 2) : std::optional<std::int64_t>(1);
        if (!number || *number < 1) return false;
        return pop_one_of(where + 1, *end, *number, end_named(*end));
    }
    [[nodiscard]] bool pop_one_of(std::size_t begin, std::size_t end, std::int64_t number,
                                  redis_elements::end where) {
        for (std::size_t key = begin; key != end; ++key) {
            if (!is_of_type(key)) return false;
            get(key);
            if (!is_there(key)) continue;
            take(key, number, where);
            return true;
        }
        return true;
    }

    [[nodiscard]] bool trim() {
        const auto first = words_.integer(2);
        const auto last = words_.integer(3);
        if (count() != 4 || !first || !last || !is_of_type(1)) return false;
        get(1);
        if (redis_elements* const inside = elements(1)) inside->trim(*first, *last);
        settle(1);
        return true;
    }
    [[nodiscard]] bool remove_equal() {
        const auto number = words_.integer(2);
        if (count() != 4 || !number || !is_of_type(1)) return false;
        get(1);
        if (redis_elements* const inside = elements(1)) inside->remove_equal(hash(3), *number);
        settle(1);
        return true;
    }
    [[nodiscard]] bool remove_ranks() {
        const auto first = words_.integer(2);
        const auto last = words_.integer(3);
        if (count() != 4 || !first || !last || !is_of_type(1)) return false;
        get(1);
        if (redis_elements* const inside = elements(1)) {
            const auto [begin, end] = redis_elements::range_of(*first, *last, inside->most());
            if (end != begin) inside->drop(end - begin);
        }
        settle(1);
        return true;
    }
    // Of scores or of names, which nobody keeps here: all of them go, or an unknown number.
    [[nodiscard]] bool remove_range() {
        if (count() != 4 || !is_of_type(1)) return false;
        get(1);
        if (redis_elements* const inside = elements(1)) {
            const bool is_all =
                (words_.is(2, "-inf") && (words_.is(3, "+inf") || words_.is(3, "inf"))) ||
                (words_.is(2, "-") && words_.is(3, "+"));
            inside->drop(is_all ? inside->most() : 0);
        }
        settle(1);
        return true;
    }
    [[nodiscard]] bool push_present(redis_elements::end where) {
        if (count() < 3 || !is_of_type(1)) return false;
        get(1);
        if (redis_elements* const inside = elements(1)) {
            for (std::size_t i = 2; i != count(); ++i) {
                inside->push(where, hash(i));
            }
        }
        return true;
    }
    [[nodiscard]] bool insert_beside() {
        const bool is_before = words_.is(2, "before");
        if (count() != 5 || (!is_before && !words_.is(2, "after")) || !is_of_type(1)) return false;
        get(1);
        if (redis_elements* const inside = elements(1)) {
            inside->insert(hash(3), is_before, hash(4));
        }
        return true;
    }

    // Whether the arguments keep a command from making a key.
    [[nodiscard]] bool makes_nothing() const {
        switch (command_.rule) {
        case redis_rule::range:
            return words_[3].empty();
        case redis_rule::scores:
        case redis_rule::places:
            for (std::size_t at = 2; at < count() && !words_.is_number(at); ++at) {
                if (words_.is(at, "xx")) return true;
            }
            return false;
        case redis_rule::entry:
            return words_.is(2, "nomkstream");
        case redis_rule::bit_fields:
            return words_.find("set", 2) == count() && words_.find("incrby", 2) == count();
        default:
            return false;
        }
    }
    [[nodiscard]] bool make_group() {
        if (count() < 3) return true; // HELP
        const bool makes = words_.is(1, "create") && words_.find("mkstream", 5) < count();
        if (!is_of_type(2)) return false;
        if (makes) {
            add(2, command_.type);
        } else {
            get(2);
        }
        return true;
    }

    [[nodiscard]] bool set_with_options() {
        const auto options = count() < 3 ? std::nullopt : set_options_of(words_, 3, false);
        if (!options) return false;
        double ttl = 0;
        bool is_past = false;
        if (options->time) {
            if (words_.integer(options->time_at).value_or(0) <= 0) return false;
            const auto found = words_.time_to_live(options->time_at, *options->time, date_);
            if (!found) return false;
            ttl = *found;
            is_past = ttl <= 0;
        }
        if (options->gets && !is_of_type(1)) return false;
        const redis_entry* const before = entry(1);
        if (options->keeps_ttl && before != nullptr) ttl = time_left(*before);
        if (options->only_present && before == nullptr) {
            get(1);
        } else if (options->only_absent && before != nullptr) {
            add(1, command_.type, ttl, size(2));
        } else if (is_past) {
            remove(1);
        } else if (options->only_absent) {
            add(1, command_.type, ttl, size(2));
        } else {
            set(1, command_.type, ttl, size(2));
        }
        return true;
    }

    [[nodiscard]] bool set_expiring() {
        const auto ttl = words_.time_to_live(2, command_.time, date_);
        if (count() != 4 || !ttl || *ttl <= 0) return false;
        set(1, command_.type, *ttl, size(3));
        return true;
    }

    [[nodiscard]] bool set_pairs() {
        if (count() < 3 || count() % 2 == 0) return false;
        for (std::size_t key = 1; key != count(); key += 2) {
            set(key, command_.type, 0, size(key + 1));
        }
        return true;
    }
    [[nodiscard]] bool add_pairs() {
        if (count() < 3 || count() % 2 == 0) return false;
        for (std::size_t key = 1; key != count(); key += 2) {
            if (is_there(key)) {
                get(key);
                return true;
            }
        }
        for (std::size_t key = 1; key != count(); key += 2) {
            if (!add(key, command_.type, 0, size(key + 1))) to_.back().kind = request_kind::set;
        }
        return true;
    }

    [[nodiscard]] bool get_expiring() {
        const auto options = set_options_of(words_, 2, true);
        if (!options || !is_of_type(1)) return false;
        redis_entry* const found = entry(1);
        get(1);
        if (found == nullptr) return true;
        if (options->persists && found->expires()) set_ttl(1, 0);
        if (!options->time) return true;
        const auto ttl = words_.time_to_live(options->time_at, *options->time, date_);
        if (!ttl || words_.integer(options->time_at).value_or(0) <= 0) return false;
        if (*ttl > 0) {
            set_ttl(1, *ttl);
        } else {
            remove(1);
        }
        return true;
    }

    [[nodiscard]] bool expire() {
        const auto options = expire_options_of(words_);
        const auto ttl = words_.time_to_live(2, command_.time, date_);
        if (!options || !ttl) return false;
        const redis_entry* const found = entry(1);
        const double deadline = keys_.now() + *ttl;
        const bool holds = found != nullptr && (!options->only_without || !found->expires()) &&
                           (!options->only_with || found->expires()) &&
                           (!options->only_later || deadline > found->deadline) &&
                           (!options->only_earlier || deadline < found->deadline);
        if (!holds) {
            get(1);
        } else if (*ttl > 0) {
            set_ttl(1, *ttl);
        } else {
            remove(1);
        }
        return true;
    }

    [[nodiscard]] bool persist() {
        const redis_entry* const found = entry(1);
        if (count() != 2) return false;
        if (found != nullptr && found->expires()) {
            set_ttl(1, 0);
        } else {
            get(1);
        }
        return true;
    }

    [[nodiscard]] bool restore() {
        const bool is_date = words_.find("absttl", 4) != count();
        const bool replaces = words_.find("replace", 4) != count();
        const auto ttl = words_.time_to_live(
            2, is_date ? redis_time::date_in_milliseconds : redis_time::milliseconds, date_);
        const auto stated = words_.integer(2);
        if (count() < 4 || !ttl || *stated < 0) return false;
        if (!replaces && is_there(1)) {
            get(1);
            return false;
        }
        if (*stated > 0 && *ttl <= 0) {
            remove(1);
        } else {
            set(1, redis_type::any, *stated == 0 ? 0 : *ttl, size(3));
        }
        return true;
    }

    // What follows KEYS, or else the third argument.
    [[nodiscard]] bool migrate() {
        if (count() < 6) return false;
        const bool stays = words_.find("copy", 6) != count();
        const std::size_t begin = words_[3].empty() ? words_.find("keys", 6) + 1 : 3;
        const std::size_t end = words_[3].empty() ? count() : 4;
        if (begin >= end) return false;
        for (std::size_t key = begin; key != end; ++key) {
            if (stays || !is_there(key)) {
                get(key);
            } else {
                remove(key);
            }
        }
        return true;
    }

    [[nodiscard]] bool rename(bool only_absent) {
        if (count() != 3) return false;
        const redis_entry* const found = entry(1);
        if (found == nullptr || words_[1] == words_[2]) {
            get(1);
        } else if (only_absent && is_there(2)) {
            get(1);
            get(2);
        } else {
            const redis_entry moved = *found;
            remove(1);
            set(2, moved.type, time_left(moved), 0, moved.elements);
        }
        return true;
    }

    [[nodiscard]] bool copy() {
        if (count() < 3) return false;
        database_number target = database_;
        bool replaces = false;
        for (std::size_t at = 3; at < count(); ++at) {
            if (words_.is(at, "replace")) {
                replaces = true;
            } else if (words_.is(at, "db") && words_.integer(at + 1).value_or(-1) >= 0) {
                target = static_cast<database_number>(*words_.integer(++at));
            } else {
                return false;
            }
        }
        if (target == database_ && words_[1] == words_[2]) return false;
        const redis_entry* const found = entry(1);
        get(1);
        if (found == nullptr) return true;
        redis_entry copied = *found;
        if (copied.elements) copied.elements = std::make_shared<redis_elements>(*copied.elements);
        put_in(target, 2, copied, replaces);
        return true;
    }
    // Effects: the key has the entry, unless it has one already; then there is a lookup.
    // Returns: whether it has it now.
    bool put_in(database_number where, std::size_t key, const redis_entry& put, bool replaces) {
        const bool is_free = replaces || keys_.find(where, words_[key]) == nullptr;
        if (is_free) keys_.put(where, words_[key], put);
        ask_in(where, is_free ? request_kind::set : request_kind::get, key,
               is_free ? time_left(put) : 0);
        return is_free;
    }

    [[nodiscard]] bool move() {
        const std::int64_t target = words_.integer(2).value_or(-1);
        if (count() != 3 || target < 0 || static_cast<database_number>(target) == database_) {
            return false;
        }
        const redis_entry* const found = entry(1);
        if (found == nullptr) {
            get(1);
            return true;
        }
        const redis_entry moved = *found;
        if (put_in(static_cast<database_number>(target), 1, moved, false)) remove(1);
        return true;
    }

    [[nodiscard]] bool swap() {
        const std::int64_t one = words_.integer(1).value_or(-1);
        const std::int64_t other = words_.integer(2).value_or(-1);
        if (count() != 3 || one < 0 || other < 0) return false;
        keys_.swap(static_cast<database_number>(one), static_cast<database_number>(other));
        return true;
    }

    [[nodiscard]] bool move_element(redis_elements::end from, redis_elements::end to) {
        const bool has_source = is_there(1);
        if (!is_of_type(1)) return false;
        get(1);
        if (!has_source) return true;
        if (!is_of_type(2)) return false;
        redis_elements* const source = elements(1);
        const redis_elements::hash moved = source == nullptr ? 0 : source->pop(from);
        add(2, command_.type);
        if (redis_elements* const target = elements(2)) target->push(to, moved);
        settle(1);
        return true;
    }
    [[nodiscard]] bool move_member() {
        if (count() != 4) return false;
        const bool has_source = is_there(1);
        if (!is_of_type(1)) return false;
        get(1);
        if (!has_source) return true;
        if (!is_of_type(2)) return false;
        redis_elements* const source = elements(1);
        const bool is_member = source == nullptr || source->may_have(hash(3));
        if (!is_member || words_[1] == words_[2]) return true;
        if (source != nullptr) source->remove(hash(3));
        settle(1);
        add(2, command_.type);
        if (redis_elements* const target = elements(2)) target->add(hash(3));
        return true;
    }

    [[nodiscard]] bool merge() {
        for (std::size_t key = 1; key != count(); ++key) {
            if (!is_of_type(key)) return false;
        }
        for (std::size_t key = 2; key != count(); ++key) {
            get(key);
        }
        add(1, command_.type);
        return true;
    }

    // Effects: the key is stored, or erased if there is nothing to store.
    void store(std::size_t key, bool is_empty, std::shared_ptr<redis_elements> elements = nullptr) {
        if (is_empty || (elements && elements->is_empty())) {
            remove(key);
        } else {
            set(key, command_.type, 0, 0, std::move(elements));
        }
    }
    // Returns: a copy of what is in the key; nullptr if nobody knows.
    [[nodiscard]] std::shared_ptr<redis_elements> elements_copied(std::size_t key) {
        if (!is_there(key)) return std::make_shared<redis_elements>();
        const redis_elements* const inside = elements(key);
        return inside == nullptr ? nullptr : std::make_shared<redis_elements>(*inside);
    }

    [[nodiscard]] bool store_combined() {
        const std::size_t begin = command_.counts_keys ? 3 : 2;
        const auto end = command_.counts_keys ? end_of_counted(2) : std::optional(count());
        if (!end || begin >= *end) return false;
        std::size_t missing = 0;
        std::shared_ptr<redis_elements> result;
        for (std::size_t key = begin; key != *end; ++key) {
            // Of sorted sets and of sets, too, a sorted set is made.
            const redis_entry* const found = entry(key);
            const bool fits = found == nullptr || may_be(found->type, command_.type) ||
                              (command_.counts_keys && may_be(found->type, redis_type::set));
            get(key);
            if (!fits) return false;
            missing += found == nullptr ? 1 : 0;
            std::shared_ptr<redis_elements> inside = elements_copied(key);
            if (key == begin) {
                result = std::move(inside);
            } else if (result && inside) {
                combine(*result, *inside);
            } else {
                result = nullptr;
            }
        }
        const bool is_empty = command_.shape == redis_shape::store_union ? missing == *end - begin
                              : command_.shape == redis_shape::store_intersection
                                  ? missing != 0
                                  : !is_there(begin);
        store(1, is_empty, std::move(result));
        return true;
    }
    void combine(redis_elements& to, const redis_elements& other) const {
        if (command_.shape == redis_shape::store_union) {
            to.unite(other);
        } else if (command_.shape == redis_shape::store_intersection) {
            to.intersect(other);
        } else {
            to.subtract(other);
        }
    }

    // ZRANGESTORE by ranks has a number of elements; other ranges, and GEOSEARCHSTORE, have some.
    [[nodiscard]] bool store_range() {
        if (count() < 3) return false;
        const auto first = words_.integer(3);
        const auto last = words_.integer(4);
        const bool has_ranks =
            words_.is(0, "zrangestore") && (count() == 5 || words_.is(5, "rev")) && count() <= 6;
        if ((has_ranks && (!first || !last)) || !is_of_type(2)) return false;
        get(2);
        std::shared_ptr<redis_elements> result = elements_copied(2);
        if (result && has_ranks) {
            const auto [begin, end] = redis_elements::range_of(*first, *last, result->most());
            if (end - begin != result->most()) result->drop(result->most() - (end - begin));
        } else if (result) {
            result->forget();
        }
        store(1, !is_there(2), std::move(result));
        return true;
    }

    [[nodiscard]] bool may_store() {
        std::size_t to = 0;
        for (std::size_t at = 2; at < count(); ++at) {
            const bool is_store = words_.is(at, "store") || words_.is(at, "storedist");
            if (is_store && (to = ++at) >= count()) return false;
        }
        const redis_entry* const found = entry(1);
        // SORT takes lists, sets and sorted sets.
        const bool is_sort = command_.type == redis_type::list;
        const bool fits = found == nullptr || may_be(found->type, command_.type) ||
                          (is_sort && (may_be(found->type, redis_type::set) ||
                                       may_be(found->type, redis_type::sorted_set)));
        get(1);
        if (!fits) return false;
        if (to == 0) return true;
        std::shared_ptr<redis_elements> result = elements_copied(1);
        if (result && !is_sort) {
            result->forget();
        } else if (result && !sort(*result)) {
            result = nullptr;
        }
        store(to, found == nullptr, std::move(result));
        return true;
    }
    // Returns: false if nobody knows what comes of it: GET puts other things in the place of elements.
    [[nodiscard]] bool sort(redis_elements& of) const {
        if (words_.find("get", 2) != count()) return false;
        of = of.as_list();
        const std::size_t limit = words_.find("limit", 2);
        const auto first = words_.integer(limit + 1);
        const auto number = words_.integer(limit + 2);
        if (!first || !number || *number < 0) return true;
        const std::int64_t begin = std::max<std::int64_t>(*first, 0);
        if (*number == 0) {
            of = redis_elements();
        } else {
            of.trim(begin, begin + std::min<std::int64_t>(*number, 1LL << 40) - 1);
        }
        return true;
    }

    [[nodiscard]] bool bit_operation() {
        if (count() < 4) return false;
        bool is_empty = true;
        for (std::size_t key = 3; key != count(); ++key) {
            if (!is_of_type(key)) return false;
            get(key);
            is_empty = is_empty && !is_there(key);
        }
        store(2, is_empty);
        return true;
    }

    const redis_command& command_;
    redis_words words_;
    database_number database_;
    double date_;
    redis_keyspace& keys_;
    std::vector<std::vector<std::string>>& cleared_;
    std::vector<redis_request>& to_;
};

} // namespace

bool redis_server::carry_out(const redis_command& command,
                             std::span<const std::string_view> arguments,
                             redis_keyspace::database_number database, const redis_moment& moment,
                             std::vector<redis_request>& to) {
    keys_.advance(moment.seconds);
    cleared_.clear();
    return execution(command, arguments, database, moment.date, keys_, cleared_, to).run();
}

} // namespace replay
