// Keys that go, become others, or are stored from others: each command, under its conditions.
#include "redis_commands_asked.hpp"

namespace replay_tests {
namespace {

TEST(redis_commands, delete_and_move) {
    expect_all({{"DEL a b c", "erase a, erase b, erase c"},
                {"UNLINK a", "erase a"},
                {"GETDEL a", "erase a"},
                {"RPUSH a v; GETDEL a", "refused, get a"},
                {"RENAME a b", "get a"},
                {"SET a v EX 9; RENAME a b", "erase a, set b ttl 9"},
                {"SET a v; RENAME a a", "get a"},
                {"SET a v; RENAMENX a b", "erase a, set b"},
                {"MSET a v b v; RENAMENX a b", "get a, get b"},
                {"COPY a b", "get a"},
                {"SET a v EX 9; COPY a b", "get a, set b ttl 9"},
                {"MSET a v b v; COPY a b", "get a, get b"},
                {"MSET a v b v; COPY a b REPLACE", "get a, set b"},
                {"SET a v; COPY a a", "refused"},
                {"SET a v; COPY a a DB 2", "get a, set 2:a"},
                {"MOVE a 1", "get a"},
                {"SET a v EX 9; MOVE a 1", "set 1:a ttl 9, erase a"},
                {"SET a v; COPY a a DB 1; MOVE a 1", "get 1:a"},
                {"MOVE a 0", "refused"},
                {"SET a v; SWAPDB 0 1; GET a", "get 1:a"},
                {"SET a v; SWAPDB 0 1; MOVE a 1", "get 1:a"},
                {"MSET b v a v; COPY a a DB 1; FLUSHDB", "erase a, erase b"},
                {"MSET b v a v; COPY a a DB 1; FLUSHALL", "erase a, erase b, erase 1:a"},
                {"SET a v; FLUSHDB NOW", "refused"},
                {"MIGRATE host 1 k 0 100", "get k"},
                {"SET k v; MIGRATE host 1 k 0 100", "erase k"},
                {"SET k v; MIGRATE host 1 k 0 100 COPY", "get k"},
                {"MSET a v b v; MIGRATE host 1 <none> 0 100 KEYS a b", "erase a, erase b"}});
}

// What is left is known of lists, and of others where the elements are named.
TEST(redis_commands, delete_keys_with_their_last_element) {
    expect_all({{"RPUSH k a b; LPOP k", "get k"},
                {"RPUSH k a b; LPOP k; LPOP k", "get k, erase k"},
                {"RPUSH k a b; RPOP k 2", "get k, erase k"},
                {"RPUSH k a; LPOP k 0", "get k"},
                {"RPUSH k a; LPOP k -1", "refused"},
                {"RPUSH b a; BLPOP a b 0", "get a, get b, erase b"},
                {"RPUSH a 1; RPUSH b 1; BLPOP a b 0", "get a, erase a"},
                {"RPUSH b 1 2; LMPOP 2 a b LEFT COUNT 2", "get a, get b, erase b"},
                {"RPUSH k a b a; LREM k 0 a", "get k"},
                {"RPUSH k a b a; LREM k 0 a; LREM k 1 b", "get k, erase k"},
                {"RPUSH k a b c; LTRIM k 1 1; LPOP k", "get k, erase k"},
                {"RPUSH k a b; LTRIM k 2 5", "get k, erase k"},
                {"RPUSH k a; LINSERT k BEFORE a b; LPOP k 2", "get k, erase k"},
                {"SADD k a b; SREM k a c", "get k"},
                {"SADD k a b; SREM k a b", "get k, erase k"},
                {"SADD k a b; SPOP k", "get k"},
                {"SADD k a b; SPOP k 2", "get k, erase k"},
                {"SADD k a b; SPOP k; SPOP k", "get k, erase k"},
                {"HSET k f v g w; HDEL k f g", "get k, erase k"},
                {"ZADD k 1 a; ZREM k a", "get k, erase k"},
                {"ZADD k 1 a 2 b; ZREMRANGEBYRANK k 0 0", "get k"},
                {"ZADD k 1 a 2 b; ZREMRANGEBYRANK k 0 -1", "get k, erase k"},
                {"ZADD k 1 a; ZREMRANGEBYSCORE k -inf +inf", "get k, erase k"},
                {"ZADD k 1 a; ZREMRANGEBYSCORE k 0 5", "get k"},
                {"SADD a x y; SADD b y; SADD c z; SINTERSTORE d a b", "get a, get b, set d"},
                {"SADD a x y; SADD c z; SINTERSTORE d a c", "get a, get c, erase d"},
                {"SADD a x; SADD b x y; SDIFFSTORE d a b", "get a, get b, erase d"},
                {"SADD a x; COPY a b; SREM a x; SREM b x", "get b, erase b"},
                {"SADD a x; EXPIRE a 60; RENAME a b; SREM b x", "get b, erase b"},
                {"RPUSH a 1 2; SORT a LIMIT 0 1 STORE b; LPOP b", "get b, erase b"},
                {"RPUSH a 1; DUMP a; RESTORE b 0 x; LPOP b", "get b"},
                {"LPUSHX a 1", "get a"},
                {"RPUSH a 1; LPUSHX a 1; LPOP a", "get a"}});
}

TEST(redis_commands, store_what_they_find) {
    expect_all({{"SUNIONSTORE a b c", "get b, get c, erase a"},
                {"SADD c 1; SUNIONSTORE a b c", "get b, get c, set a"},
                {"SADD c 1; SINTERSTORE a b c", "get b, get c, erase a"},
                {"SADD c 1; SDIFFSTORE a b c", "get b, get c, erase a"},
                {"SADD c 1; SDIFFSTORE a c b", "get c, get b, set a"},
                {"SET b v; SUNIONSTORE a b c", "refused, get b"},
                {"ZADD b 1 m; SADD c 1; ZUNIONSTORE a 2 b c WEIGHTS 1 1", "get b, get c, set a"},
                {"ZADD b 1 m; ZRANGESTORE a b 0 -1", "get b, set a"},
                {"ZRANGESTORE a b 0 -1", "get b, erase a"},
                {"SET b v; BITOP AND a b c", "get b, get c, set a"},
                {"BITOP AND a b c", "get b, get c, erase a"},
                {"RPUSH a 1; SORT a BY x STORE b", "get a, set b"},
                {"SORT a STORE b", "get a, erase b"},
                {"SORT a", "get a"},
                {"GEOADD a 1 2 m; GEORADIUS a 1 2 3 km STORE b", "get a, set b"}});
}

} // namespace
} // namespace replay_tests
