// Memory that holds anything but maps does no harm: every look ends, with a snapshot or a refusal.
#include "own_process.hpp"

#include <ebb/attach/look.hpp>
#include <ebb/attach/remote_registry.hpp>

#include <ebb/go_map.hpp>
#include <ebb/inspect/registry.hpp>
#include <ebb/inspect/text.hpp>
#include <ebb/map.hpp>

#include <gtest/gtest.h>

#include <cstring>
#include <functional>
#include <random>

namespace attach_tests {
namespace {

namespace attach = ebb::attach;
namespace inspect = ebb::inspect;

constexpr unsigned seed = 20'240'601;

// This process's memory, in which about one bit in so many that are read is another one.
class flipped_memory final : public inspect::memory_reader {
  public:
    flipped_memory(std::mt19937_64& random, double bits_a_flip)
        : memory_(own_process()), random_(random), distance_(1 / bits_a_flip) {
        next_ = distance_(random_);
    }

    void read(std::uint64_t address, void* to, std::size_t bytes) override {
        memory_.read(address, to, bytes);
        for (; next_ < bytes * 8; next_ += 1 + distance_(random_)) {
            static_cast<std::uint8_t*>(to)[next_ / 8] ^=
                static_cast<std::uint8_t>(1U << (next_ % 8));
        }
        next_ -= bytes * 8;
    }
    void clear() { memory_.clear(); }

  private:
    attach::remote_memory memory_;
    std::mt19937_64& random_;
    std::geometric_distribution<std::uint64_t> distance_;
    std::uint64_t next_ = 0;
};

// Random bytes at every address, mostly small numbers, which lead further than large ones.
class random_memory final : public inspect::memory_reader {
  public:
    explicit random_memory(std::mt19937_64& random) : random_(random) {}

    void read(std::uint64_t, void* to, std::size_t bytes) override {
        auto* const out = static_cast<std::uint8_t*>(to);
        for (std::size_t i = 0; i < bytes; ++i) {
            const std::uint64_t number = random_();
            out[i] = static_cast<std::uint8_t>(number % 4 != 0 ? 0 : number >> 32);
        }
    }

  private:
    std::mt19937_64& random_;
};

// What is seen is shown, too: no figure may lead the text astray.
bool is_seen(inspect::memory_reader& memory, const attach::remote_map& map,
             const std::function<void()>& renew) {
    attach::look_options options;
    options.attempts = 2;
    options.memory_max = std::uint64_t{1} << 24;
    options.counting.with_words = true;
    options.counting.cells = 16;
    try {
        const attach::look_result seen = attach::look(memory, map, options, renew);
        return !inspect::text_of(seen.taken).empty() &&
               !inspect::buckets_text_of(seen.taken).empty();
    } catch (const inspect::unreadable&) {
        return false;
    }
}

template <class Map> Map filled() {
    Map map;
    for (int i = 0; i < 20'000; ++i) {
        map.try_emplace(i, i);
    }
    for (int i = 0; i < 20'000; i += 5) {
        map.erase(i);
    }
    return map;
}

template <class Map> void look_at_flipped() {
    std::mt19937_64 random(seed);
    const Map map = filled<Map>();
    const attach::remote_map remote = remote_map_of(map);
    int seen = 0;
    for (const double bits : {200.0, 2'000.0, 20'000.0, 200'000.0, 5'000'000.0}) {
        flipped_memory memory(random, bits);
        for (int round = 0; round < 60; ++round) {
            seen += is_seen(memory, remote, [&] { memory.clear(); });
        }
    }
    EXPECT_GT(seen, 0) << "a seldom flip does not hide a map";
}

TEST(garbage, flipped_bits_of_a_map) { look_at_flipped<ebb::map<int, int>>(); }
TEST(garbage, flipped_bits_of_a_go_map) { look_at_flipped<ebb::go_map<int, int>>(); }

TEST(garbage, flipped_bits_of_the_fields) {
    std::mt19937_64 random(seed);
    const auto map = filled<ebb::map<int, int>>();
    attach::remote_memory memory(own_process());
    for (int round = 0; round < 4'000; ++round) {
        attach::remote_map remote = remote_map_of(map);
        std::uint8_t bytes[sizeof remote.fields];
        std::memcpy(bytes, &remote.fields, sizeof bytes);
        for (int flips = 0; flips < 1 + round % 3; ++flips) {
            const std::uint64_t bit = random() % (8 * sizeof bytes);
            bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        }
        std::memcpy(&remote.fields, bytes, sizeof bytes);
        remote.trouble = ebb::inspect::trouble_with(remote.fields);
        static_cast<void>(is_seen(memory, remote, [&] { memory.clear(); }));
    }
}

TEST(garbage, random_bytes_instead_of_a_map) {
    std::mt19937_64 random(seed);
    const ebb::map<int, int> map{{1, 2}};
    random_memory memory(random);
    for (int round = 0; round < 60; ++round) {
        static_cast<void>(is_seen(memory, remote_map_of(map), [] {}));
    }
}

TEST(garbage, random_bytes_instead_of_a_registry) {
    std::mt19937_64 random(seed);
    random_memory memory(random);
    for (int round = 0; round < 1'000; ++round) {
        EXPECT_THROW(static_cast<void>(attach::read_registry(memory, 4096, [] {})),
                     inspect::unreadable);
    }
}

TEST(garbage, flipped_bits_of_a_registry) {
    const ebb::map<int, int> map{{1, 2}};
    ebb::map<int, int> watched_map = map;
    const auto first = inspect::watch(watched_map, "a map");
    const auto second = inspect::watch(watched_map, "the same one");
    std::mt19937_64 random(seed);
    const auto address = reinterpret_cast<std::uintptr_t>(&ebb_registry);
    std::size_t found = 0;
    for (const double bits : {300.0, 3'000.0, 300'000.0}) {
        flipped_memory memory(random, bits);
        for (int round = 0; round < 30; ++round) {
            try {
                found += attach::read_registry(memory, address, [&] { memory.clear(); }).size();
            } catch (const inspect::unreadable&) {
                continue;
            }
        }
    }
    EXPECT_GT(found, 0U);
}

} // namespace
} // namespace attach_tests
