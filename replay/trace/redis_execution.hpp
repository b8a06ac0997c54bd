#pragma once
// One command of Redis on its way: what it finds, changes, and asks of the map that holds the keys.
//
// redis_server.cpp tells by its shape what it does. Functions that return bool say whether Redis
// takes the command: its arguments, and the types of its keys.

#include "trace/redis_server.hpp"
#include "trace/redis_words.hpp"

#include "trace/numbers.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace replay {

class redis_execution {
  public:
    using database_number = redis_keyspace::database_number;

    redis_execution(const redis_command& command, std::span<const std::string_view> arguments,
                    database_number database, double date, redis_keyspace& keys,
                    std::vector<std::vector<std::string>>& cleared, std::vector<redis_request>& to)
        : command_(command), words_(arguments), database_(database), date_(date), keys_(keys),
          cleared_(cleared), to_(to) {}

    // By the command's shape.
    [[nodiscard]] bool run();

  private:
    // What is inside of what a key has.
    [[nodiscard]] bool run_elements();
    // What has a value, or a time to live, of its own.
    [[nodiscard]] bool run_set();
    [[nodiscard]] bool run_moving();
    [[nodiscard]] bool run_storing();

    // Lookups, and what makes a key (redis_lookups.cpp).
    [[nodiscard]] bool look_up_counted(std::size_t where);
    [[nodiscard]] bool look_up_streams();
    [[nodiscard]] bool make_key();
    // Effects: adds the elements that the command names.
    void put_elements(redis_elements& to) const;
    // Whether the arguments keep a command from making a key.
    [[nodiscard]] bool makes_nothing() const;
    [[nodiscard]] bool make_group();

    // What is inside a list, set, hash or sorted set (redis_element_commands.cpp).
    [[nodiscard]] bool remove_members();
    void take(std::size_t key, std::int64_t number, redis_elements::end where);
    [[nodiscard]] bool pop(redis_elements::end where);
    [[nodiscard]] bool pop_first(redis_elements::end where);
    [[nodiscard]] bool pop_first_of(std::size_t where);
    [[nodiscard]] bool pop_one_of(std::size_t begin, std::size_t end, std::int64_t number,
                                  redis_elements::end where);
    [[nodiscard]] bool trim();
    [[nodiscard]] bool remove_equal();
    [[nodiscard]] bool remove_ranks();
    // Of scores or of names, which nobody keeps here: all of them go, or an unknown number.
    [[nodiscard]] bool remove_range();
    [[nodiscard]] bool push_present(redis_elements::end where);
    [[nodiscard]] bool insert_beside();

    // Values and times to live (redis_value_commands.cpp).
    [[nodiscard]] bool set_with_options();
    [[nodiscard]] bool set_expiring();
    [[nodiscard]] bool set_pairs();
    [[nodiscard]] bool add_pairs();
    [[nodiscard]] bool get_expiring();
    [[nodiscard]] bool expire();
    [[nodiscard]] bool persist();
    [[nodiscard]] bool restore();

    // Keys that go, or become others (redis_move_commands.cpp).
    [[nodiscard]] bool clear();
    void clear_one(database_number which);
    // What follows KEYS, or else the third argument.
    [[nodiscard]] bool migrate();
    [[nodiscard]] bool rename(bool only_absent);
    [[nodiscard]] bool copy();
    // Effects: the key has the entry, unless it has one already; then there is a lookup.
    // Returns: whether it has it now.
    bool put_in(database_number where, std::size_t key, const redis_entry& put, bool replaces);
    [[nodiscard]] bool move();
    [[nodiscard]] bool swap();
    // Effects: looks up what is to go from the first key to the second.
    // Returns: what the command returns where nothing goes: there is no first key, or one of the
    // keys is of another type.
    [[nodiscard]] std::optional<bool> answer_before_moving();
    [[nodiscard]] bool move_element(redis_elements::end from, redis_elements::end to);
    [[nodiscard]] bool move_member();

    // What is stored in other keys (redis_store_commands.cpp).
    [[nodiscard]] bool merge();
    // Effects: the key is stored, or erased if there is nothing to store.
    void store(std::size_t key, bool is_empty, std::shared_ptr<redis_elements> elements = nullptr);
    // Returns: a copy of what is in the key; nullptr if nobody knows.
    [[nodiscard]] std::shared_ptr<redis_elements> elements_copied(std::size_t key);
    [[nodiscard]] bool store_combined();
    void combine(redis_elements& to, const redis_elements& other) const;
    // ZRANGESTORE by ranks has a number of elements; other ranges, and GEOSEARCHSTORE, have some.
    [[nodiscard]] bool store_range();
    [[nodiscard]] bool may_store();
    // Returns: false if nobody knows what comes of it: GET puts other things in the place of
    //   elements.
    [[nodiscard]] bool sort(redis_elements& of) const;
    [[nodiscard]] bool bit_operation();

    // What all of them do (redis_execution.cpp).
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
             std::shared_ptr<redis_elements> elements = nullptr);
    // Requires: it is there. Effects: it has another time to live; 0: none.
    void set_ttl(std::size_t key, double ttl) {
        entry(key)->deadline = deadline_in(ttl);
        ask(request_kind::set, key, ttl);
    }
    // Returns: whether it was not there.
    bool add(std::size_t key, redis_type type, double ttl = 0, std::uint32_t bytes = 0);
    void remove(std::size_t key) {
        keys_.erase(database_, words_[key]);
        ask(request_kind::erase, key);
    }
    // Effects: a lookup, if it returns false.
    [[nodiscard]] bool is_of_type(std::size_t key) { return is_of_type(key, command_.type); }
    [[nodiscard]] bool is_of_type(std::size_t key, redis_type type);
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
    [[nodiscard]] bool look_up(std::size_t begin, std::size_t end);
    // Returns: where the keys end of which as many follow as the argument says; nothing if there
    // are fewer.
    [[nodiscard]] std::optional<std::size_t> end_of_counted(std::size_t where) const;

    const redis_command& command_;
    redis_words words_;
    database_number database_;
    double date_;
    redis_keyspace& keys_;
    std::vector<std::vector<std::string>>& cleared_;
    std::vector<redis_request>& to_;
};

} // namespace replay
