#pragma once
// The core under every map: everything that needs no key, no hash function and no type of entries.
// It is compiled once a policy and program, whatever a program keeps in its maps; what is compiled
// for each type of map is the engine (engine.hpp), which inherits from it.
//
//     chain.hpp       the buckets of one home: find a free slot, unlink, filter, count
//     vacancies.hpp   which buckets of a sparse table a walk need not look at
//     order.hpp       the order of the buckets, for iterators and begin()
//     placing.hpp     a slot for a new entry where the plain way is barred
//     evacuation.hpp  one bucket from the old table into the new one, all of it or nothing
//     tidy.hpp        a chain that has lost entries becomes as short as it can be
//     growth.hpp      when a growth starts, how far an operation carries it, how it ends
//     cold_state.hpp  what a small map at rest does without lies in a record of its own
//     storage.hpp     tables come and go; the short row of a small map
//     retire.hpp      memory that nobody needs any more goes back, in slices
//     refill.hpp      what clear() left, for the next first insert
//     go_order.hpp    the order of growth work under go_policy
//     cursor.hpp      the walk that survives inserts and erases
//
// Of entries it knows an address, a size, and the functions of an entry_info. Terms:
//
//     bucket      a control entry (tophash bytes, link) and a row of slots
//     chain       the bucket of a home index and the overflow buckets linked behind it
//     table       an array of buckets: the current one, and the old one while a growth is under way
//     pool        the overflow buckets of a table
//     evacuate    move the entries of an old bucket to the current table
//
// Invariants, besides those of the parts:
//   1. An entry with hash h lies in the chain of old bucket h & old.mask while a growth is under
//      way and that bucket is not evacuated, else in the chain of bucket h & current_.mask.
//   2. Its tophash byte is tophash_of(h); all other slots of a chain are dead.
//   3. insert_limit_ is 0 while an insert has other work to do (growth, shrink due, memory to hand
//      back), so that the fast path of an insert tests one number. shrink_limit_ does the same for
//      erases: at or above it an erase has nothing to do but to erase. (Of 32 bits: with more
//      entries than they count, inserts take the slow path and erases don't.)
//   4. A map without entries holds no memory besides what is retired or reserved.
//
// Thread safety: const members may run on several threads at once, nothing else. Two mutations at
// once are reported (mutation_guard).

#include "ebb/config.hpp"
#include "ebb/counters.hpp"
#include "ebb/exceptions.hpp"
#include "ebb/hash/seed.hpp"
#include "ebb/misuse.hpp"
#include "ebb/policy.hpp"
#include "ebb/probes.hpp"
#include "ebb/table/bucket_array.hpp"
#include "ebb/table/growth_kind.hpp"
#include "ebb/table/memory.hpp"
#include "ebb/table/overflow_pool.hpp"
#include "ebb/table/relaxed_ref.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace ebb::inline EBB_ABI::table {

template <class Core> class cursor;
template <class Engine> struct access;
template <class Engine> struct fields;

// Room that was made before there were entries for it, and stays until a quarter of it has been in
// use: because reserve() asked for it, or as a refill is expected (refill.hpp; an erase ends that
// as well).
enum class reservation : std::uint8_t { none, asked_for, expected };

template <map_policy Policy> class core {
  public:
    using policy_type = Policy;
    static constexpr unsigned slots = Policy::slots_per_bucket;
    using control_type = control_entry<slots, Policy::unlinks_emptied_overflow, Policy::counts>;
    using word_type = typename control_type::word_type;
    using bucket_type = bucket_ref<control_type>;
    using position = entry_position<control_type, std::byte>;
    using pool_type = overflow_pool<control_type>;
    using cursor_type = cursor<core>;

    using table_type = bucket_array<control_type>;
    // One entry on its way.
    struct move_record {
        std::byte* from;
        std::uint8_t* from_tophash;
        position to;
        std::size_t to_index;
    };

    struct cold_state;

    // What the core knows of the entries of a map: sizes in bytes, and functions that it calls with
    // the map.
    struct entry_info {
        std::size_t bytes;
        std::size_t row_bytes; // of the slots of one bucket, with padding
        std::size_t row_alignment;
        std::size_t max_size;          // entries of a map
        std::size_t prefetch_distance; // of a walk; 0: none
        chunk_sizes chunks;
        const memory_functions* memory;
        std::string_view (*name)() noexcept; // of the engine's type

        // Returns: the hash of an entry. Throws: what the user's hash throws.
        std::uint64_t (*hash)(const core& map, const std::byte* entry);
        // Whether a key is unequal to itself, so that its hash can't be had again; null: none is.
        bool (*is_unequal_to_itself)(const core& map, const std::byte* entry);
        // Moves entries to dead slots; those that they leave are dead then. All move, or none.
        // Throws: what a move or a copy throws.
        void (*relocate)(core& map, std::span<const move_record> records);
        // The fast way to evacuate a bucket where the table doubles (split.hpp). Returns: false,
        //   having done nothing, where the bucket is another case; null: it always is. Throws: as
        //   hash().
        bool (*split)(core& map, std::size_t old_index);

        const cold_state* shared; // by all maps of the type that have no cold state of their own
    };

    struct retired_table; // retire.hpp

    // Bytes of a table's arrays that have gone back.
    struct given_back {
        std::size_t control = 0;
        std::size_t rows = 0;  // from the first on, by moves and then by discards
        std::size_t moved = 0; // those that went by moves, to the rows of the new table
    };

    // Whose record of cold state a map has.
    enum class cold_place : std::uint8_t { shared, lent, owned };

    // What a small map at rest does without (cold_state.hpp).
    struct cold_state {
        const entry_info* info = nullptr;
        cold_place place = cold_place::shared;
        growth_kind kind = growth_kind::none;
        bool discards_fail = false; // the system has refused to take a slice of the old table
        cursor_type* cursors = nullptr;
        pool_type pool{}; // of the current table
        pool_type old_pool{};
        table_type old{};          // .control is null: no growth is under way
        std::size_t nevacuate = 0; // old buckets below it are evacuated
        given_back old_given_back{};
        retired_table* retired = nullptr;
        position* tracked = nullptr;  // the position that the running operation will return
        std::size_t first_bucket = 0; // buckets before it, in iteration order, are empty
        std::size_t surveyed = 0;     // buckets before it: whether they are vacant is noted
        std::size_t bytes_held = 0;   // of an owner: handed out by the allocator and not given back
    };

    core(const core&) = delete;
    core& operator=(const core&) = delete;

    // --- figures ---
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::size_t bucket_count() const noexcept {
        return has_table() ? current_.bucket_count() : 0;
    }
    [[nodiscard]] std::size_t slot_count() const noexcept {
        return current_.row_slots + std::size_t{current_.mask} * slots;
    }
    [[nodiscard]] std::size_t memory_bytes() const noexcept;
    // Its values() are there where the policy counts.
    [[nodiscard]] const tally<Policy::counts>& counts() const noexcept { return counts_; }

    // --- growth.hpp ---
    void reserve(std::size_t entries);
    void shrink_to_fit();
    bool maintain(std::size_t buckets);
    // --- go_order.hpp ---
    // Effects: makes room in a new map, as its policy does.
    void heed_hint(std::size_t entries);

    // --- what the pools of overflow buckets ask for ---
    [[nodiscard]] std::size_t row_bytes() const noexcept { return info().row_bytes; }
    [[nodiscard]] chunk_sizes chunks() const noexcept { return info().chunks; }
    [[nodiscard]] std::byte* allocate(array_of what, std::size_t bytes);
    // `gone`: how many of the bytes have gone back already; `moved`: of these, from the front on,
    // by moves.
    void deallocate(array_of what, std::byte* array, std::size_t bytes, std::size_t gone = 0,
                    std::size_t moved = 0) noexcept;
    [[nodiscard]] std::byte* allocate_chunk(std::size_t bytes) {
        return allocate(array_of::overflow_buckets, bytes);
    }
    void deallocate_chunk(std::byte* chunk, std::size_t bytes) noexcept {
        deallocate(array_of::overflow_buckets, chunk, bytes);
    }
    [[nodiscard]] std::byte* allocate_directory(std::size_t bytes) {
        return allocate(array_of::chunk_refs, bytes);
    }
    void deallocate_directory(std::byte* directory, std::size_t bytes) noexcept {
        deallocate(array_of::chunk_refs, directory, bytes);
    }
    // Bytes of an array that is still there have gone back.
    void note_discarded(std::size_t bytes) noexcept {
        cold_->bytes_held -= bytes;
        count(&counters::bytes_discarded, bytes);
    }
    [[nodiscard]] const entry_info& info() const noexcept { return *cold_->info; }
    void count(std::uint64_t counters::*counter, std::uint64_t amount = 1) noexcept {
        counts_.add(counter, amount);
    }

#if EBB_CHECKED
    [[nodiscard]] std::uint64_t generation() const noexcept { return generation_; }
#endif

  protected:
    friend cursor<core>;
    template <class> friend struct access;
    template <class> friend struct fields;

    struct chain_ref {
        table_type* table;
        std::size_t index;
    };
    struct new_slot;
    class move_plan;

    static constexpr bool follows_go = Policy::follows == rules::go;
    static constexpr bool has_short_rows = !follows_go;
    static constexpr bool can_shrink = Policy::shrinks != shrink_mode::never;
    static constexpr bool tidies = control_type::tidies;
    static constexpr std::uint8_t full_row = slots;

    // What marks::mutating says. While entries are moved or destroyed the table can't be read
    // either.
    static constexpr std::uint8_t at_rest = 0;
    static constexpr std::uint8_t in_mutation = 1;
    static constexpr std::uint8_t in_transit = 2;

    // Marks of what is under way or known.
    struct marks {
        std::uint8_t mutating = at_rest; // accessed as an atomic
        std::uint8_t has_first = 0;      // first_bucket is not 0; accessed as an atomic
        reservation room = reservation::none;
        bool is_growing : 1 = false;
        bool has_walks : 1 = false;
        bool knows_vacancies : 1 = false; // of all buckets
        bool notes_now : 1 = false;      // an erase has nothing to do besides but to note vacancies
        std::uint8_t walk_flags : 2 = 0; // go_order.hpp
        std::uint8_t cleared = 0;        // how much the last clear() of any found (refill.hpp)
        std::uint8_t expected = 0;       // for how much the next first insert makes room
        std::uint16_t steps_put_off = 0; // a growth was refused its memory: not asked so many times
    };

    explicit core(const cold_state& shared) noexcept
        : cold_(const_cast<cold_state*>(&shared)) {} // not written to before it is the map's own
    ~core() = default;

    // --- marks of what is under way ---

    // Marks a mutation as under way; a second one finds the mark, whichever thread it is on.
    class mutation_guard {
      public:
        explicit mutation_guard(core& map) : mark_(map.marks_.mutating) {
            if (mark_.load() != at_rest) [[unlikely]] {
                map.report_concurrent_mutation();
            }
            mark_.store(in_mutation);
        }
        mutation_guard(const mutation_guard&) = delete;
        mutation_guard& operator=(const mutation_guard&) = delete;
        ~mutation_guard() { mark_.store(at_rest); }

      private:
        relaxed_ref<std::uint8_t> mark_;
    };

    // Marks, within a mutation, entries as in transit.
    class transit_mark {
      public:
        explicit transit_mark(core& map) noexcept
            : mark_(map.marks_.mutating), before_(mark_.load()) {
            mark_.store(in_transit);
        }
        transit_mark(const transit_mark&) = delete;
        transit_mark& operator=(const transit_mark&) = delete;
        ~transit_mark() { mark_.store(before_); }

      private:
        relaxed_ref<std::uint8_t> mark_;
        std::uint8_t before_;
    };

    // Restores invariant 3 however a scope is left.
    struct limits_refresher {
        core& owner;
        explicit limits_refresher(core& map) noexcept : owner(map) {}
        limits_refresher(const limits_refresher&) = delete;
        limits_refresher& operator=(const limits_refresher&) = delete;
        ~limits_refresher() { owner.refresh_limits(); }
    };

    [[noreturn]] EBB_NOINLINE void report(std::string_view what) const {
        report_misuse({misuse_kind::concurrent_mutation, this, info().name(), what});
    }
    [[noreturn]] EBB_NOINLINE void report_concurrent_mutation() const {
        report("a mutation began while another was under way (a second thread without a lock, or a "
               "hash, equality, constructor or destructor that came back)");
    }
    [[noreturn]] EBB_NOINLINE void report_lookup_in_transit() const {
        report("entries were looked for while entries were being moved or destroyed (a second "
               "thread without a lock, or a hash, constructor, destructor or allocator that came "
               "back)");
    }
    [[noreturn]] EBB_NOINLINE void report_step_in_mutation() const {
        report("a walk took a step while a mutation was under way (a second thread without a lock, "
               "or a hash, equality, constructor or destructor that came back)");
    }

    // --- tables ---
    [[nodiscard]] static control_type* no_slots() noexcept {
        return const_cast<control_type*>(&no_slot_control<control_type>); // never written to
    }
    [[nodiscard]] static table_type empty_table() noexcept { return {no_slots(), nullptr, 0, 0}; }
    [[nodiscard]] bool has_table() const noexcept { return current_.rows != nullptr; }
    [[nodiscard]] bool is_growing() const noexcept { return marks_.is_growing; }

    // Evacuation in index order needs no mark in the old table; in the order of use it does, as in
    // Go.
    [[nodiscard]] bool is_evacuated(std::size_t old_index) const noexcept {
        if constexpr (follows_go) {
            const std::uint8_t first = cold_->old.control[old_index].tophash[0];
            return first > bucket::empty_one && first < bucket::min_tophash;
        } else {
            return old_index < cold_->nevacuate;
        }
    }
    [[nodiscard]] const table_type& table_of(std::uint64_t hash) const noexcept {
        return is_growing() && !is_evacuated(cold_->old.index_of(hash)) ? cold_->old : current_;
    }
    [[nodiscard]] table_type& table_of(std::uint64_t hash) noexcept {
        return const_cast<table_type&>(std::as_const(*this).table_of(hash));
    }
    // The overflow buckets of a table that is in use.
    [[nodiscard]] pool_type& pool_of(const table_type& table) const noexcept {
        return &table == &current_ ? cold_->pool : cold_->old_pool;
    }
    [[nodiscard]] bucket_type bucket_at(const table_type& table, std::size_t index) const noexcept {
        return table.bucket(index, info().row_bytes);
    }
    [[nodiscard]] bucket_type overflow_at(const table_type& table,
                                          overflow_index link) const noexcept {
        return pool_of(table).bucket(link, info().row_bytes);
    }
    [[nodiscard]] std::byte* slot_of(bucket_type bucket, unsigned slot) const noexcept {
        return bucket.row + slot * info().bytes;
    }

    // A walk has come to `entry`: asks for the same slot 8 KiB on. The processor does so by itself
    // as long as lines follow one another, and the unused end of each row breaks that. A line an
    // entry: as many as are needed, however full the rows are. (4 KiB gain half of it, 16 KiB lose
    // in tables that the second cache holds; docs/decisions/11-walks.md. Rows of four lines gain
    // nothing. The place, which may be behind the table, is computed as a number.)
    [[nodiscard]] static constexpr std::size_t prefetch_distance_of(std::size_t row) noexcept {
        return row > 4 * cache_line ? (std::size_t{8192} + row - 1) / row * row : 0;
    }
    static void prefetch(const std::byte* entry, std::size_t distance) noexcept {
        if (distance != 0) {
            EBB_PREFETCH(reinterpret_cast<const std::byte*>(
                reinterpret_cast<std::uintptr_t>(entry) + distance));
        }
    }

    // --- chain.hpp ---
    [[nodiscard]] std::size_t chain_entries(const table_type& table,
                                            std::size_t index) const noexcept;
    [[nodiscard]] position first_free(const table_type& table, bucket_type bucket) const noexcept;
    [[nodiscard]] position take_target(std::size_t index, std::uint8_t tophash);
    [[nodiscard]] chain_ref chain_of(const control_type* control) noexcept;
    void settle_chain(table_type& table, control_type* home, std::uint32_t left,
                      control_type* freed) noexcept;
    [[nodiscard]] control_type* previous_in_chain(const table_type& table, control_type* home,
                                                  const control_type* bucket) const noexcept;
    void unlink_if_emptied(table_type& table, control_type* home, control_type* bucket) noexcept;
    void trim_chain(table_type& table, control_type* home, control_type* freed) noexcept;
    void refresh_overflow_filter(const table_type& table, control_type* home) const noexcept;

    // --- vacancies.hpp ---
    static constexpr std::size_t vacancy_group = 64; // buckets
    static constexpr bool notes_vacancies = tidies && can_shrink;
    [[nodiscard]] static bool is_vacant(const control_type& home) noexcept;
    void note_if_vacant(const control_type* home, std::uint32_t left) noexcept;
    void survey_group() noexcept;
    void forget_vacancies() noexcept;
    struct walk_ahead {
        control_type* control;
        std::uint64_t ahead;
    };
    [[nodiscard]] std::uint64_t ahead_of(const control_type* control) const noexcept;
    [[nodiscard]] walk_ahead next_group(const control_type* control) const noexcept;
    [[nodiscard]] std::size_t past_vacancies(std::size_t index) const noexcept;
    [[nodiscard]] std::uint64_t not_vacant(std::size_t first) const noexcept;
    void prefetch_groups_after(std::size_t first) const noexcept;

    // --- order.hpp ---
    [[nodiscard]] bool is_live_bucket(const table_type& table, std::size_t index) const noexcept;
    [[nodiscard]] bucket_type first_in_chain(const table_type& table,
                                             bucket_type bucket) const noexcept;
    [[nodiscard]] bucket_type first_from(const table_type& table, std::size_t index) const noexcept;
    [[nodiscard]] bucket_type first_occupied(std::size_t index) const noexcept;
    [[nodiscard]] static std::size_t past_empty_buckets(const table_type& table,
                                                        std::size_t index) noexcept;
    [[nodiscard]] bucket_type find_first(std::size_t from) const noexcept;
    [[nodiscard]] bucket_type next_bucket_elsewhere(const control_type* control) const noexcept;
    void note_first(const control_type* control) noexcept;
    void forget_first() noexcept;

    // --- placing.hpp ---
    [[nodiscard]] bool needs_longer_row() const noexcept;
    [[nodiscard]] new_slot place_in_chain(std::uint64_t hash);
    void finish_placing(const new_slot& slot, std::uint8_t tophash) noexcept;
    void give_up(const new_slot& slot) noexcept;
    void take_slot(position where, std::uint8_t tophash) noexcept;

    // --- evacuation.hpp ---
    void evacuate_bucket(std::size_t old_index);
    void evacuate_by_plan(std::size_t old_index);
    void plan_chain(std::size_t old_index, move_plan& plan);
    void relocate(std::span<const move_record> records);
    void finish_evacuated_chain(std::size_t old_index) noexcept;
    void prepare_targets(std::size_t old_index) noexcept;

    // --- cold_state.hpp ---
    [[nodiscard]] bool owns_cold_state() const noexcept {
        return cold_->place == cold_place::owned;
    }
    void own_cold_state();
    void drop_cold_state() noexcept;
    [[nodiscard]] bool needs_cold_state(const table_type& table) const noexcept;
    void leave_cold_state(cursor_type* first) noexcept;
    void lend_cold_state(cursor_type& first) noexcept;
    void enlist(cursor_type& cursor) noexcept;
    void leave_list(cursor_type& cursor) noexcept;
    [[nodiscard]] std::size_t bytes_of_only_bucket(const table_type& table) const noexcept;

    // --- storage.hpp ---
    [[nodiscard]] table_type allocate_table(std::size_t buckets, unsigned row_slots);
    static void reset_control(const table_type& table) noexcept;
    [[nodiscard]] table_type create_table(std::size_t buckets, unsigned row_slots);
    [[nodiscard]] std::size_t rows_bytes(const table_type& table) const noexcept {
        return table.bucket_count() * info().row_bytes;
    }
    [[nodiscard]] std::size_t allocated_row_bytes(const table_type& table) const noexcept;
    [[nodiscard]] std::size_t bytes_of_both(const table_type& table) const noexcept;
    [[nodiscard]] static array_of kind_of_rows(const table_type& table) noexcept {
        return table.row_slots == full_row ? array_of::rows : array_of::short_row;
    }
    void deallocate_rows(const table_type& table, const given_back& gone = {}) noexcept;
    // Whether the allocator knows pages at all.
    [[nodiscard]] bool has_pages() const noexcept {
        return info().memory->rows_paged_from != never_paged;
    }
    // Whether the rows or the control entries of a table are paged where they have so many bytes.
    [[nodiscard]] bool are_rows_paged(std::size_t bytes) const noexcept;
    [[nodiscard]] bool is_control_paged(std::size_t bytes) const noexcept;
    template <class Visit> void for_paged_arrays(Visit&& visit) noexcept;
    void advise_huge() noexcept;
    void populate() noexcept;
    void deallocate_table(const table_type& table, const given_back& gone = {}) noexcept;
    void move_row(table_type& to, position* tracked);
    void replace_row(const table_type& table) noexcept;
    void move_into(table_type& table, position* tracked = nullptr);
    void change_row(unsigned row_slots, position* tracked = nullptr);

    // --- tidy.hpp ---
    void note_if_untidy(table_type& table, control_type* home, std::uint32_t left) noexcept;
    [[nodiscard]] bool has_untidy_chain() const noexcept;
    void tidy();

    // --- growth.hpp ---
    [[nodiscard]] static std::size_t growth_limit(const table_type& table) noexcept;
    [[nodiscard]] static std::size_t buckets_for(std::size_t entries) noexcept;
    [[nodiscard]] unsigned row_slots_for(std::size_t entries) const noexcept;
    [[nodiscard]] bool is_shrink_due() const noexcept;
    void refresh_limits() noexcept;
    void carry_on(position* tracked) noexcept;
    void after_sparse_erase(const control_type* home, std::uint32_t left, bool by_key) noexcept;
    void become_empty() noexcept;
    void draw_seed() noexcept;
    void start_growth(growth_kind kind, std::size_t buckets);
    bool try_start_growth(growth_kind kind, std::size_t buckets) noexcept;
    void start_shrink(position* tracked);
    void step_shrink() noexcept;
    void evacuate_next();
    bool try_evacuate_next() noexcept;
    void evacuate_all();
    void finish_growth() noexcept;

    // --- go_order.hpp ---
    [[nodiscard]] growth_kind growth_due_as_go() const noexcept;
    void growth_work_as_go(std::uint64_t hash) noexcept;
    void evacuate_as_go(std::size_t old_index);
    [[nodiscard]] bool is_unequal_to_itself(const std::byte* entry) const;
    [[nodiscard]] std::uint64_t hash_to_move(const std::byte* entry, std::size_t old_index,
                                             std::uint8_t& tophash) const;
    [[nodiscard]] std::uint64_t hash_in_walk(const std::byte* entry, const table_type& table,
                                             std::size_t index, std::uint8_t tophash) const;
    void note_walk() noexcept;
    void age_walk_flags() noexcept;
    void clear_as_go() noexcept;

    // --- retire.hpp ---
    void discard_behind() noexcept;
    bool move_rows_ahead(std::size_t rows_done) noexcept;
    bool discard_slice(std::byte* array, bool is_paged, std::size_t done,
                       std::size_t& discarded) noexcept;
    void retire(const table_type& table, pool_type& pool, const given_back& gone) noexcept;
    void retire_old() noexcept;
    void retire_all() noexcept;
    void hand_back_slice() noexcept;
    void hand_back_all() noexcept;
    void release_everything() noexcept;
    void start_anew() noexcept;

    // --- refill.hpp ---
    void expect_refill(std::size_t entries) noexcept;
    void expect_nothing() noexcept;
    [[nodiscard]] static std::uint8_t size_class(std::size_t entries) noexcept;
    [[nodiscard]] static std::size_t buckets_of(std::uint8_t size_class) noexcept;
    [[nodiscard]] bool may_expect(std::size_t buckets) const noexcept;
    [[nodiscard]] bool is_left_for(std::size_t buckets) const noexcept;
    bool make_expected_table() noexcept;

    // --- cursor.hpp ---
    void note_moved(const std::byte* from, position to) noexcept;
    void tell_cursors(const std::byte* from, std::byte* to) noexcept;
    void forget_in_cursors(const std::byte* entry) noexcept;
    void owe_nothing() noexcept;
    void end_walks() noexcept;
    void swap_state(core& other) noexcept;

    table_type current_ = empty_table();
    cold_state* cold_;
    std::size_t size_ = 0;
    std::uint64_t seed_ = 0;
    std::uint32_t insert_limit_ = 0; // invariant 3
    std::uint32_t shrink_limit_ = 1; // invariant 3
    marks marks_;
#if EBB_CHECKED
    std::uint64_t generation_ = 0; // changes with everything that invalidates iterators
#endif
    [[no_unique_address]] tally<Policy::counts> counts_;
};

} // namespace ebb::inline EBB_ABI::table
