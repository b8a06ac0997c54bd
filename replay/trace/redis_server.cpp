#include "trace/redis_server.hpp"

#include "trace/redis_execution.hpp"

namespace replay {

bool redis_execution::run() {
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

bool redis_execution::run_elements() {
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

bool redis_execution::run_set() {
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

bool redis_execution::run_moving() {
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

bool redis_execution::run_storing() {
    switch (command_.shape) {
    case redis_shape::move_element:
        return count() >= 5 && move_element(end_named(3), end_named(4));
    case redis_shape::move_last:
        return count() >= 3 && move_element(redis_elements::end::right, redis_elements::end::left);
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

bool redis_server::carry_out(const redis_command& command,
                             std::span<const std::string_view> arguments,
                             redis_keyspace::database_number database, const redis_moment& moment,
                             std::vector<redis_request>& to) {
    keys_.advance(moment.seconds);
    cleared_.clear();
    return redis_execution(command, arguments, database, moment.date, keys_, cleared_, to).run();
}

} // namespace replay
