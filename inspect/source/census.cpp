#include <ebb/inspect/census.hpp>

#include "engine_view.hpp"

#include <ebb/bucket/tophash.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <tuple>

namespace ebb::inspect {
namespace {

// Buckets a chain may have before it counts as one without an end. A hash that says the same for
// every key makes long ones: 16 million entries in one chain of 16-slot buckets are as many.
constexpr std::uint64_t chain_max = 1'000'000;

// One control entry.
struct control_bytes {
    std::array<std::uint8_t, slots_max> tophash{};
    std::uint32_t link = 0;
};

control_bytes read_control(memory_reader& memory, const table::engine_fields& f,
                           std::uint64_t address) {
    std::array<std::byte, control_bytes_max> bytes;
    memory.read(address, bytes.data(), f.control_bytes);
    control_bytes control;
    std::memcpy(control.tophash.data(), bytes.data(), f.slots_per_bucket);
    std::memcpy(&control.link, bytes.data() + f.link, sizeof control.link);
    return control;
}

void count_slot(slot_counts& slots, std::uint8_t tophash) {
    slots.in_use += bucket::is_in_use(tophash);
    slots.deleted += tophash == bucket::empty_one;
    slots.never_used += tophash == bucket::empty_rest;
    slots.evacuated += !bucket::is_in_use(tophash) && !bucket::is_empty(tophash);
}

// The entries of one chain by their tophash bytes.
class tophash_tally {
  public:
    void add(std::uint8_t tophash) { equal_ += counts_[tophash]++; }
    [[nodiscard]] std::uint64_t equal_pairs() const noexcept { return equal_; }

  private:
    std::array<std::uint32_t, 256> counts_{};
    std::uint64_t equal_ = 0;
};

template <class T> void add_at(std::vector<T>& counts, std::uint64_t index) {
    constexpr std::uint64_t index_max = 4096; // all longer ones are counted in the last place
    index = std::min(index, index_max);
    if (counts.size() <= index) {
        counts.resize(index + 1);
    }
    ++counts[index];
}

// Keeps the first `top` of all that were added, by `before`.
template <class Before>
void keep_top(std::vector<chain_occupancy>& all, const chain_occupancy& more, std::size_t top,
              Before before) {
    if (top == 0 || (all.size() == top && !before(more, all.back()))) {
        return;
    }
    all.insert(std::upper_bound(all.begin(), all.end(), more, before), more);
    if (all.size() > top) {
        all.pop_back();
    }
}

} // namespace

bool census_taker::step(memory_reader& memory) {
    const engine_view view = view_engine(memory, place_);
    const std::array<std::uint64_t, 4> arrays{view.current.control, view.current.buckets(),
                                              view.old.control, view.old.buckets()};
    if (!has_begun_ || arrays != arrays_) {
        if (has_begun_ && census_.restarts == options_.restarts_max) {
            census_.is_complete = false;
            finish(view);
            return false;
        }
        const std::uint64_t restarts = has_begun_ ? census_.restarts + 1 : 0;
        const std::uint64_t steps = census_.steps;
        arrays_ = arrays;
        begin(view);
        census_.restarts = restarts;
        census_.steps = steps;
    }
    ++census_.steps;
    for (looked_at_ = 0; looked_at_ < options_.buckets_a_step && done_ < buckets_to_do(); ++done_) {
        if (done_ < old_buckets_) {
            count_old(memory, view, done_);
        } else {
            count_current(memory, view, done_ - old_buckets_);
        }
    }
    if (done_ < buckets_to_do()) {
        return true;
    }
    finish(view);
    return false;
}

void census_taker::begin(const engine_view& view) {
    census_ = {};
    has_begun_ = true;
    old_buckets_ = view.old.buckets();
    current_buckets_ = view.current.buckets();
    done_ = 0;
    evacuated_.clear();
    evacuated_.reserve(old_buckets_); // touched as it is filled: 512 KiB at once take 0.3 ms
    entries_first_ = view.size;
    nevacuate_first_ = view.nevacuate;
    const auto make_cells = [this](std::vector<cell>& cells, std::uint64_t buckets) {
        const std::uint64_t first = std::min(options_.first_bucket, buckets);
        const std::uint64_t count = std::min(options_.last_bucket, buckets) - first;
        const std::uint64_t number = std::min<std::uint64_t>(options_.cells, count);
        for (std::uint64_t i = 0; i < number; ++i) {
            const std::uint64_t begin = first + count * i / number;
            cells.push_back({begin, first + count * (i + 1) / number - begin, 1, {}});
        }
    };
    if (options_.first_bucket <= options_.last_bucket) {
        make_cells(census_.old_cells, old_buckets_);
        make_cells(census_.current_cells, current_buckets_);
    }
}

bool census_taker::is_evacuated(memory_reader& memory, const engine_view& view,
                                std::uint64_t old_index) const {
    const table::engine_fields& f = *place_.fields;
    if (f.follows_go == 0) {
        return old_index < view.nevacuate;
    }
    const auto first = memory.get<std::uint8_t>(view.old.control + old_index * f.control_bytes);
    return !bucket::is_empty(first) && !bucket::is_in_use(first);
}

// The old table comes first: an entry that moves behind the count is not counted twice, since what
// was not evacuated then counts as not yet written now.
bool census_taker::is_written(const engine_view& view, std::uint64_t index) const {
    if (old_buckets_ == 0) {
        return true;
    }
    return view.kind == growth_kind::shrink ? index < view.nevacuate
                                            : evacuated_[index & (old_buckets_ - 1)];
}

void census_taker::count_old(memory_reader& memory, const engine_view& view, std::uint64_t index) {
    evacuated_.push_back(is_evacuated(memory, view, index));
    if (!evacuated_.back()) {
        count_chain(memory, view, true, index);
        return;
    }
    slot_counts slots;
    slots.evacuated = view.slots_of_row(*place_.fields, true);
    if (place_.fields->follows_go !=
        0) { // evacuated chains stay as they are; elsewhere they are gone
        const std::uint64_t more = chain_length(memory, view.old, index) - 1;
        slots.evacuated += more * place_.fields->slots_per_bucket;
        looked_at_ += more;
    }
    note_absent(true, index, slots);
}

std::uint64_t census_taker::chain_length(memory_reader& memory, const table_view& table,
                                         std::uint64_t index) const {
    const table::engine_fields& f = *place_.fields;
    std::uint64_t length = 1;
    std::uint64_t address = table.control + index * f.control_bytes;
    for (auto link = read_control(memory, f, address).link; link != 0; ++length) {
        if (length == chain_max) {
            throw unreadable("the chain of bucket " + std::to_string(index) + " does not end");
        }
        link = read_control(memory, f, overflow_control(memory, f, table.pool, link)).link;
    }
    return length;
}

void census_taker::count_current(memory_reader& memory, const engine_view& view,
                                 std::uint64_t index) {
    if (is_written(view, index)) {
        count_chain(memory, view, false, index);
        return;
    }
    slot_counts slots;
    slots.never_used = place_.fields->slots_per_bucket;
    note_absent(false, index, slots);
}

void census_taker::note_absent(bool is_old, std::uint64_t index, const slot_counts& slots) {
    ++looked_at_;
    (is_old ? census_.old : census_.current) += slots;
    add_to_cell(is_old, index, slots, 1);
    if (options_.with_words && options_.first_bucket <= index && index < options_.last_bucket) {
        census_.words.push_back({static_cast<std::uint32_t>(index), 0, is_old, 0, {}});
    }
}

void census_taker::count_chain(memory_reader& memory, const engine_view& view, bool is_old,
                               std::uint64_t index) {
    const table::engine_fields& f = *place_.fields;
    const table_view& table = is_old ? view.old : view.current;
    const auto row_slots = static_cast<unsigned>(view.slots_of_row(f, is_old));
    const bool with_words =
        options_.with_words && options_.first_bucket <= index && index < options_.last_bucket;
    tophash_tally tophashes;
    slot_counts slots;
    std::uint64_t address = table.control + index * f.control_bytes;
    std::uint64_t length = 0;
    for (;;) {
        const control_bytes control = read_control(memory, f, address);
        const unsigned in_bucket = length == 0 ? row_slots : f.slots_per_bucket;
        for (unsigned slot = 0; slot < in_bucket; ++slot) {
            const std::uint8_t tophash = control.tophash[slot];
            count_slot(slots, tophash);
            if (bucket::is_in_use(tophash)) {
                ++census_.tophash[tophash];
                tophashes.add(tophash);
            }
        }
        if (with_words) {
            census_.words.push_back(
                {static_cast<std::uint32_t>(index),
                 static_cast<std::uint16_t>(std::min<std::uint64_t>(length, 65535)), is_old,
                 static_cast<std::uint8_t>(in_bucket), control.tophash});
        }
        ++length;
        if (control.link == 0) {
            break;
        }
        if (length == chain_max) {
            throw unreadable("the chain of bucket " + std::to_string(index) + " does not end");
        }
        address = overflow_control(memory, f, table.pool, control.link);
    }
    looked_at_ += length;
    (is_old ? census_.old : census_.current) += slots;
    add_to_cell(is_old, index, slots, length);
    census_.chain_pairs += slots.in_use * (slots.in_use - (slots.in_use != 0)) / 2;
    census_.equal_pairs += tophashes.equal_pairs();
    note_chain({is_old, index, slots.in_use, length});
}

void census_taker::note_chain(const chain_occupancy& chain) {
    add_at(census_.chain_lengths, chain.length);
    add_at(census_.chain_entries, chain.entries);
    const auto place = [](const chain_occupancy& c) { return std::tuple(!c.is_old, c.bucket); };
    keep_top(census_.fullest, chain, options_.top,
             [&](const chain_occupancy& a, const chain_occupancy& b) {
                 return a.entries != b.entries ? a.entries > b.entries : place(a) < place(b);
             });
    keep_top(census_.emptiest, chain, options_.top,
             [&](const chain_occupancy& a, const chain_occupancy& b) {
                 return a.entries != b.entries ? a.entries < b.entries : place(a) < place(b);
             });
}

void census_taker::add_to_cell(bool is_old, std::uint64_t index, const slot_counts& slots,
                               std::uint64_t chain_length) {
    std::vector<cell>& cells = is_old ? census_.old_cells : census_.current_cells;
    if (cells.empty() || index < cells.front().first_bucket) {
        return;
    }
    const auto after =
        std::upper_bound(cells.begin(), cells.end(), index,
                         [](std::uint64_t i, const cell& c) { return i < c.first_bucket; });
    cell& found = *(after - 1);
    if (index < found.first_bucket + found.buckets) {
        found.slots += slots;
        found.longest_chain = std::max(found.longest_chain, chain_length);
    }
}

void census_taker::finish(const engine_view& view) {
    const bool is_all_there = census_.current.in_use + census_.old.in_use == view.size;
    census_.is_of_one_moment =
        census_.is_complete && is_all_there &&
        (census_.steps == 1 || (census_.restarts == 0 && view.size == entries_first_ &&
                                view.nevacuate == nevacuate_first_));
}

census take_census(memory_reader& memory, const map_place& place, const census_options& options) {
    census_taker taker(place, options);
    while (taker.step(memory)) {}
    return taker.counted();
}

slot_counts& slot_counts::operator+=(const slot_counts& more) noexcept {
    in_use += more.in_use;
    deleted += more.deleted;
    never_used += more.never_used;
    evacuated += more.evacuated;
    return *this;
}

slot_counts census::slots() const noexcept {
    slot_counts all = current;
    all += old;
    return all;
}

std::uint64_t census::chains() const noexcept {
    std::uint64_t all = 0;
    for (const std::uint64_t count : chain_lengths) {
        all += count;
    }
    return all;
}

std::uint64_t census::longest_chain() const noexcept {
    return chain_lengths.empty() ? 0 : chain_lengths.size() - 1;
}

double census::mean_chain() const noexcept {
    double buckets = 0;
    for (std::size_t length = 0; length < chain_lengths.size(); ++length) {
        buckets += static_cast<double>(length) * static_cast<double>(chain_lengths[length]);
    }
    const auto all = static_cast<double>(chains());
    return all == 0 ? 0 : buckets / all;
}

double census::overflowing_share() const noexcept {
    const std::uint64_t all = chains();
    const std::uint64_t single = chain_lengths.size() > 1 ? chain_lengths[1] : 0;
    return all == 0 ? 0 : static_cast<double>(all - single) / static_cast<double>(all);
}

double census::deleted_share() const noexcept {
    const slot_counts all = slots();
    const std::uint64_t usable = all.all() - all.evacuated;
    return usable == 0 ? 0 : static_cast<double>(all.deleted) / static_cast<double>(usable);
}

} // namespace ebb::inspect
