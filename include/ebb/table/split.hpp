#pragma once
// What the core is told of one type of map: the sizes of its entries, and how they are hashed and
// moved. And the fast way to evacuate a bucket, which is compiled for each type, as a table that
// doubles does little else.

#include "ebb/table/engine.hpp"

namespace ebb::inline EBB_ABI::table {

template <class Types> struct engine<Types>::core_functions {
    [[nodiscard]] static engine& of(base& map) noexcept { return static_cast<engine&>(map); }
    [[nodiscard]] static const engine& of(const base& map) noexcept {
        return static_cast<const engine&>(map);
    }
    [[nodiscard]] static const value_type& entry(const std::byte* place) noexcept {
        return *reinterpret_cast<const value_type*>(place);
    }

    static std::uint64_t hash(const base& map, const std::byte* place) {
        return of(map).hash_of_entry(entry(place));
    }
    static bool is_unequal_to_itself(const base& map, const std::byte* place) {
        return of(map).is_unequal_to_itself(entry_type::key(entry(place)));
    }
    static void relocate(base& map, std::span<const move_record> records) {
        of(map).relocate_all(records);
    }
    static bool split(base& map, std::size_t old_index) {
        return of(map).split_bucket(old_index) || of(map).split_chain(old_index);
    }
};

// The allocator of a map, to the functions of memory.hpp.
template <class Engine> struct allocator_of_map {
    const auto& operator()(void* map) const noexcept {
        using core_type = core<typename Engine::policy_type>;
        return static_cast<Engine*>(static_cast<core_type*>(map))->allocator();
    }
};
// Where all allocators of a kind are alike, one record serves all types of maps.
template <class Allocator> struct any_allocator {
    Allocator operator()(void*) const noexcept { return {}; }
};

template <class Engine> struct allocates_as {
    using allocator = typename Engine::allocator_type;
    using of_map = allocator_of_map<Engine>;
};
template <class Engine>
    requires std::is_same_v<typename Engine::allocator_type,
                            page_allocator<typename Engine::value_type>>
struct allocates_as<Engine> {
    using allocator = page_allocator<std::byte>;
    using of_map = any_allocator<allocator>;
};
template <class Engine>
    requires std::is_same_v<typename Engine::allocator_type,
                            std::allocator<typename Engine::value_type>>
struct allocates_as<Engine> {
    using allocator = std::allocator<std::byte>;
    using of_map = any_allocator<allocator>;
};

template <class Arrays, class AllocatorOf>
inline constexpr memory_functions
    memory_functions_of = table::make_memory_functions<Arrays, AllocatorOf>();

template <class Types>
constexpr auto engine<Types>::make_info() noexcept -> typename base::entry_info {
    using how = allocates_as<engine>;
    using arrays_type =
        arrays<typename how::allocator, layout::row_alignment,
               std::max(alignof(value_type), std::size_t{8}), alignof(control_type)>;
    typename base::entry_info made{};
    made.bytes = sizeof(value_type);
    made.row_bytes = layout::row_bytes;
    made.row_alignment = layout::row_alignment;
    made.max_size = max_size();
    made.prefetch_distance = base::prefetch_distance_of(layout::row_bytes);
    made.chunks = chunk_sizes::of(layout::row_bytes + sizeof(control_type));
    made.memory = &memory_functions_of<arrays_type, typename how::of_map>;
    made.name = &type_name<engine>;
    made.shared = &shared;
    made.hash = &core_functions::hash;
    made.relocate = &core_functions::relocate;
    if constexpr (follows_go && has_strange_keys) {
        made.is_unequal_to_itself = &core_functions::is_unequal_to_itself;
    } else if constexpr (mover::is_nothrow) {
        made.split = &core_functions::split;
    }
    return made;
}

template <class Types>
constexpr typename core<typename Types::policy>::entry_info engine<Types>::info = make_info();

template <class Types>
constexpr typename core<typename Types::policy>::cold_state engine<Types>::shared = {.info = &info};

// Nearly always: one bucket of which nobody watches an entry. Its entries fit into x and y however
// they are divided, so each goes where it belongs as soon as that is known.
// Returns: false where this is another case.
template <class Types> bool engine<Types>::split_bucket(std::size_t old_index) noexcept {
    const bucket_type from = bucket_at(cold_->old, old_index);
    const bool is_watched =
        marks_.has_walks || (cold_->tracked != nullptr && cold_->tracked->control == from.control);
    if (policy_type::counts || !hashing::is_nothrow_hash<hash_type, key_type>() ||
        from.control->link != 0 || is_watched) {
        return false;
    }
    const std::size_t new_bit = cold_->old.bucket_count();
    // Where the next entry for x and for y goes. Arrays, as half of all branches would be
    // mispredicted.
    std::array<value_type*, 2> entry{entry_in(bucket_at(current_, old_index), 0),
                                     entry_in(bucket_at(current_, old_index + new_bit), 0)};
    std::array<std::uint8_t*, 2> tophash{current_.control[old_index].tophash,
                                         current_.control[old_index + new_bit].tophash};
    const auto shift = static_cast<unsigned>(std::countr_zero(new_bit));
    for (std::uint32_t rest = from.control->word().in_use(); rest != 0; rest &= rest - 1) {
        const auto slot = static_cast<unsigned>(std::countr_zero(rest));
        value_type* const source = entry_in(from, slot);
        const unsigned y = hash_of_entry(*source) >> shift & 1U;
        *tophash[y]++ = from.control->tophash[slot];
        mover::relocate(allocator_, entry[y]++, source);
        if constexpr (follows_go) {
            from.control->tophash[slot] = static_cast<std::uint8_t>(bucket::evacuated_x + y);
        }
    }
#if EBB_CHECKED
    ++this->generation_;
#endif
    return true;
}

// At most two buckets that are split in two, where nothing can fail but the hash.
// Returns: false where the chain is longer, or one half would need an overflow bucket itself.
template <class Types> bool engine<Types>::split_chain(std::size_t old_index) {
    const std::size_t new_bit = cold_->old.bucket_count();
    std::array<split_source, 2> from;
    std::size_t from_count = 0;
    std::array<unsigned, 2> entries{0, 0}; // to x, to y
    for (bucket_type bucket = bucket_at(cold_->old, old_index);;) {
        split_source& source = from[from_count++];
        source = {bucket, bucket.control->word().in_use(), 0};
        for (std::uint32_t rest = source.in_use; rest != 0; rest &= rest - 1) {
            const auto slot = static_cast<unsigned>(std::countr_zero(rest));
            const bool is_y = (hash_of_entry(*entry_in(bucket, slot)) & new_bit) != 0;
            source.to_y |= static_cast<std::uint32_t>(is_y) << slot;
        }
        const unsigned to_y = bucket::count_slots(source.to_y);
        entries[0] += bucket::count_slots(source.in_use) - to_y;
        entries[1] += to_y;
        if (bucket.control->link == 0) {
            break;
        }
        if (from_count == from.size()) {
            return false;
        }
        bucket = overflow_at(cold_->old, bucket.control->link);
    }
    if (entries[0] > slots || entries[1] > slots) {
        return false;
    }
    const std::array<bucket_type, 2> to{bucket_at(current_, old_index),
                                        bucket_at(current_, old_index + new_bit)};
    std::array<unsigned, 2> filled{0, 0};
    for (std::size_t i = 0; i < from_count; ++i) {
        move_split(from[i], to, filled);
    }
    this->count(&counters::buckets_moved);
    return true;
}

// A bucket that is split, and which of its slots go to y.
template <class Types> struct engine<Types>::split_source {
    bucket_type bucket;
    std::uint32_t in_use;
    std::uint32_t to_y;
};

template <class Types>
EBB_ALWAYS_INLINE void engine<Types>::move_split(const split_source& from,
                                                 const std::array<bucket_type, 2>& to,
                                                 std::array<unsigned, 2>& filled) noexcept {
    for (std::uint32_t rest = from.in_use; rest != 0; rest &= rest - 1) {
        const auto slot = static_cast<unsigned>(std::countr_zero(rest));
        const unsigned y = from.to_y >> slot & 1U;
        const unsigned to_slot = filled[y]++;
        value_type* const source = entry_in(from.bucket, slot);
        const position target{to[y].control, entry_in(to[y], to_slot), to_slot};
        mover::relocate(allocator_, target.entry, source);
        target.control->tophash[to_slot] = from.bucket.control->tophash[slot];
        if constexpr (follows_go) {
            from.bucket.control->tophash[slot] = static_cast<std::uint8_t>(bucket::evacuated_x + y);
        }
        this->note_moved(reinterpret_cast<const std::byte*>(source), untyped(target));
    }
}

// Effects: moves every entry, or none. Throws: what a move or copy throws.
template <class Types>
void engine<Types>::relocate_all(std::span<const move_record> records) noexcept(mover::is_nothrow) {
    const auto from = [](const move_record& record) {
        return reinterpret_cast<value_type*>(record.from);
    };
    const auto to = [](const move_record& record) {
        return reinterpret_cast<value_type*>(record.to.entry);
    };
    if constexpr (mover::is_nothrow) {
        for (const move_record& record : records) {
            mover::relocate(allocator_, to(record), from(record));
        }
    } else {
        std::size_t done = 0;
        exceptions::on_failure undo([&] {
            while (done-- > 0) {
                mover::take_back(allocator_, to(records[done]), from(records[done]));
            }
        });
        for (; done < records.size(); ++done) {
            mover::transfer(allocator_, to(records[done]), from(records[done]));
        }
        undo.is_done();
        for (const move_record& record : records) {
            mover::destroy(allocator_, from(record));
        }
    }
}

} // namespace ebb::inline EBB_ABI::table
