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
using enum request_kind;

constexpr command_group groups[] = {
    {{no_key},
     "acl asking auth bgrewriteaof bgsave client cluster command config dbsize debug discard echo "
     "eval eval_ro evalsha evalsha_ro exec failover fcall fcall_ro flushall flushdb function hello "
     "info keys lastsave latency lolwut module monitor multi pfdebug pfselftest ping psubscribe "
     "psync publish pubsub punsubscribe quit randomkey readonly readwrite replconf replicaof reset "
     "role save scan script select shutdown slaveof slowlog spublish ssubscribe subscribe "
     "sunsubscribe swapdb sync time unsubscribe unwatch wait waitaof watch"},

    // They read, or change what is inside a container that is there.
    {{key, get},
     "bitcount bitfield_ro bitpos dump expiretime geodist geohash geopos georadius_ro "
     "georadiusbymember_ro geosearch get getbit getrange hdel hexists hexpire hexpireat "
     "hexpiretime hget hgetall hkeys hlen hmget hpersist hpexpire hpexpireat hpexpiretime hpttl "
     "hrandfield hscan hstrlen httl hvals lindex linsert llen lpop lpos lpushx lrange lrem lset "
     "ltrim pexpiretime pttl rpop rpushx scard sismember smembers smismember sort_ro spop "
     "srandmember srem sscan strlen substr ttl type xack xautoclaim xclaim xdel xlen xpending "
     "xrange xrevrange xsetid xtrim zcard zcount zlexcount zmscore zpopmax zpopmin zrandmember "
     "zrange zrangebylex zrangebyscore zrank zrem zremrangebylex zremrangebyrank "
     "zremrangebyscore zrevrange zrevrangebylex zrevrangebyscore zrevrank zscan zscore"},
    {{keys, get}, "exists mget pfcount sdiff sinter sunion touch"},
    {{keys_and_timeout, get}, "blpop brpop bzpopmax bzpopmin"},
    {{two_keys, get}, "lcs"},
    {{subcommand_key, get}, "memory object xinfo"},
    {{counted, get}, "lmpop sintercard zdiff zinter zintercard zmpop zunion"},
    {{timeout_counted, get}, "blmpop bzmpop"},
    {{streams, get}, "xread xreadgroup"},
    {{get_expiring, get}, "getex"},

    // They make the entry unless it is there, and leave alone when it expires.
    {{key, add},
     "append bitfield decr decrby geoadd hincrby hincrbyfloat hmset hset hsetnx incr incrby "
     "incrbyfloat lpush pfadd rpush sadd setbit setrange xadd zadd zincrby"},
    {{key_value, add}, "setnx"},
    {{pairs, add}, "msetnx"},
    {{subcommand_key, add}, "xgroup"},
    {{move, add}, "blmove brpoplpush lmove rpoplpush smove"},
    {{store, add}, "pfmerge"},

    {{key_value, set}, "getset"},
    {{pairs, set}, "mset"},
    {{move, set}, "copy"},
    {{store, set}, "sdiffstore sinterstore sunionstore"},
    {{store_one, set}, "geosearchstore zrangestore"},
    {{store_counted, set}, "zdiffstore zinterstore zunionstore"},
    {{bit_operation, set}, "bitop"},
    {{may_store, set}, "georadius georadiusbymember sort"},
    {{set_with_options, set}, "set"},
    {{restore, set}, "restore restore-asking"},
    {{set_expiring, set, redis_time::seconds}, "setex"},
    {{set_expiring, set, redis_time::milliseconds}, "psetex"},
    {{key, set}, "persist"},
    {{expire, set, redis_time::seconds}, "expire"},
    {{expire, set, redis_time::milliseconds}, "pexpire"},
    {{expire, set, redis_time::date_in_seconds}, "expireat"},
    {{expire, set, redis_time::date_in_milliseconds}, "pexpireat"},

    {{key, erase}, "getdel move"},
    {{keys, erase}, "del unlink"},
    {{rename, set}, "rename renamenx"},
    {{migrate, erase}, "migrate"},
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
