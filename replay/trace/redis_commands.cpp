#include "trace/redis_commands.hpp"

#include "trace/words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <unordered_map>

namespace replay {
namespace {

struct command_group {
    redis_command command;
    std::string_view names; // a blank between
};

using enum redis_shape;
using enum redis_rule;
using redis_type::hash;
using redis_type::list;
using redis_type::sorted_set;
using redis_type::stream;
using redis_type::string;

constexpr redis_command make_of(redis_type type, redis_rule rule = redis_rule::none) {
    return {make, type, rule};
}
constexpr redis_command stored(redis_shape shape, redis_type type, bool counts_keys = false) {
    return {shape, type, redis_rule::none, redis_time::seconds, counts_keys};
}
constexpr redis_command timed(redis_shape shape, redis_time meaning) {
    return {shape, redis_type::any, redis_rule::none, meaning};
}

constexpr command_group groups[] = {
    {{no_key},
     "acl asking auth bgrewriteaof bgsave client cluster command config dbsize debug discard echo "
     "eval eval_ro evalsha evalsha_ro exec failover fcall fcall_ro function hello info keys "
     "lastsave latency lolwut module monitor multi pfdebug pfselftest ping psubscribe psync "
     "publish pubsub punsubscribe quit randomkey readonly readwrite replconf replicaof reset role "
     "save scan script select shutdown slaveof slowlog spublish ssubscribe subscribe sunsubscribe "
     "sync time unsubscribe unwatch wait waitaof watch"},

    {{key},
     "bitcount bitfield_ro bitpos dump expiretime geodist geohash geopos georadius_ro "
     "georadiusbymember_ro geosearch get getbit getrange hexists hexpire hexpireat hexpiretime "
     "hget hgetall hkeys hlen hmget hpersist hpexpire hpexpireat hpexpiretime hpttl hrandfield "
     "hscan hstrlen httl hvals lindex llen lpos lrange lset pexpiretime pttl scard sismember "
     "smembers smismember sort_ro srandmember sscan strlen substr ttl type xack xautoclaim xclaim "
     "xdel xlen xpending xrange xrevrange xsetid xtrim zcard zcount zlexcount zmscore zrandmember "
     "zrange zrangebylex zrangebyscore zrank zrevrange zrevrangebylex zrevrangebyscore zrevrank "
     "zscan zscore"},
    {{remove_members, redis_type::set}, "srem"},
    {{remove_members, hash}, "hdel"},
    {{remove_members, sorted_set}, "zrem"},
    {{pop, list}, "lpop"},
    {{pop_right, list}, "rpop"},
    {{pop, redis_type::set}, "spop"},
    {{pop, sorted_set}, "zpopmax zpopmin"},
    {{pop_first, list}, "blpop"},
    {{pop_first_right, list}, "brpop"},
    {{pop_first, sorted_set}, "bzpopmax bzpopmin"},
    {{pop_first_of, list}, "lmpop"},
    {{pop_first_of, sorted_set}, "zmpop"},
    {{timeout_pop_first_of, list}, "blmpop"},
    {{timeout_pop_first_of, sorted_set}, "bzmpop"},
    {{trim, list}, "ltrim"},
    {{redis_shape::remove_equal, list}, "lrem"},
    {{remove_ranks, sorted_set}, "zremrangebyrank"},
    {{remove_range, sorted_set}, "zremrangebylex zremrangebyscore"},
    {{push_present, list}, "lpushx"},
    {{push_present_right, list}, "rpushx"},
    {{insert_beside, list}, "linsert"},
    {{keys}, "exists mget pfcount sdiff sinter sunion touch"},
    {{two_keys}, "lcs"},
    {{subcommand_key}, "memory object xinfo"},
    {{counted}, "sintercard zdiff zinter zintercard zunion"},
    {{streams}, "xread xreadgroup"},

    {make_of(string), "append decr incr pfadd"},
    {make_of(string, integer_second), "decrby incrby"},
    {make_of(string, number_second), "incrbyfloat"},
    {make_of(string, bit), "setbit"},
    {make_of(string, range), "setrange"},
    {make_of(string, bit_fields), "bitfield"},
    {make_of(list, elements), "lpush"},
    {make_of(list, elements_right), "rpush"},
    {make_of(redis_type::set, elements), "sadd"},
    {make_of(hash, member), "hsetnx"},
    {make_of(hash, fields_and_values), "hmset hset"},
    {make_of(hash, integer_third), "hincrby"},
    {make_of(hash, number_third), "hincrbyfloat"},
    {make_of(sorted_set, number_second), "zincrby"},
    {make_of(sorted_set, scores), "zadd"},
    {make_of(sorted_set, places), "geoadd"},
    {make_of(stream, entry), "xadd"},
    {{make_group, stream}, "xgroup"},

    {{set_with_options, string}, "set"},
    {{set_if_absent, string}, "setnx"},
    {{get_and_set, string}, "getset"},
    {{pairs, string}, "mset"},
    {{pairs_if_absent, string}, "msetnx"},
    {{get_expiring, string}, "getex"},
    {{set_expiring, string, redis_rule::none, redis_time::seconds}, "setex"},
    {{set_expiring, string, redis_rule::none, redis_time::milliseconds}, "psetex"},
    {timed(expire, redis_time::seconds), "expire"},
    {timed(expire, redis_time::milliseconds), "pexpire"},
    {timed(expire, redis_time::date_in_seconds), "expireat"},
    {timed(expire, redis_time::date_in_milliseconds), "pexpireat"},
    {{persist}, "persist"},
    {{restore}, "restore restore-asking"},

    {{redis_shape::remove}, "del unlink"},
    {{get_and_remove, string}, "getdel"},
    {{migrate}, "migrate"},
    {{redis_shape::rename}, "rename"},
    {{rename_if_absent}, "renamenx"},
    {{copy}, "copy"},
    {{move}, "move"},
    {{swap_databases}, "swapdb"},
    {{clear_database}, "flushdb"},
    {{clear_server}, "flushall"},

    {{move_element, list}, "blmove lmove"},
    {{move_last, list}, "brpoplpush rpoplpush"},
    {{move_member, redis_type::set}, "smove"},
    {{merge, string}, "pfmerge"},
    {stored(store_union, redis_type::set), "sunionstore"},
    {stored(store_intersection, redis_type::set), "sinterstore"},
    {stored(store_difference, redis_type::set), "sdiffstore"},
    {stored(store_union, sorted_set, true), "zunionstore"},
    {stored(store_intersection, sorted_set, true), "zinterstore"},
    {stored(store_difference, sorted_set, true), "zdiffstore"},
    {{store_range, sorted_set}, "geosearchstore zrangestore"},
    {{may_store, sorted_set}, "georadius georadiusbymember"},
    {{may_store, list}, "sort"},
    {{bit_operation, string}, "bitop"},
};

using command_table = std::unordered_map<std::string_view, redis_command>;

command_table make_table() {
    command_table table;
    for (const auto& [command, names] : groups) {
        for (std::size_t begin = 0; begin < names.size();) {
            const std::size_t end = std::min(names.find(' ', begin), names.size());
            table.emplace(names.substr(begin, end - begin), command);
            begin = end + 1;
        }
    }
    return table;
}

} // namespace

const redis_command* find_redis_command(std::string_view name) {
    static const command_table table = make_table();
    std::array<char, 24> lower{}; // no name is longer
    if (name.size() > lower.size()) return nullptr;
    std::transform(name.begin(), name.end(), lower.begin(), lower_case);
    const auto found = table.find({lower.data(), name.size()});
    return found == table.end() ? nullptr : &found->second;
}

} // namespace replay
