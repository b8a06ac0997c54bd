#pragma once
// Where maps get their seeds from.
//
// The seeds of a process are the SplitMix64 sequence that begins at one random number. A map that
// has a seed says nothing useful of it to who sends it keys, and two maps have different ones, so
// that inserting the entries of one into another in the order of a walk does not pile them up.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <random>

#include "ebb/exceptions.hpp"

namespace ebb {

namespace hashing {

// The step of SplitMix64: 2^64 / golden ratio, odd, so that all 2^64 states are passed.
inline constexpr std::uint64_t seed_step = 0x9e3779b97f4a7c15;

// The output function of SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom
// number generators", 2014; constants of its mix64variant13, D. Stafford). A bijection: seeds do
// not repeat before 2^64 of them are drawn.
[[nodiscard]] constexpr std::uint64_t splitmix(std::uint64_t state) noexcept {
    state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9;
    state = (state ^ (state >> 27)) * 0x94d049bb133111eb;
    return state ^ (state >> 31);
}

// The system's random numbers, and what differs between runs anyway: the time, and the address of
// the stack, which most systems randomize. The system may have no number to give (a chroot without
// /dev/urandom, a filter that forbids getrandom()), or the same one each time (RDRAND of some
// processors after a suspend, which std::random_device does not notice).
[[nodiscard]] inline std::uint64_t random_seed_base() noexcept {
    const int here = 0;
    const auto address = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(&here));
    const auto time = std::chrono::high_resolution_clock::now().time_since_epoch().count();
    const std::uint64_t base =
        splitmix(address) ^ splitmix(static_cast<std::uint64_t>(time) + seed_step);
    std::uint64_t drawn = 0;
    exceptions::attempt([&drawn] {
        std::random_device device;
        const std::uint64_t high = device();
        drawn = high << 32 ^ device();
    });
    return base ^ drawn;
}

// One for the process (on Windows, for each module): made by the first map, and not before main,
// so that a program without maps asks the system for nothing.
[[nodiscard]] inline std::atomic<std::uint64_t>& seed_state() noexcept {
    static std::atomic<std::uint64_t> state{random_seed_base()};
    return state;
}

} // namespace hashing

// Returns: a seed that was not returned before in this process.
// Thread safety: may be called at any time by any thread. The order among threads is relaxed: only
//   the counter itself is shared, and nothing is published by it.
// Complexity: an atomic addition and two multiplications; the first call reads the system's random
//   device.
[[nodiscard]] inline std::uint64_t next_hash_seed() noexcept {
    return hashing::splitmix(
        hashing::seed_state().fetch_add(hashing::seed_step, std::memory_order_relaxed));
}

// Effects: makes the seeds drawn from now on those that follow `base`: the same in every run of the
//   program, for a test or to reproduce a bug. Maps that exist keep the seeds they have.
//   Not for production: with known seeds, keys can be chosen that share a bucket.
// Thread safety: may be called at any time; reproducible only while one thread makes maps.
inline void fix_hash_seeds(std::uint64_t base) noexcept {
    hashing::seed_state().store(base, std::memory_order_relaxed);
}

} // namespace ebb
