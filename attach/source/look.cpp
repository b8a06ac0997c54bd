#include <ebb/attach/look.hpp>

#include <ebb/attach/limited_memory.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace ebb::attach {
namespace {

// An engine and its record of cold state, each copied at once. What is read of them comes from the
// copies, so that all of it is of one moment, whatever happens to the map.
class copied_engine final : public inspect::memory_reader {
  public:
    copied_engine(inspect::memory_reader& memory, const remote_map& map)
        : memory_(memory), engine_(memory, map.engine, inspect::engine_bytes(map.fields)),
          cold_(memory, engine_.get<std::uint64_t>(map.fields.cold),
                inspect::cold_bytes(map.fields)),
          is_mutating_(engine_.get<std::uint8_t>(map.fields.mutating) != 0) {}

    [[nodiscard]] bool is_mutating() const noexcept { return is_mutating_; }

    void read(std::uint64_t address, void* to, std::size_t bytes) override {
        if (!engine_.read(address, to, bytes) && !cold_.read(address, to, bytes)) {
            memory_.read(address, to, bytes);
        }
    }

    // Every operation that changes the map changes the engine, its size if nothing else, or the
    // record.
    friend bool operator==(const copied_engine& a, const copied_engine& b) noexcept {
        return a.engine_ == b.engine_ && a.cold_ == b.cold_;
    }

  private:
    class copied_range {
      public:
        copied_range(inspect::memory_reader& memory, std::uint64_t begin, std::size_t bytes)
            : begin_(begin), bytes_(bytes) {
            memory.read(begin_, bytes_.data(), bytes_.size());
        }
        template <class T> [[nodiscard]] T get(std::uint32_t offset) const noexcept {
            T value;
            std::memcpy(&value, bytes_.data() + offset, sizeof value);
            return value;
        }
        // Returns: whether all that is asked for lies in the range.
        bool read(std::uint64_t address, void* to, std::size_t bytes) const noexcept {
            const std::uint64_t from = address - begin_; // wraps around below the range
            if (from >= bytes_.size() || bytes > bytes_.size() - from) {
                return false;
            }
            std::memcpy(to, bytes_.data() + from, bytes);
            return true;
        }
        bool operator==(const copied_range&) const = default;

      private:
        std::uint64_t begin_;
        std::vector<std::byte> bytes_;
    };

    inspect::memory_reader& memory_;
    copied_range engine_;
    copied_range cold_;
    bool is_mutating_;
};

// The pool's directory and the walks: what figures are read from besides the engine.
constexpr std::uint64_t figures_bytes_max = std::uint64_t{16} << 20;

void expect_sense(const inspect::figures& now, const remote_map& map, std::uint64_t memory_max) {
    const std::uint64_t control =
        (now.old.buckets + now.current.buckets) * map.fields.control_bytes;
    if (now.memory_bytes > memory_max || control > memory_max ||
        now.current.control_bytes > now.memory_bytes) {
        throw inspect::unreadable(fmt::format("its tables can't be as large as {} bytes of {}",
                                              control, now.memory_bytes));
    }
}

look_result attempt(inspect::memory_reader& memory, const remote_map& map,
                    const look_options& options, const std::function<void()>& renew) {
    const inspect::map_place place{&map.fields, map.engine};
    look_result result;
    inspect::snapshot& taken = result.taken;
    renew();
    copied_engine engine(memory, map);
    taken.map = map.who;
    taken.taken = inspect::wall_clock::now();
    limited_memory of_figures(engine, figures_bytes_max);
    taken.now = inspect::read_figures(of_figures, place);
    expect_sense(taken.now, map, options.memory_max);
    if (options.with_census) {
        // No slot is read twice, and an overflow bucket's place is one number.
        limited_memory of_slots(engine, 2 * taken.now.memory_bytes + figures_bytes_max);
        inspect::census_options counting = options.counting;
        counting.buckets_a_step = std::numeric_limits<std::size_t>::max();
        taken.counted = inspect::take_census(of_slots, place, counting);
    }
    renew();
    const copied_engine after(memory, map);
    result.is_of_one_moment = engine == after && !engine.is_mutating() &&
                              (!taken.counted || taken.counted->is_of_one_moment);
    if (taken.counted) {
        taken.counted->is_of_one_moment = result.is_of_one_moment;
    }
    return result;
}

} // namespace

look_result look(inspect::memory_reader& memory, const remote_map& map, const look_options& options,
                 const std::function<void()>& renew) {
    if (!map.trouble.empty()) {
        throw inspect::unreadable(map.trouble);
    }
    using clock = std::chrono::steady_clock;
    const clock::time_point end = clock::now() + options.patience;
    std::optional<look_result> best;
    std::string trouble;
    for (unsigned done = 0; done < std::max(options.attempts, 1U); ++done) {
        if (clock::now() >= end && (best || done >= options.attempts / 2)) {
            break;
        }
        try {
            best = attempt(memory, map, options, renew);
            best->attempts = done + 1;
            if (best->is_of_one_moment) {
                break;
            }
        } catch (const inspect::unreadable& error) {
            trouble = error.what();
        }
    }
    if (!best) {
        throw inspect::unreadable(trouble);
    }
    return *best;
}

} // namespace ebb::attach
