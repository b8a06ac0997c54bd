#pragma once
// Maps in all the states that a reader has to tell apart, and what this program itself says of
// them.

#include <ebb/go_map.hpp>
#include <ebb/inspect/advice.hpp>
#include <ebb/inspect/json.hpp>
#include <ebb/inspect/pprof.hpp>
#include <ebb/inspect/snapshot.hpp>
#include <ebb/inspect/text.hpp>
#include <ebb/inspect/watch.hpp>
#include <ebb/map.hpp>
#include <ebb/set.hpp>

#include <cstdint>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>

namespace attach_tests {

namespace inspect = ebb::inspect;

// Sends every key to the same chain.
struct no_hash {
    std::size_t operator()(std::uint64_t) const noexcept { return 42; }
};

class watched_maps {
  public:
    watched_maps() {
        for (std::uint64_t i = 0; i < 100'000; ++i) {
            sessions_.try_emplace(i * 7, i);
            go_.try_emplace(i, i);
        }
        for (std::uint64_t i = 0; i < 100'000; i += 3) {
            sessions_.erase(i * 7);
        }
        for (std::uint64_t i = 1'000; i < 100'000; ++i) {
            go_.erase(i);
        }
        for (int i = 0; i < 5'000; ++i) {
            words_.insert("word " + std::to_string(i));
        }
        for (std::uint64_t i = 0; i < 500; ++i) {
            one_chain_.try_emplace(i, i);
        }
    }

    // Effects: inserts until a growth is under way, and is not about to end.
    void grow() {
        for (std::uint64_t i = 0; inspect::figures_of(sessions_).now.old.buckets == 0; ++i) {
            sessions_.try_emplace(1'000'000 + i, i);
        }
        sessions_.try_emplace(2'000'000, 0);
    }

    // Effects: one line of JSON for each map, in the order of `ebb stats`.
    void print_json() {
        for_each([](const auto& map, const char* name) {
            std::cout << inspect::json_of(inspect::snapshot_of(map, name)) << "\n";
        });
    }
    void print_findings() {
        for_each([](const auto& map, const char* name) {
            std::cout << inspect::json_of(inspect::findings_of(inspect::snapshot_of(map, name)))
                      << "\n";
        });
    }
    void print_buckets() {
        inspect::census_options options;
        options.with_words = true;
        options.last_bucket = 4096;
        std::cout << inspect::buckets_text_of(inspect::snapshot_of(words_, "words", options), 80);
    }
    void unwatch() { words_watch_.reset(); }

  private:
    template <class Visit> void for_each(Visit visit) {
        visit(sessions_, "sessions");
        visit(go_, "go");
        visit(words_, "words");
        visit(one_chain_, "one chain");
        visit(empty_, "odd\x1b[31m");
    }

    ebb::map<std::uint64_t, std::uint64_t> sessions_;
    ebb::go_map<std::uint64_t, std::uint64_t> go_;
    ebb::set<std::string> words_;
    ebb::map<std::uint64_t, std::uint64_t, no_hash> one_chain_;
    ebb::map<int, int> empty_;
    inspect::watched<decltype(sessions_)> sessions_watch_ = inspect::watch(sessions_, "sessions");
    inspect::watched<decltype(go_)> go_watch_ = inspect::watch(go_, "go");
    std::optional<inspect::watched<decltype(words_)>> words_watch_ =
        inspect::watch(words_, "words");
    inspect::watched<decltype(one_chain_)> one_chain_watch_ =
        inspect::watch(one_chain_, "one chain");
    inspect::watched<decltype(empty_)> empty_watch_ = inspect::watch(empty_, "odd\x1b[31m");
};

} // namespace attach_tests
