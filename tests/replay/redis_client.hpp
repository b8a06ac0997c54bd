#pragma once
// A server of Redis that is given random commands, and what its monitor prints.

#include "redis_command_patterns.hpp"
#include "redis_process.hpp"
#include "support/random_source.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace replay_tests {

using ebb_tests::random_source;

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

    // Effects: nothing is in the server, and nothing in the next capture. An empty database may be
    // called as one likes.
    void start_anew() {
        give({"FLUSHALL"});
        give({"SELECT", "0"});
        static_cast<void>(capture());
        give({"SELECT", "0"});
        std::iota(first_.begin(), first_.end(), 0);
    }

    // Returns: what the monitor printed since the last call.
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

    // Returns: the keys of all databases, as the trace names them, and "!" if they expire.
    [[nodiscard]] std::set<std::string> keys_there() {
        std::set<std::string> all;
        for (std::size_t database = 0; database != databases; ++database) {
            client_.ask({"SELECT", std::to_string(database)});
            const redis_reply found = client_.ask({"KEYS", "*"});
            const redis_reply size = client_.ask({"DBSIZE"});
            EXPECT_EQ(std::to_string(found.items.size()), size.text);
            for (const redis_reply& key : found.items) {
                const std::size_t first = first_[database];
                const bool expires = client_.ask({"PTTL", key.text}).text != "-1";
                all.insert((first == 0 ? "" : std::to_string(first) + ":") + key.text +
                           (expires ? "!" : ""));
            }
        }
        return all;
    }

  private:
    std::string filled(const std::string& word) {
        if (word == "K") return "k" + std::to_string(random_.below(keys));
        if (word == "E") return std::to_string(7 + random_.below(3));
        if (word == "D") return std::to_string(random_.below(databases));
        if (word == "M" && !is_transaction_ && random_.one_in(6)) {
            is_short_ = true;
            return "1";
        }
        if (word == "T" || word == "M") {
            constexpr const char* times[] = {"1000000", "2000000", "0", "-1",
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
        if (is_short_ || words[0] == "EXEC") let_time_pass();
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
        is_short_ = false;
    }

    random_source& random_;
    redis_process server_;
    redis_connection client_;
    redis_connection monitor_;
    std::array<std::size_t, databases> first_{}; // numbers of what is in them, before any swap
    std::vector<std::pair<std::size_t, std::size_t>> queued_swaps_;
    bool is_transaction_ = false;
    bool is_short_ = false; // a key may live for a millisecond
    long long last_us_ = 0;
};

} // namespace replay_tests
