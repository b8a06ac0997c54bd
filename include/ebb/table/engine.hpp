#pragma once
// The engine under ebb::map and ebb::set: what it consists of, and what it promises. Each algorithm
// stands in a header of its own, in this reading order (engine_all.hpp has them all):
//
//     lookup.hpp      where an entry is: bucket, tophash word, chain, old table or new
//     batch.hpp       many lookups at once
//     insert.hpp      the first free slot of the chain; what else an insert has to do
//     vacancies.hpp   which buckets of a sparse table a walk need not look at
//     erase.hpp       logical deletion, unlinking emptied overflow buckets
//     evacuation.hpp  one bucket from the old table into the new one, all of it or nothing
//     tidy.hpp        a chain that has lost entries becomes as short as it can be
//     growth.hpp      when a growth starts, how far an operation carries it, how it ends
//     go_rules.hpp    what go_policy does otherwise
//     retire.hpp      memory that nobody needs any more goes back, in slices
//     refill.hpp      what clear() left, for the next first insert
//     storage.hpp     tables come and go; the short row of a small map
//     copy.hpp        copies, moves, clear
//     cursor.hpp      the walk that survives inserts and erases
//     iterator.hpp    the ordinary one
//     invariants.hpp  what must hold between two operations (for tests; not included here)
//
// Invariants, besides those of the parts:
//   1. An entry with hash h lies in the chain of old bucket h & old_.mask while a growth is under
//      way and that bucket is not evacuated, else in the chain of bucket h & current_.mask.
//   2. Its tophash byte is tophash_of(h); all other slots of a chain are dead.
//   3. insert_limit_ is 0 while an insert has other work to do (growth, shrink due, memory to hand
//      back), so that the fast path of an insert tests one number. shrink_limit_ does the same for
//      erases: at or above it an erase has nothing to do but to erase.
//   4. A map without entries holds no memory besides what is retired or reserved.
//
// Thread safety: const members may run on several threads at once, nothing else. Two mutations at
// once are reported (mutation_guard).

#include "ebb/config.hpp"
#include "ebb/counters.hpp"
#include "ebb/exceptions.hpp"
#include "ebb/hash.hpp"
#include "ebb/misuse.hpp"
#include "ebb/policy.hpp"
#include "ebb/probes.hpp"
#include "ebb/table/bucket_array.hpp"
#include "ebb/table/entry.hpp"
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
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace ebb::inline EBB_ABI::table {

// The head of every member that is defined in another header.
#define EBB_ENGINE_TEMPLATE \
    template <class Entry, class Hash, class KeyEqual, class Allocator, map_policy Policy>
#define EBB_ENGINE engine<Entry, Hash, KeyEqual, Allocator, Policy>

template <class Engine> class cursor;
template <class Engine> struct access;
template <class Engine> struct fields;
struct map_access;

// Room that was made before there were entries for it, and stays until a quarter of it has been in use:
// because reserve() asked for it, or as a refill is expected (refill.hpp; an erase ends that as well).
enum class reservation : std::uint8_t { none, asked_for, expected };

template <class Entry, class Hash, class KeyEqual, class Allocator, map_policy Policy>
class engine {
  public:
    using entry_type = Entry;
    using key_type = typename Entry::key_type;
    using value_type = typename Entry::value_type;
    using policy_type = Policy;
    using cursor_type = cursor<engine>;

    static constexpr unsigned slots = Policy::slots_per_bucket;
    using layout =
        bucket_layout<value_type, slots, Policy::unlinks_emptied_overflow, Policy::counts>;
    using control_type = typename layout::control_type;
    using word_type = typename control_type::word_type;
    using bucket_type = bucket_ref<layout>;

    // Where an entry lies. Null pointers: nowhere.
    struct position {
        control_type* control = nullptr;
        value_type* entry = nullptr;
        unsigned slot = 0;

        explicit operator bool() const noexcept { return entry != nullptr; }
    };
    // A position in two words, which a call returns in registers. (One that came back in memory was
    // written field by field and copied as a whole. No store buffer forwards that: the copy waited until
    // every store before it had reached its cache line. docs/decisions/17-positions.md)
    class packed_position {
      public:
        packed_position(position where) noexcept
            : control_and_slot_(reinterpret_cast<std::uintptr_t>(where.control) | where.slot),
              entry_(where.entry) {}
        operator position() const noexcept {
            constexpr std::uintptr_t slot_bits = slots - 1;
            static_assert(alignof(control_type) > slot_bits);
            return {reinterpret_cast<control_type*>(control_and_slot_ & ~slot_bits), entry_,
                    static_cast<unsigned>(control_and_slot_ & slot_bits)};
        }

      private:
        std::uintptr_t control_and_slot_;
        value_type* entry_;
    };
    struct insert_result {
        position where;
        bool inserted;
    };

    // --- life (copy.hpp) ---
    engine(const Hash& hash, const KeyEqual& equal, const Allocator& allocator)
        : memory_(allocator), hash_(hash), equal_(equal) {}
    engine(const engine& other, const Allocator& allocator);
    engine(engine&& other) noexcept(std::is_nothrow_copy_constructible_v<Hash>&&
                                        std::is_nothrow_copy_constructible_v<KeyEqual>);
    engine(engine&& other, const Allocator& allocator);
    engine(const engine&) = delete;
    ~engine();
    void assign(const engine& other);                          // strong guarantee
    void assign(engine&& other) noexcept(is_nothrow_assign()); // other is left empty
    void swap(engine& other) noexcept;
    void clear() noexcept;

    // --- lookup.hpp ---
    template <class K> [[nodiscard]] position find(const K& key) const;
    template <class K> void prefetch(const K& key) const;

    // --- batch.hpp ---
    // Effects: calls found(find(key)) for each element of `keys`, as a K, in order.
    template <class K, class Keys, class Found> void find_many(Keys& keys, Found&& found) const;
    [[nodiscard]] bool is_beyond_caches() const noexcept;

    // --- insert.hpp ---
    // Effects: where no entry equals `key`, calls construct(place) with the address of a dead slot;
    //   it must construct an entry there whose key equals `key`, or throw.
    //   If construct.found(entry) is valid, it is called where there is one, with that entry.
    //   If construct.take_back(place) is valid, it is called where the insert throws after that,
    //   just before the entry is destroyed.
    template <class K, class Construct> insert_result insert(const K& key, Construct&& construct);

    // --- go_rules.hpp ---
    // Effects: makes room in a new map, as its policy does.
    void heed_hint(std::size_t entries);
    // Effects: the entry, whose key equals `key`, has this very key where go_policy asks for it.
    template <class K> static void refresh_key(value_type& entry, const K& key) noexcept;

    // --- erase.hpp ---
    // Effects: calls taken(entry) just before the entry is destroyed. Returns: whether there was one.
    template <class K, class Taken> bool erase_key(const K& key, Taken&& taken);
    void erase_at(position where);
    template <class Taken> void erase_at(position where, Taken&& taken); // as erase_key
    // Effects: erases the entries for which predicate(entry) holds.
    template <class Predicate> void erase_if(Predicate& predicate);
    // Effects: inserts what hand_over(entry) makes of each entry of another map whose key is not here, and
    //   takes that entry out.
    template <class Other, class HandOver> void merge(Other& source, HandOver&& hand_over);

    // --- growth.hpp ---
    void reserve(std::size_t entries);
    void shrink_to_fit();
    bool maintain(std::size_t buckets);

    // --- order of the ordinary iterators (iterator.hpp) ---
    [[nodiscard]] position first() const noexcept;
    [[nodiscard]] position first(std::uint64_t& ahead) const noexcept;
    [[nodiscard]] position next(position where) const noexcept;
    [[nodiscard]] position next(position where, std::uint64_t& ahead) const noexcept;

    // --- figures ---
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::size_t bucket_count() const noexcept {
        return has_table() ? current_.bucket_count() : 0;
    }
    [[nodiscard]] std::size_t slot_count() const noexcept {
        return row_slots_ + (current_.mask * slots);
    }
    [[nodiscard]] static constexpr std::size_t max_size() noexcept {
        // Index of a home bucket: 32 bits. Bytes: what ptrdiff_t can address.
        constexpr std::size_t by_bytes =
            static_cast<std::size_t>(std::numeric_limits<std::ptrdiff_t>::max()) /
            (layout::row_bytes + sizeof(control_type));
        return std::min<std::uint64_t>(std::bit_floor(by_bytes), std::uint64_t{1} << 32) * slots /
               2;
    }
    [[nodiscard]] static constexpr std::size_t max_bucket_count() noexcept {
        return max_size() / slots * 2;
    }
    [[nodiscard]] std::size_t memory_bytes() const noexcept;
    [[nodiscard]] const Allocator& allocator() const noexcept { return memory_.allocator(); }
    [[nodiscard]] Allocator& allocator() noexcept { return memory_.allocator(); }
    [[nodiscard]] const Hash& hash_function() const noexcept { return hash_; }
    [[nodiscard]] const KeyEqual& key_eq() const noexcept { return equal_; }
    [[nodiscard]] const counters& counts() const noexcept { return memory_.counts().values(); }

  private:
    template <class, class, class, class, map_policy> friend class engine; // merge()
    friend cursor<engine>;
    friend access<engine>;
    friend fields<engine>;

    using memory_type = memory<Allocator, Policy::counts>;
    using pool_type = overflow_pool<layout, memory_type>;
    using mover = slot_mover<Entry, Allocator>;

    // A table: one array of buckets with its overflow buckets.
    struct table_type : bucket_array<layout> {
        pool_type pool;
    };
    struct chain_ref {
        table_type* table;
        std::size_t index;
    };
    struct pending_lookup;
    struct move_record;
    struct split_source;
    struct retired_table;
    class move_plan;

    // What mutating_ says. While entries are moved or destroyed the table can't be read either.
    static constexpr std::uint8_t at_rest = 0;
    static constexpr std::uint8_t in_mutation = 1;
    static constexpr std::uint8_t in_transit = 2;

    // Marks a mutation as under way; a second one finds the mark, whichever thread it is on.
    class mutation_guard {
      public:
        explicit mutation_guard(engine& e) : mark_(e.mutating_) {
            if (mark_.load() != at_rest) [[unlikely]] {
                e.report_concurrent_mutation();
            }
            mark_.store(in_mutation);
        }
        mutation_guard(const mutation_guard&) = delete;
        mutation_guard& operator=(const mutation_guard&) = delete;
        ~mutation_guard() { mark_.store(at_rest); }

      private:
        relaxed_ref<std::uint8_t> mark_;
    };

    // Whether a function of the user is called while entries are moved or destroyed; it might come back.
    static constexpr bool has_own_hash =
        (std::is_arithmetic_v<key_type> || std::is_pointer_v<key_type>)&&(
            std::is_same_v<Hash, hash<key_type>> || std::is_same_v<Hash, std::hash<key_type>>);
    static constexpr bool has_own_allocator =
        std::is_same_v<Allocator, page_allocator<value_type>> ||
        std::is_same_v<Allocator, std::allocator<value_type>>;
    static constexpr bool may_come_back =
        !mover::is_trivial || !mover::is_trivially_destroyed || !has_own_hash || !has_own_allocator;

    // Marks, within a mutation, entries as in transit.
    class transit_mark {
      public:
        explicit transit_mark(engine& e) noexcept : mark_(e.mutating_) {
            if constexpr (may_come_back) {
                before_ = mark_.load();
                mark_.store(in_transit);
            }
        }
        transit_mark(const transit_mark&) = delete;
        transit_mark& operator=(const transit_mark&) = delete;
        ~transit_mark() {
            if constexpr (may_come_back) {
                mark_.store(before_);
            }
        }

      private:
        relaxed_ref<std::uint8_t> mark_;
        std::uint8_t before_ = at_rest;
    };

    // Every lookup asks this, where a function of the user might be what looks up.
    EBB_ALWAYS_INLINE void expect_readable() const {
        if constexpr (may_come_back) {
            if (relaxed_ref(const_cast<std::uint8_t&>(mutating_)).load() == in_transit)
                [[unlikely]] {
                report_lookup_in_transit();
            }
        }
    }

    // Restores invariant 3 however a scope is left.
    struct limits_refresher {
        engine& owner;
        explicit limits_refresher(engine& e) noexcept : owner(e) {}
        limits_refresher(const limits_refresher&) = delete;
        limits_refresher& operator=(const limits_refresher&) = delete;
        ~limits_refresher() { owner.refresh_limits(); }
    };

    static constexpr bool follows_go = Policy::order == evacuation_order::touched_first;
    static constexpr bool has_short_rows = !follows_go;
    // Two zeros are equal and differ; NaNs are not even equal to themselves.
    static constexpr bool has_strange_keys = std::is_floating_point_v<key_type>;
    static constexpr bool can_shrink = Policy::shrinks != shrink_mode::never;
    static constexpr std::uint8_t full_row = slots;

    static constexpr bool is_nothrow_assign() noexcept {
        using traits = std::allocator_traits<Allocator>;
        return (traits::propagate_on_container_move_assignment::value ||
                traits::is_always_equal::value) &&
               std::is_nothrow_copy_constructible_v<Hash> &&
               std::is_nothrow_copy_constructible_v<KeyEqual> &&
               std::is_nothrow_move_assignable_v<Hash> &&
               std::is_nothrow_move_assignable_v<KeyEqual>;
    }

    [[nodiscard]] static control_type* no_slots() noexcept {
        return const_cast<control_type*>(&no_slot_control<control_type>); // never written to
    }
    [[nodiscard]] static table_type empty_table() noexcept {
        return {{no_slots(), nullptr, 0}, {}};
    }
    [[noreturn]] EBB_NOINLINE void report_concurrent_mutation() const {
        report_misuse({misuse_kind::concurrent_mutation, this, type_name<engine>(),
                       "a mutation began while another was under way (a second thread without a "
                       "lock, or a hash, equality, constructor or destructor that came back)"});
    }
    [[noreturn]] EBB_NOINLINE void report_lookup_in_transit() const {
        report_misuse(
            {misuse_kind::concurrent_mutation, this, type_name<engine>(),
             "entries were looked for while entries were being moved or destroyed (a second "
             "thread without a lock, or a hash, constructor, destructor or allocator that came "
             "back)"});
    }
    [[noreturn]] EBB_NOINLINE void report_step_in_mutation() const {
        report_misuse({misuse_kind::concurrent_mutation, this, type_name<engine>(),
                       "a walk took a step while a mutation was under way (a second thread without "
                       "a lock, or a hash, equality, constructor or destructor that came back)"});
    }

    // --- lookup.hpp ---
    template <class K> [[nodiscard]] std::uint64_t hash_of(const K& key) const {
        return ebb::hash_of(hash_, key, seed_);
    }
    [[nodiscard]] std::uint64_t hash_of_entry(const value_type& entry) const {
        return hash_of(Entry::key(entry));
    }
    [[nodiscard]] bool has_table() const noexcept { return current_.rows != nullptr; }
    [[nodiscard]] bool is_growing() const noexcept { return old_.control != nullptr; }
    [[nodiscard]] bool is_evacuated(std::size_t old_index) const noexcept;
    [[nodiscard]] const table_type& table_of(std::uint64_t hash) const noexcept;
    [[nodiscard]] table_type& table_of(std::uint64_t hash) noexcept;
    [[nodiscard]] bucket_type bucket_of(std::uint64_t hash) const noexcept;
    template <class K> [[nodiscard]] position find_hashed(const K& key, std::uint64_t hash) const;
    template <class K>
    [[nodiscard]] position search_bucket(bucket_type bucket, std::uint32_t matches,
                                         const K& key) const;
    template <class K>
    [[nodiscard]] position find_matching(bucket_type bucket, std::uint32_t matches, const K& key,
                                         std::uint64_t hash) const;
    template <class K>
    [[nodiscard]] packed_position search_chain(const table_type& table, overflow_index link,
                                               bucket::tophash_query tophash, const K& key) const;
    static void prefetch_row(bucket_type bucket) noexcept;
    static void prefetch_ahead(const value_type* entry) noexcept;

    // --- batch.hpp ---
    template <class K> void begin_lookup(pending_lookup& lookup, const K& key) const;
    void match_lookup(pending_lookup& lookup) const noexcept;

    // --- insert.hpp ---
    template <class K, class Construct>
    packed_position insert_new(const K& key, std::uint64_t hash, Construct&& construct);
    template <class Construct>
    packed_position insert_into_chain(std::uint64_t hash, Construct&& construct);
    template <class Construct>
    packed_position insert_into_longer_row(std::uint64_t hash, Construct&& construct);
    template <class Construct> void construct_at(value_type* place, Construct&& construct);
    template <class Construct> static void tell_found(value_type& entry, Construct& construct);
    template <class Construct>
    static void take_back(value_type* made, Construct& construct) noexcept;
    [[nodiscard]] static packed_position first_free(const table_type& table,
                                                    bucket_type bucket) noexcept;
    void take_slot(position where, std::uint8_t tophash) noexcept;
    void note_first(const control_type* control) noexcept;

    // --- vacancies.hpp ---
    static constexpr std::size_t vacancy_group = 64; // buckets
    static constexpr bool notes_vacancies = layout::tidies && can_shrink;
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
    [[nodiscard]] position next_ahead(control_type* control, std::uint64_t& ahead) const noexcept;
    [[nodiscard]] std::size_t past_vacancies(std::size_t index) const noexcept;
    [[nodiscard]] std::uint64_t not_vacant(std::size_t first) const noexcept;
    // Rows of a table larger than the caches. (Asking ahead in 4 MB gains nothing, in 20 MB half of the time.)
    static constexpr std::size_t prefetched_from = std::size_t{8} << 20;
    void prefetch_groups_after(std::size_t first) const noexcept;

    // --- erase.hpp ---
    template <class K, class Taken>
    bool erase_in_overflow(std::uint64_t hash, const K& key, Taken&& taken);
    void settle_chain(table_type& table, control_type* home, std::uint32_t left,
                      control_type* freed) noexcept;
    [[nodiscard]] static control_type* previous_in_chain(const table_type& table,
                                                         control_type* home,
                                                         const control_type* bucket) noexcept;
    void unlink_if_emptied(table_type& table, control_type* home, control_type* bucket) noexcept;
    void trim_chain(table_type& table, control_type* home, control_type* freed) noexcept;
    void refresh_overflow_filter(const table_type& table, control_type* home) noexcept;
    static std::uint32_t left_in(word_type word, position erased) noexcept;
    void take_out(position where) noexcept;
    void free_slot(position where) noexcept;
    [[nodiscard]] chain_ref chain_of(const control_type* control) noexcept;
    void after_sparse_erase(const control_type* home, std::uint32_t left, bool by_key) noexcept;
    void become_empty() noexcept;
    void draw_seed() noexcept;

    // --- evacuation.hpp ---
    void evacuate_bucket(std::size_t old_index);
    bool split_bucket(std::size_t old_index) noexcept;
    bool evacuate_by_split(std::size_t old_index);
    void move_split(const split_source& from, const std::array<bucket_type, 2>& to,
                    std::array<unsigned, 2>& filled) noexcept;
    void evacuate_by_plan(std::size_t old_index);
    void plan_chain(std::size_t old_index, move_plan& plan);
    [[nodiscard]] packed_position take_target(std::size_t index, std::uint8_t tophash);
    void relocate_all(std::span<const move_record> records) noexcept(mover::is_nothrow);
    void note_moved(const value_type* from, position to) noexcept;
    void finish_evacuated_chain(std::size_t old_index) noexcept;
    void prepare_targets(std::size_t old_index) noexcept;
    [[nodiscard]] std::size_t chain_entries(const table_type& table,
                                            std::size_t index) const noexcept;

    // --- storage.hpp ---
    [[nodiscard]] table_type allocate_table(std::size_t buckets, unsigned row_slots);
    static void reset_control(const table_type& table) noexcept;
    [[nodiscard]] table_type create_table(std::size_t buckets, unsigned row_slots);
    [[nodiscard]] static std::size_t allocated_row_bytes(const bucket_array<layout>& table,
                                                         unsigned row_slots) noexcept;
    [[nodiscard]] std::size_t bytes_of_both(const bucket_array<layout>& table) const noexcept;
    void deallocate_rows(const bucket_array<layout>& table, unsigned row_slots,
                         std::size_t discarded = 0, std::size_t moved = 0) noexcept;
    // Whether the rows or the control entries of a table are paged where they have so many bytes.
    [[nodiscard]] bool are_rows_paged(std::size_t bytes) const noexcept {
        return memory_.template is_paged<layout::row_alignment>(bytes);
    }
    [[nodiscard]] bool is_control_paged(std::size_t bytes) const noexcept {
        return memory_.template is_paged<alignof(control_type), array_of::control_entries>(bytes);
    }
    template <class Visit> void for_paged_arrays(Visit&& visit) noexcept;
    void advise_huge() noexcept;
    // Room that may never be used and yet has its memory: as much as malloc would hand out touched, if it
    // had freed as much before (the upper bound of glibc's M_MMAP_THRESHOLD).
    static constexpr std::size_t backed_at_most = std::size_t{32} << 20;
    void populate() noexcept;
    void deallocate_table(const bucket_array<layout>& table, unsigned row_slots,
                          std::size_t control_discarded = 0, std::size_t rows_discarded = 0,
                          std::size_t rows_moved = 0) noexcept;
    void move_row(table_type& to) noexcept(mover::is_nothrow);
    void replace_row(const table_type& table, unsigned row_slots) noexcept;
    void move_into(table_type& table, unsigned row_slots);
    void change_row(unsigned row_slots);

    // --- tidy.hpp ---
    static constexpr bool tidies = layout::tidies;
    void note_if_untidy(table_type& table, control_type* home, std::uint32_t left) noexcept;
    [[nodiscard]] bool has_untidy_chain() const noexcept;
    void tidy();

    // --- growth.hpp ---
    [[nodiscard]] static std::size_t growth_limit(const bucket_array<layout>& table,
                                                  unsigned row_slots) noexcept;
    [[nodiscard]] static std::size_t buckets_for(std::size_t entries) noexcept;
    [[nodiscard]] static unsigned row_slots_for(std::size_t entries) noexcept;
    [[nodiscard]] bool is_shrink_due() const noexcept;
    void refresh_limits() noexcept;
    void carry_on(position* tracked) noexcept;
    void start_growth(growth_kind kind, std::size_t buckets);
    bool try_start_growth(growth_kind kind, std::size_t buckets) noexcept;
    void start_shrink();
    void step_shrink() noexcept;
    void evacuate_next();
    bool try_evacuate_next() noexcept;
    void evacuate_all();
    void finish_growth() noexcept;

    // --- go_rules.hpp ---
    template <class K, class Construct>
    insert_result insert_as_go(const K& key, std::uint64_t hash, Construct&& construct);
    template <class K, class Taken>
    bool erase_as_go(const K& key, std::uint64_t hash, Taken&& taken);
    [[nodiscard]] growth_kind growth_due_as_go() const noexcept;
    void growth_work_as_go(std::uint64_t hash) noexcept;
    void evacuate_as_go(std::size_t old_index);
    template <class K> [[nodiscard]] bool is_unequal_to_itself(const K& key) const;
    [[nodiscard]] std::uint64_t hash_to_copy(const value_type& entry) const;
    [[nodiscard]] std::uint64_t hash_to_move(const value_type& entry, std::size_t old_index,
                                             std::uint8_t& tophash) const;
    [[nodiscard]] std::uint64_t hash_in_walk(const value_type& entry, const table_type& table,
                                             std::size_t index, std::uint8_t tophash) const;
    void note_walk() noexcept;
    void age_walk_flags() noexcept;
    void clear_as_go() noexcept;

    // --- retire.hpp ---
    void discard_behind() noexcept;
    bool move_rows_ahead(std::size_t rows_done) noexcept;
    [[nodiscard]] std::size_t rows_moved() const noexcept;
    bool discard_slice(std::byte* array, bool is_paged, std::size_t done,
                       std::size_t& discarded) noexcept;
    void retire(table_type& table, unsigned row_slots, std::size_t control_discarded,
                std::size_t rows_discarded, std::size_t rows_moved) noexcept;
    void retire_all() noexcept;
    void hand_back_slice() noexcept;
    void hand_back_all() noexcept;
    void start_anew() noexcept;

    // --- refill.hpp ---
    void expect_refill(std::size_t entries) noexcept;
    void expect_nothing() noexcept;
    [[nodiscard]] bool may_expect(std::size_t entries) const noexcept;
    // How large a table may be that is taken again: clear() resets its control entries, 4 MiB in 0.2 ms,
    // and its rows are held on a guess.
    static constexpr std::size_t retaken_control_max = std::size_t{4} << 20;
    static constexpr std::size_t retaken_rows_max = std::size_t{128} << 20;
    [[nodiscard]] bool is_left_for(std::size_t buckets) const noexcept;
    void make_expected_table();
    template <class Construct>
    packed_position insert_first(std::uint64_t hash, Construct&& construct);

    // --- copy.hpp ---
    template <class Other, class Construct> void fill_from(Other& other, Construct&& construct);
    // Go's map has no copy; ours is as compact as a new one.
    static constexpr bool copies_rows = mover::is_trivial && !follows_go && !Policy::counts;
    template <class Other> void copy_rows(const Other& other);
    static std::size_t copy_row(bucket_type to, bucket_type from) noexcept;
    template <class Visit> void for_each_entry(Visit&& visit) const;
    template <class Propagates> void replace_by(engine& other, Propagates propagates);
    void swap_state(engine& other) noexcept;
    void drop_all() noexcept;
    void let_go() noexcept;
    void destroy_entries() noexcept;
    void release_everything() noexcept;

    // --- cursor.hpp ---
    void tell_cursors(const value_type* from, value_type* to) noexcept;
    void forget_in_cursors(const value_type* entry) noexcept;
    void owe_nothing() noexcept;
    void end_walks() noexcept;

    // --- iterator.hpp ---
    [[nodiscard]] bool is_live_bucket(const table_type& table, std::size_t index) const noexcept;
    [[nodiscard]] static bucket_type first_in_chain(const table_type& table,
                                                    bucket_type bucket) noexcept;
    [[nodiscard]] bucket_type first_from(const table_type& table, std::size_t index) const noexcept;
    [[nodiscard]] bucket_type first_occupied(std::size_t index) const noexcept;
    [[nodiscard]] static std::size_t past_empty_buckets(const table_type& table,
                                                        std::size_t index) noexcept;
    [[nodiscard]] bucket_type find_first(std::size_t from) const noexcept;
    [[nodiscard]] static position first_entry(bucket_type bucket) noexcept;
    [[nodiscard]] static position first_of(bucket_type bucket, std::uint32_t slots_in_use) noexcept;
    [[nodiscard]] static std::uint32_t later_in_bucket(position where) noexcept;
    [[nodiscard]] EBB_PURE bucket_type next_bucket(const control_type* control) const noexcept;
    [[nodiscard]] bucket_type next_bucket_elsewhere(const control_type* control) const noexcept;

    // What lookups and plain inserts read comes first.
    table_type current_ = empty_table();
    table_type old_{};          // .control is null: no growth is under way
    std::size_t nevacuate_ = 0; // old buckets below it are evacuated
    std::size_t size_ = 0;
    std::size_t insert_limit_ = 0; // invariant 3
    std::size_t shrink_limit_ = 1; // invariant 3
    std::uint64_t seed_ = 0;
    std::uint8_t mutating_ = 0;  // accessed as an atomic
    std::uint8_t row_slots_ = 0; // slots of the only bucket; of more buckets, each has a full row
    std::uint8_t old_row_slots_ = 0;
    growth_kind kind_ = growth_kind::none;
    std::uint8_t walk_flags_ = 0; // go_rules.hpp
    reservation reservation_ = reservation::none;
    bool notes_now_ = false;          // an erase has nothing to do besides but to note vacancies
    bool discards_fail_ = false;      // the system has refused to take a slice of the old table
    std::uint16_t steps_put_off_ = 0; // a growth was refused its memory: not asked so many times
    std::uint32_t pieces_moved_ = 0;  // of the old rows, from the first on, to the new ones
    cursor_type* cursors_ = nullptr;
    position* tracked_ = nullptr; // the position that the running operation will return
    retired_table* retired_ = nullptr;
    std::size_t control_discarded_ = 0; // bytes of the old arrays that have gone back
    std::size_t rows_discarded_ = 0;
    std::size_t cleared_entries_ = 0;      // that the last clear() of any found
    std::size_t expected_entries_ = 0;     // for which the next first insert makes room
    mutable std::size_t first_bucket_ = 0; // buckets before it, in iteration order, are empty
    std::size_t surveyed_ = 0;             // buckets before it: whether they are vacant is noted
#if EBB_CHECKED
    std::uint64_t generation_ = 0; // changes with everything that invalidates iterators
  public:
    [[nodiscard]] std::uint64_t generation() const noexcept { return generation_; }

  private:
#endif
    memory_type memory_;
    [[no_unique_address]] Hash hash_;
    [[no_unique_address]] KeyEqual equal_;
};

} // namespace ebb::inline EBB_ABI::table
