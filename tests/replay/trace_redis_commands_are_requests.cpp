// What each command of Redis asks of its keys, and which commands ask nothing.
#include "redis_commands_asked.hpp"

namespace replay_tests {
namespace {

TEST(redis_commands, read) {
    expect_all({{"GET k", "get k"},
                {"get k", "get k"},
                {"gEt k", "get k"},
                {"HGET k field", "get k"},
                {"LPOP k", "get k"},
                {"TTL k", "get k"},
                {"MGET a b c", "get a, get b, get c"},
                {"EXISTS a b", "get a, get b"},
                {"BLPOP a b 0", "get a, get b"},
                {"LCS a b", "get a, get b"},
                {"GETEX k", "get k"},
                {"GETEX k PERSIST", "get k"},
                {"GETEX k EX 30", "get k"},
                {"OBJECT ENCODING k", "get k"},
                {"MEMORY USAGE k", "get k"},
                {"SINTERCARD 2 a b LIMIT 1", "get a, get b"},
                {"ZUNION 1 a WEIGHTS 1", "get a"},
                {"BLMPOP 0.5 2 a b LEFT", "get a, get b"},
                {"XREAD COUNT 2 STREAMS a b 0 0", "get a, get b"},
                {"XREADGROUP GROUP g c STREAMS a >", "get a"}});
}

TEST(redis_commands, write) {
    expect_all({{"SET k abc", "set k bytes 3"},
                {"SET k abc GET", "set k bytes 3"},
                {"SET k abc EX 60", "set k ttl 60 bytes 3"},
                {"SET k abc px 1500", "set k ttl 1.5 bytes 3"},
                {"SET k abc EXAT 1060", "set k ttl 60 bytes 3"},
                {"SET k abc PXAT 1000500", "set k ttl 0.5 bytes 3"},
                {"SET k abc EXAT 1000", "erase k"},
                {"SETEX k 60 abc", "set k ttl 60 bytes 3"},
                {"PSETEX k 250 abc", "set k ttl 0.25 bytes 3"},
                {"GETSET k abc", "set k bytes 3"},
                {"MSET a 1 b 22", "set a bytes 1, set b bytes 2"},
                {"RESTORE k 0 abc", "set k bytes 3"},
                {"RESTORE k 500 abc REPLACE", "set k ttl 0.5 bytes 3"},
                {"RESTORE k 1000500 abc ABSTTL", "set k ttl 0.5 bytes 3"},
                {"RESTORE k 999000 abc ABSTTL", "erase k"}});
}

TEST(redis_commands, write_under_conditions) {
    expect_all({{"SET k v XX", "get k"},
                {"SET k v; SET k abc XX", "set k bytes 3"},
                {"SET k v EX 9; SET k abc KEEPTTL", "set k ttl 9 bytes 3"},
                {"SET k abc KEEPTTL", "set k bytes 3"},
                {"SET k v; SET k abc NX EX 60", "add k ttl 60 bytes 3"},
                {"RPUSH k v; SET k abc GET", "refused, get k"},
                {"RPUSH k v; GETSET k abc", "refused, get k"},
                {"SET k v; RESTORE k 0 abc", "refused, get k"},
                {"SET k v; RESTORE k 0 abc REPLACE", "set k bytes 3"},
                {"MSETNX a 1 b 22", "add a bytes 1, add b bytes 2"},
                {"SET b v; MSETNX a 1 b 22", "get b"},
                {"MSETNX a 1 a 22", "add a bytes 1, set a bytes 2"}});
}

TEST(redis_commands, change_when_a_key_expires) {
    expect_all({{"EXPIRE k 60", "get k"},
                {"SET k v; EXPIRE k 60", "set k ttl 60"},
                {"SET k v; PEXPIRE k 500 NX", "set k ttl 0.5"},
                {"SET k v EX 9; PEXPIRE k 500 NX", "get k"},
                {"SET k v; EXPIRE k 60 XX", "get k"},
                {"SET k v EX 9; EXPIRE k 60 GT", "set k ttl 60"},
                {"SET k v EX 90; EXPIRE k 60 GT", "get k"},
                {"SET k v; EXPIRE k 60 GT", "get k"},
                {"SET k v; EXPIRE k 60 LT", "set k ttl 60"},
                {"SET k v; EXPIREAT k 1060", "set k ttl 60"},
                {"SET k v; PEXPIREAT k 1000500", "set k ttl 0.5"},
                {"SET k v; EXPIRE k 0", "erase k"},
                {"SET k v; PEXPIRE k -1", "erase k"},
                {"SET k v; EXPIREAT k 999", "erase k"},
                {"PERSIST k", "get k"},
                {"SET k v; PERSIST k", "get k"},
                {"SET k v EX 9; PERSIST k", "set k"},
                {"SET k v; GETEX k EX 30", "get k, set k ttl 30"},
                {"SET k v EX 9; GETEX k PERSIST", "get k, set k"},
                {"SET k v; GETEX k PXAT 999000", "get k, erase k"},
                {"SET k v; GETEX k EX 0", "refused, get k"},
                {"RPUSH k v; GETEX k", "refused, get k"}});
}

TEST(redis_commands, make_what_is_not_there) {
    expect_all({{"SETNX k abc", "add k bytes 3"},
                {"SET k abc NX EX 60", "add k ttl 60 bytes 3"},
                {"INCR k", "add k"},
                {"INCRBY k x", "refused"},
                {"RPUSH k v; INCR k", "refused, get k"},
                {"APPEND k abc", "add k"},
                {"SETRANGE k 0 <none>", "get k"},
                {"BITFIELD k GET u8 0", "get k"},
                {"BITFIELD k SET u8 0 1", "add k"},
                {"HSET k f v", "add k"},
                {"HSET k f v g", "refused"},
                {"LPUSH k a b", "add k"},
                {"SADD k a", "add k"},
                {"ZADD k 1 a", "add k"},
                {"ZADD k XX 1 a", "get k"},
                {"ZADD k NX 1 xx", "add k"},
                {"XADD k * f v", "add k"},
                {"XADD k NOMKSTREAM * f v", "get k"},
                {"XGROUP CREATE k g $", "get k"},
                {"XGROUP CREATE k g $ MKSTREAM", "add k"},
                {"PFMERGE a b c", "get b, get c, add a"},
                {"PFMERGE a", "add a"},
                {"LMOVE a b LEFT RIGHT", "get a"},
                {"RPUSH a 1; LMOVE a b LEFT RIGHT", "get a, add b, erase a"},
                {"RPUSH a 1; SET b v; LMOVE a b LEFT RIGHT", "refused, get a, get b"},
                {"SADD a member; SMOVE a b member", "get a, erase a, add b"}});
}

TEST(redis_commands, ask_nothing_without_a_key) {
    for (const char* line :
         {"PING", "INFO", "SELECT 1", "MULTI", "EXEC", "CONFIG GET x", "KEYS *", "SCAN 0",
          "FLUSHALL", "SWAPDB 0 1", "EVAL script 1 k", "PUBLISH channel message", "CLIENT LIST",
          "COMMAND DOCS", "OBJECT HELP", "MEMORY DOCTOR", "WATCH a", "HELLO 3"}) {
        EXPECT_EQ(asked(line), "") << line;
    }
}

TEST(redis_commands, are_refused_with_arguments_that_they_do_not_take) {
    for (const char* line : {"GET",
                             "MGET",
                             "DEL",
                             "SET k",
                             "SET k v EX",
                             "SET k v EX x",
                             "SET k v EX 0",
                             "SET k v PX -1",
                             "SET k v WHAT",
                             "SETEX k 60",
                             "SETEX k 0 v",
                             "SETNX k",
                             "MSET a",
                             "MSET a 1 b",
                             "MSET",
                             "EXPIRE k",
                             "EXPIRE k x",
                             "EXPIRE k nan",
                             "GETEX k EX",
                             "GETEX k WHAT 1",
                             "RENAME a",
                             "BLPOP a",
                             "ZUNION 2 a",
                             "ZUNION x a",
                             "ZUNION 0 a",
                             "ZUNION 18446744073709551615 a",
                             "ZUNIONSTORE a 2 b",
                             "XREAD STREAMS a b 0",
                             "XREAD COUNT 1",
                             "XREAD STREAMS",
                             "SORT a STORE",
                             "BITOP AND a",
                             "RESTORE k -1 v",
                             "RESTORE k 0",
                             "MIGRATE host 1 k",
                             "MIGRATE host 1 <none> 0 100",
                             "COPY a",
                             "GEOSEARCHSTORE a"}) {
        EXPECT_EQ(asked(line), "refused") << line;
    }
}

TEST(redis_commands, are_not_all_known) {
    EXPECT_EQ(asked("BF.ADD k x"), "unknown");
    EXPECT_EQ(asked("GETT k"), "unknown");
    EXPECT_EQ(asked("A_COMMAND_WITH_A_NAME_THAT_IS_LONGER_THAN_ANY k"), "unknown");
}

} // namespace
} // namespace replay_tests
