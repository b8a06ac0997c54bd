// What a monitor printed gives, replayed, the keys that the server has: random commands, among them
// such as Redis refuses, are given to a real one.
#include "planned.hpp"
#include "redis_process.hpp"
#include "support/random_source.hpp"
#include "trace_reading.hpp"

#include <iterator>
#include <numeric>
#include <set>
#include <unordered_set>

namespace replay_tests {
namespace {

using ebb_tests::random_source;

constexpr std::size_t databases = 3;
constexpr std::size_t keys = 8;

// K is a key, D a database, T a number of seconds or milliseconds, A a date in seconds, P one in
// milliseconds, E an element. Of what has no order, either everything is taken out or what is named:
// nobody could tell what is left.
constexpr const char* commands[] = {
    "SET K v",
    "SET K v",
    "SET K v EX T",
    "SET K v PX T",
    "SET K v NX",
    "SET K v NX PX T",
    "SET K v XX",
    "SET K v XX EX T",
    "SET K v KEEPTTL",
    "SET K v GET",
    "SET K v NX GET",
    "SET K v XX KEEPTTL GET",
    "SET K v EXAT A",
    "SET K v PXAT P NX",
    "SET K v NX XX",
    "SET K v EX T KEEPTTL",
    "SET K v WHAT",
    "SETEX K T v",
    "PSETEX K T v",
    "SETNX K v",
    "GETSET K v",
    "MSET K v K v",
    "MSET K v K",
    "MSETNX K v K v",
    "GET K",
    "GETDEL K",
    "GETEX K",
    "GETEX K EX T",
    "GETEX K PX T",
    "GETEX K EXAT A",
    "GETEX K PXAT P",
    "GETEX K PERSIST",
    "GETEX K PERSIST EX T",
    "MGET K K",
    "DEL K",
    "DEL K K",
    "UNLINK K",
    "EXISTS K",
    "TYPE K",
    "TTL K",
    "TOUCH K",
    "EXPIRE K T",
    "EXPIRE K T NX",
    "EXPIRE K T XX",
    "EXPIRE K T GT",
    "EXPIRE K T LT",
    "EXPIRE K T XX GT",
    "EXPIRE K T NX XX",
    "EXPIRE K T GT LT",
    "PEXPIRE K T",
    "PEXPIRE K T LT",
    "EXPIREAT K A",
    "EXPIREAT K A GT",
    "PEXPIREAT K P",
    "PEXPIREAT K P XX",
    "PERSIST K",
    "APPEND K v",
    "INCR K",
    "DECR K",
    "INCRBY K 5",
    "INCRBY K five",
    "INCRBYFLOAT K 1.5",
    "INCRBYFLOAT K x",
    "SETRANGE K 1 v",
    "SETRANGE K -1 v",
    "SETBIT K 3 1",
    "SETBIT K 3 2",
    "BITFIELD K GET u8 0",
    "BITFIELD K SET u8 0 1",
    "BITFIELD K INCRBY u8 0 1 GET u4 0",
    "BITOP AND K K K",
    "BITOP NOT K K",
    "PFADD K v",
    "LPUSH K E E",
    "RPUSH K E",
    "LPUSHX K E",
    "RPUSHX K E E",
    "LPOP K",
    "RPOP K 2",
    "LPOP K 0",
    "LPOP K -1",
    "BLPOP K K 0.001",
    "BRPOP K 0.001",
    "LMPOP 2 K K LEFT",
    "LMPOP 1 K RIGHT COUNT 2",
    "LTRIM K 1 -1",
    "LTRIM K 5 9",
    "LTRIM K 0 x",
    "LREM K 0 E",
    "LREM K -1 E",
    "LREM K 1 E",
    "LINSERT K BEFORE E E",
    "LINSERT K BESIDE E E",
    "LSET K 0 7",
    "RPOPLPUSH K K",
    "LMOVE K K LEFT RIGHT",
    "LMOVE K K RIGHT RIGHT",
    "BLMOVE K K RIGHT LEFT 0.001",
    "SADD K E E",
    "SADD K E",
    "SREM K E E",
    "SMOVE K K E",
    "SPOP K 1000",
    "SPOP K -1",
    "HDEL K f",
    "HDEL K f n g",
    "HSET K f v",
    "HSET K f v g",
    "HSETNX K f v",
    "HMSET K f v",
    "HINCRBY K n 1",
    "HINCRBY K n one",
    "HINCRBYFLOAT K n 0.5",
    "ZADD K 1 E",
    "ZADD K NX 2 E 3 E",
    "ZADD K XX 2 E",
    "ZREM K E",
    "ZPOPMIN K 1000",
    "ZPOPMAX K 0",
    "ZREMRANGEBYRANK K 0 -1",
    "ZREMRANGEBYSCORE K -inf +inf",
    "ZREMRANGEBYLEX K - +",
    "ZADD K XX NX 2 7",
    "ZADD K GT CH 4 E",
    "ZADD K INCR 1 E",
    "ZADD K INCR 1 7 2 8",
    "ZADD K two 7",
    "ZINCRBY K 1 E",
    "ZINCRBY K one 7",
    "GEOADD K 13.4 52.5 E",
    "GEOADD K XX 13.4 52.5 7",
    "GEOADD K x 52.5 7",
    "XADD K * f v",
    "XADD K NOMKSTREAM * f v",
    "XGROUP CREATE K g $",
    "XGROUP CREATE K g $ MKSTREAM",
    "SUNIONSTORE K K K",
    "SINTERSTORE K K K",
    "SDIFFSTORE K K",
    "SDIFFSTORE K K K",
    "ZUNIONSTORE K 2 K K",
    "ZINTERSTORE K 2 K K WEIGHTS 1 2",
    "ZINTERSTORE K 3 K K",
    "ZDIFFSTORE K 1 K",
    "ZDIFFSTORE K 2 K K",
    "ZRANGESTORE K K 0 -1",
    "ZRANGESTORE K K 5 9",
    "SORT K",
    "SORT K STORE K",
    "SORT K LIMIT 1 2 STORE K",
    "SORT K LIMIT 0 0 STORE K",
    "RENAME K K",
    "RENAMENX K K",
    "COPY K K",
    "COPY K K REPLACE",
    "COPY K K DB D",
    "COPY K K DB D REPLACE",
    "COPY K K WHAT",
    "MOVE K D",
    "MOVE K x",
    "SWAPDB D D",
    "SWAPDB D x",
    "SELECT D",
    "SELECT D",
    "RESTORE",
    "RESTORE",
    "MULTI",
    "EXEC",
    "EVAL redis.call('SET',KEYS[1],'v') 1 K",
    "PING",
};

class server_and_client {
  public:
    explicit server_and_client(random_source& random)
        : random_(random), client_(server_.socket()), monitor_(server_.socket()) {
        monitor_.ask({"MONITOR"});
        std::iota(first_.begin(), first_.end(), 0);
    }

    void give_line(std::string line) {
        if (random_.one_in(150)) line = random_.one_in(3) ? "FLUSHALL" : "FLUSHDB ASYNC";
        if (line == "RESTORE") {
            restore();
        } else {
            std::vector<std::string> words;
            std::istringstream pattern(line);
            for (std::string word; pattern >> word;) {
                words.push_back(filled(word));
            }
            give(words);
        }
    }

    // Returns: what the monitor printed.
    [[nodiscard]] std::string capture() {
        if (is_transaction_) give({"EXEC"});
        // What has expired is deleted when it is asked for.
        for (std::size_t database = 0; database != databases; ++database) {
            give({"SELECT", std::to_string(database)});
            for (std::size_t key = 0; key != keys; ++key) {
                give({"EXISTS", "k" + std::to_string(key)});
            }
        }
        client_.ask({"ECHO", "the end"});
        std::string text;
        std::string line;
        while (line.find("\"ECHO\" \"the end\"") == std::string::npos) {
            line = monitor_.read_line();
            text += line + "\n";
        }
        return text;
    }

    // Returns: the keys of all databases, as the trace names them.
    [[nodiscard]] std::set<std::string> keys_there() {
        std::set<std::string> all;
        for (std::size_t database = 0; database != databases; ++database) {
            client_.ask({"SELECT", std::to_string(database)});
            const redis_reply found = client_.ask({"KEYS", "*"});
            const redis_reply size = client_.ask({"DBSIZE"});
            EXPECT_EQ(std::to_string(found.items.size()), size.text);
            for (const redis_reply& key : found.items) {
                const std::size_t first = first_[database];
                all.insert((first == 0 ? "" : std::to_string(first) + ":") + key.text);
            }
        }
        return all;
    }

  private:
    std::string filled(const std::string& word) {
        if (word == "K") return "k" + std::to_string(random_.below(keys));
        if (word == "E") return std::to_string(7 + random_.below(3));
        if (word == "D") return std::to_string(random_.below(databases));
        if (word == "T") {
            constexpr const char* times[] = {"1000000", "2000000", "1", "0",  "-1",
                                             "1.5",     "soon",    "",  "007"};
            return times[random_.below(std::size(times))];
        }
        if (word == "A" || word == "P") {
            const long long seconds = now_us() / 1'000'000 + (random_.one_in(2) ? 100'000 : -1'000);
            return std::to_string(word == "A" ? seconds : seconds * 1'000);
        }
        return word;
    }

    void give(const std::vector<std::string>& words) {
        const redis_reply reply = client_.ask(words);
        const bool is_short =
            std::find(words.begin(), words.end(), "1") != words.end() && reply.type != '-';
        if (words[0] == "MULTI" && reply.type == '+') is_transaction_ = true;
        if (words[0] == "EXEC") is_transaction_ = false;
        if (words[0] == "EXEC" && reply.type == '*') {
            for (std::size_t i = 0; i != queued_swaps_.size(); ++i) {
                std::swap(first_[queued_swaps_[i].first], first_[queued_swaps_[i].second]);
            }
        }
        if (words[0] == "EXEC") queued_swaps_.clear();
        if (words[0] == "SWAPDB" && reply.type == '+' && words[2] != "x") {
            const std::pair swapped(std::stoul(words[1]), std::stoul(words[2]));
            if (reply.text == "QUEUED") {
                queued_swaps_.push_back(swapped);
            } else {
                std::swap(first_[swapped.first], first_[swapped.second]);
            }
        }
        // A key that lives for a millisecond is gone at once on every clock.
        if (is_short || words[0] == "EXEC") let_time_pass();
    }

    void restore() {
        if (is_transaction_) return;
        const redis_reply value = client_.ask({"DUMP", filled("K")});
        if (value.is_null) return;
        std::vector<std::string> words{"RESTORE", filled("K"), "0", value.text};
        if (random_.one_in(3)) words[2] = "1000000";
        if (random_.one_in(4)) {
            words[2] = filled("P");
            words.emplace_back("ABSTTL");
        }
        if (random_.one_in(2)) words.emplace_back("REPLACE");
        give(words);
    }

    long long now_us() {
        if (is_transaction_) return last_us_;
        const redis_reply time = client_.ask({"TIME"});
        return last_us_ = std::stoll(time.items.at(0).text) * 1'000'000 +
                          std::stoll(time.items.at(1).text);
    }
    void let_time_pass() {
        if (is_transaction_) return;
        const long long begin = now_us();
        while (now_us() < begin + 5'000) {}
    }

    random_source& random_;
    redis_process server_;
    redis_connection client_;
    redis_connection monitor_;
    std::array<std::size_t, databases> first_{}; // numbers of what is in them, before any swap
    std::vector<std::pair<std::size_t, std::size_t>> queued_swaps_;
    bool is_transaction_ = false;
    long long last_us_ = 0;
};

std::set<std::string> keys_replayed(const std::string& capture) {
    line_source source(line_reader(open_bytes(file_of(capture))),
                       make_line_format(trace_format::redis_monitor), "redis-monitor", false);
    const plan made = [&] {
        plan result;
        result.facts = make_plan(source, parse_model("direct", source.facts()), result.file, go_on);
        return result;
    }();
    std::vector<operation<std::string>> operations = read_operations<std::string>(made);
    operations.resize(operations.size() - made.facts.drain_operations);
    std::set<std::string> live;
    for (const auto& each : operations) {
        if (each.kind == operation_kind::erase) live.erase(each.key);
        if (each.kind == operation_kind::assign || each.kind == operation_kind::insert) {
            live.insert(each.key);
        }
    }
    EXPECT_EQ(live.size(), made.facts.entries_at_end);
    return live;
}

TEST(redis_keys, are_those_of_a_server) {
    if (redis_process::program().empty()) {
        GTEST_SKIP()
            << "no redis-server is installed (scripts/setup installs Debian's redis-tools)";
    }
    random_source random;
    for (int round = 0; round != 12; ++round) {
        server_and_client both(random);
        // From short sequences, which leave something of each command, to long ones.
        const std::size_t count = std::size_t{20} << static_cast<unsigned>(round / 2);
        for (std::size_t i = 0; i != count; ++i) {
            both.give_line(commands[random.below(std::size(commands))]);
        }
        const std::string capture = both.capture();
        ASSERT_EQ(keys_replayed(capture), both.keys_there()) << capture;
    }
}

// Each command alone, on every state that a key may be in.
TEST(redis_keys, are_those_of_a_server_after_each_command) {
    if (redis_process::program().empty()) {
        GTEST_SKIP()
            << "no redis-server is installed (scripts/setup installs Debian's redis-tools)";
    }
    random_source random;
    server_and_client both(random);
    std::string capture;
    for (const char* command : commands) {
        for (const char* state :
             {"DEL K", "SET K v", "SET K v EX 1000000", "RPUSH K E", "RPUSH K E E E", "SADD K E",
              "SADD K E E", "ZADD K 1 E", "HSET K f v", "XADD K * f v"}) {
            for (int key = 0; key != 3; ++key) {
                both.give_line(state);
            }
            both.give_line(command);
        }
        capture += both.capture();
        ASSERT_EQ(keys_replayed(capture), both.keys_there()) << command << "\n" << capture;
    }
}

} // namespace
} // namespace replay_tests
