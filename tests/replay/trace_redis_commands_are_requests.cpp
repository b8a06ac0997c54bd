// What each command of Redis asks of its keys, and which commands ask nothing.
#include "trace/redis_commands.hpp"
#include "trace/redis_requests.hpp"
#include "trace_reading.hpp"

namespace replay_tests {
namespace {

constexpr double now = 1'000;

// The requests of a command whose arguments have blanks between, "<none>" for an empty one;
// "refused" if it does not take them.
std::string asked(const std::string& line) {
    std::istringstream words(line);
    std::vector<std::string> arguments;
    for (std::string word; words >> word;) {
        arguments.push_back(word == "<none>" ? "" : word);
    }
    const redis_command* const command = find_redis_command(arguments.at(0));
    if (command == nullptr) return "unknown";
    std::vector<request> requests;
    const std::vector<std::string_view> views(arguments.begin(), arguments.end());
    if (!append_requests(*command, views, now, requests)) return "refused";
    std::string all;
    for (const request& one : requests) {
        all += (all.empty() ? "" : ", ") + described(one, {});
    }
    return all;
}

struct expected_requests {
    const char* line;
    const char* requests;
};

void expect_all(std::initializer_list<expected_requests> cases) {
    for (const auto& [line, requests] : cases) {
        EXPECT_EQ(asked(line), requests) << line;
    }
}

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
                {"GETEX k EX 30", "get k ttl 30"},
                {"GETEX k PXAT 999000", "erase k"},
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
                {"SET k abc XX GET", "set k bytes 3"},
                {"SET k abc EX 60", "set k ttl 60 bytes 3"},
                {"SET k abc px 1500", "set k ttl 1.5 bytes 3"},
                {"SET k abc EXAT 1060", "set k ttl 60 bytes 3"},
                {"SET k abc PXAT 1000500", "set k ttl 0.5 bytes 3"},
                {"SET k abc EXAT 1000", "erase k"},
                {"SETEX k 60 abc", "set k ttl 60 bytes 3"},
                {"PSETEX k 250 abc", "set k ttl 0.25 bytes 3"},
                {"GETSET k abc", "set k bytes 3"},
                {"MSET a 1 b 22", "set a bytes 1, set b bytes 2"},
                {"EXPIRE k 60", "set k ttl 60"},
                {"PEXPIRE k 500 NX", "set k ttl 0.5"},
                {"EXPIREAT k 1060", "set k ttl 60"},
                {"PEXPIREAT k 1000500", "set k ttl 0.5"},
                {"PERSIST k", "set k"},
                {"RESTORE k 0 abc", "set k bytes 3"},
                {"RESTORE k 500 abc REPLACE", "set k ttl 0.5 bytes 3"},
                {"RESTORE k 1000500 abc ABSTTL", "set k ttl 0.5 bytes 3"}});
}

TEST(redis_commands, make_what_is_not_there) {
    expect_all({{"SETNX k abc", "add k bytes 3"},
                {"SET k abc NX EX 60", "add k ttl 60 bytes 3"},
                {"SET k abc KEEPTTL", "add k bytes 3"},
                {"MSETNX a 1 b 22", "add a bytes 1, add b bytes 2"},
                {"INCR k", "add k"},
                {"APPEND k abc", "add k"},
                {"HSET k f v", "add k"},
                {"LPUSH k a b", "add k"},
                {"SADD k a", "add k"},
                {"ZADD k 1 a", "add k"},
                {"XADD k * f v", "add k"},
                {"XGROUP CREATE k g $", "add k"},
                {"PFMERGE a b c", "get b, get c, add a"},
                {"PFMERGE a", "add a"},
                {"LMOVE a b LEFT RIGHT", "get a, add b"},
                {"SMOVE a b member", "get a, add b"}});
}

TEST(redis_commands, delete_and_move) {
    expect_all({{"DEL a b c", "erase a, erase b, erase c"},
                {"UNLINK a", "erase a"},
                {"GETDEL a", "erase a"},
                {"MOVE a 1", "erase a"},
                {"EXPIRE k 0", "erase k"},
                {"PEXPIRE k -1", "erase k"},
                {"EXPIREAT k 999", "erase k"},
                {"RESTORE k 999000 abc ABSTTL", "erase k"},
                {"RENAME a b", "erase a, set b"},
                {"COPY a b", "get a, set b"},
                {"SUNIONSTORE a b c", "get b, get c, set a"},
                {"ZUNIONSTORE a 2 b c WEIGHTS 1 1", "get b, get c, set a"},
                {"ZRANGESTORE a b 0 -1", "get b, set a"},
                {"BITOP AND a b c", "get b, get c, set a"},
                {"SORT a BY x STORE b", "get a, set b"},
                {"SORT a", "get a"},
                {"GEORADIUS a 1 2 3 km STORE b", "get a, set b"},
                {"MIGRATE host 1 k 0 100", "erase k"},
                {"MIGRATE host 1 k 0 100 COPY", "get k"},
                {"MIGRATE host 1 <none> 0 100 KEYS a b", "erase a, erase b"}});
}

TEST(redis_commands, ask_nothing_without_a_key) {
    for (const char* line :
         {"PING", "INFO", "SELECT 1", "MULTI", "EXEC", "CONFIG GET x", "KEYS *", "SCAN 0",
          "FLUSHALL", "EVAL script 1 k", "PUBLISH channel message", "CLIENT LIST", "COMMAND DOCS",
          "OBJECT HELP", "MEMORY DOCTOR", "WATCH a", "HELLO 3"}) {
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
