#pragma once
// The engine under ebb::map and ebb::set: what has to be compiled for each type of map. The rest,
// most of what a map is, stands in its base, the core (core.hpp, where the terms and the invariants
// are). In reading order (engine_all.hpp has them all):
//
//     lookup.hpp      where an entry is: bucket, tophash word, chain, old table or new
//     batch.hpp       many lookups at once
//     insert.hpp      the first free slot of the chain
//     erase.hpp       the entry goes, and its slot is marked
//     split.hpp       the fast way to evacuate a bucket; how entries move
//     go_rules.hpp    what go_policy does otherwise
//     copy.hpp        copies, moves, clear
//     iterator.hpp    the ordinary iterator
//     walk.hpp        what range() returns
//     invariants.hpp  what must hold between two operations (for tests; not included here)

#include "ebb/config.hpp"
#include "ebb/exceptions.hpp"
#include "ebb/hash.hpp"
#include "ebb/table/core.hpp"
#include "ebb/table/entry.hpp"

#include <algorithm>
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

// What a map is made of, as one argument of the templates below.
template <class Entry, class Hash, class KeyEqual, class Allocator, map_policy Policy>
struct map_types {
    using entry = Entry;
    using hash = Hash;
    using key_equal = KeyEqual;
    using allocator = Allocator;
    using policy = Policy;
};

template <class Types> class engine : public core<typename Types::policy> {
    using base = core<typename Types::policy>;

  public:
    using entry_type = typename Types::entry;
    using key_type = typename entry_type::key_type;
    using value_type = typename entry_type::value_type;
    using policy_type = typename Types::policy;
    using hash_type = typename Types::hash;
    using key_equal = typename Types::key_equal;
    using allocator_type = typename Types::allocator;
    using typename base::bucket_type;
    using typename base::control_type;
    using typename base::cursor_type;
    using typename base::table_type;
    using typename base::word_type;

    using base::slots;
    using layout = bucket_layout<value_type, slots>;

    // Where an entry lies. Null pointers: nowhere.
    using position = entry_position<control_type, value_type>;
    // A position in two words, which a call returns in registers. (One that comes back in memory is
    // written field by field and copied as a whole, which defeats store-to-load forwarding.
    // docs/decisions/17-positions.md)
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
    engine(const hash_type& hash, const key_equal& equal, const allocator_type& allocator)
        : base(shared), allocator_(allocator), hash_(hash), equal_(equal) {}
    engine(const engine& other, const allocator_type& allocator);
    engine(engine&& other) noexcept(std::is_nothrow_copy_constructible_v<hash_type>&&
                                        std::is_nothrow_copy_constructible_v<key_equal>);
    engine(engine&& other, const allocator_type& allocator);
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
    // Effects: the entry, whose key equals `key`, has this very key where go_policy asks for it.
    template <class K> static void refresh_key(value_type& entry, const K& key) noexcept;

    // --- erase.hpp ---
    // Effects: calls taken(entry) just before the entry is destroyed. Returns: whether there was
    // one.
    template <class K, class Taken> bool erase_key(const K& key, Taken&& taken);
    void erase_at(position where);
    template <class Taken> void erase_at(position where, Taken&& taken); // as erase_key
    // Effects: erases the entries for which predicate(entry) holds.
    template <class Predicate> void erase_if(Predicate& predicate);
    // Effects: inserts what hand_over(entry) makes of each entry of another map whose key is not
    //   here, and takes that entry out.
    template <class Other, class HandOver> void merge(Other& source, HandOver&& hand_over);

    // --- order of the ordinary iterators (iterator.hpp) ---
    [[nodiscard]] position first() const noexcept;
    [[nodiscard]] position first(std::uint64_t& ahead) const noexcept;
    [[nodiscard]] position next(position where) const noexcept;
    [[nodiscard]] position next(position where, std::uint64_t& ahead) const noexcept;

    // --- figures ---
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
    [[nodiscard]] const allocator_type& allocator() const noexcept { return allocator_; }
    [[nodiscard]] allocator_type& allocator() noexcept { return allocator_; }
    [[nodiscard]] const hash_type& hash_function() const noexcept { return hash_; }
    [[nodiscard]] const key_equal& key_eq() const noexcept { return equal_; }

  private:
    template <class> friend class engine; // merge()
    template <class> friend struct access;
    template <class> friend struct fields;

    using mover = slot_mover<entry_type, allocator_type>;
    using core_position = typename base::position;
    using typename base::move_record;
    using typename base::mutation_guard;
    using typename base::new_slot;
    struct pending_lookup;

    using base::follows_go;
    using base::full_row;
    using base::has_table;
    using base::is_growing;
    using base::table_of;

    using base::cold_;
    using base::current_;
    using base::insert_limit_;
    using base::marks_;
    using base::seed_;
    using base::shrink_limit_;
    using base::size_;

    // Two zeros are equal and differ; NaNs are not even equal to themselves.
    static constexpr bool has_strange_keys = std::is_floating_point_v<key_type>;

    // Whether a function of the user is called while entries are moved or destroyed; it might come
    // back.
    static constexpr bool has_own_hash =
        (std::is_arithmetic_v<key_type> ||
         std::is_pointer_v<key_type>)&&(std::is_same_v<hash_type, hash<key_type>> ||
                                        std::is_same_v<hash_type, std::hash<key_type>>);
    static constexpr bool has_own_allocator =
        std::is_same_v<allocator_type, page_allocator<value_type>> ||
        std::is_same_v<allocator_type, std::allocator<value_type>>;
    static constexpr bool may_come_back =
        !mover::is_trivial || !mover::is_trivially_destroyed || !has_own_hash || !has_own_allocator;

    // Every lookup asks this, where a function of the user might be what looks up.
    EBB_ALWAYS_INLINE void expect_readable() const {
        if constexpr (may_come_back) {
            if (relaxed_ref(const_cast<std::uint8_t&>(marks_.mutating)).load() == base::in_transit)
                [[unlikely]] {
                this->report_lookup_in_transit();
            }
        }
    }

    static constexpr bool is_nothrow_assign() noexcept {
        using traits = std::allocator_traits<allocator_type>;
        return (traits::propagate_on_container_move_assignment::value ||
                traits::is_always_equal::value) &&
               std::is_nothrow_copy_constructible_v<hash_type> &&
               std::is_nothrow_copy_constructible_v<key_equal> &&
               std::is_nothrow_move_assignable_v<hash_type> &&
               std::is_nothrow_move_assignable_v<key_equal>;
    }

    // --- between the core, which knows bytes, and here ---
    [[nodiscard]] static core_position untyped(position where) noexcept {
        return {where.control, reinterpret_cast<std::byte*>(where.entry), where.slot};
    }
    [[nodiscard]] static position typed(core_position where) noexcept {
        return {where.control, reinterpret_cast<value_type*>(where.entry), where.slot};
    }
    [[nodiscard]] static value_type* entry_in(bucket_type bucket, unsigned slot) noexcept {
        return reinterpret_cast<value_type*>(bucket.row) + slot;
    }
    [[nodiscard]] static bucket_type bucket_at(const table_type& table,
                                               std::size_t index) noexcept {
        return table.bucket(index, layout::row_bytes);
    }
    [[nodiscard]] bucket_type overflow_at(const table_type& table,
                                          overflow_index link) const noexcept {
        return this->pool_of(table).bucket(link, layout::row_bytes);
    }

    // What the core is told of this type of map (split.hpp).
    struct core_functions;
    [[nodiscard]] static constexpr typename base::entry_info make_info() noexcept;
    static const typename base::entry_info info;
    static const typename base::cold_state shared;

    // --- lookup.hpp ---
    template <class K> [[nodiscard]] std::uint64_t hash_of(const K& key) const {
        return ebb::hash_of(hash_, key, seed_);
    }
    [[nodiscard]] std::uint64_t hash_of_entry(const value_type& entry) const {
        return hash_of(entry_type::key(entry));
    }
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
    position construct_in(const new_slot& slot, std::uint64_t hash, Construct&& construct);
    template <class Construct>
    packed_position insert_into_longer_row(std::uint64_t hash, Construct&& construct);
    template <class Construct> void construct_at(value_type* place, Construct&& construct);
    template <class Construct> static void tell_found(value_type& entry, Construct& construct);
    template <class Construct>
    static void take_back(value_type* made, Construct& construct) noexcept;

    // --- erase.hpp ---
    template <class K, class Taken>
    bool erase_in_overflow(std::uint64_t hash, const K& key, Taken&& taken);
    static std::uint32_t left_in(word_type word, position erased) noexcept;
    void take_out(position where) noexcept;
    void free_slot(position where) noexcept;

    // --- split.hpp ---
    struct split_source;
    bool split_bucket(std::size_t old_index) noexcept;
    bool split_chain(std::size_t old_index);
    void move_split(const split_source& from, const std::array<bucket_type, 2>& to,
                    std::array<unsigned, 2>& filled) noexcept;
    void relocate_all(std::span<const move_record> records) noexcept(mover::is_nothrow);

    // --- go_rules.hpp ---
    template <class K, class Construct>
    insert_result insert_as_go(const K& key, std::uint64_t hash, Construct&& construct);
    template <class K, class Taken>
    bool erase_as_go(const K& key, std::uint64_t hash, Taken&& taken);
    void growth_work_as_go(std::uint64_t hash, position& tracked) noexcept;
    template <class K> [[nodiscard]] bool is_unequal_to_itself(const K& key) const;
    [[nodiscard]] std::uint64_t hash_to_copy(const value_type& entry) const;

    // --- copy.hpp ---
    template <class Other, class Construct> void fill_from(Other& other, Construct&& construct);
    // Whether a copy has the bytes of a table of the same shape. Go's map has no copy; ours is as
    // compact as a new one.
    static constexpr bool copies_arrays = mover::is_trivial && !follows_go && !policy_type::counts;
    // Whether dead slots are copied with the others, so that one call copies all rows: 1,000
    // entries of 16 bytes take a third of the time of a call for each row, 700,000 of 56 bytes
    // three quarters. (Rows of 2 KiB gain nothing, and of several pages the copy would touch those
    // that the source never has.)
    static constexpr bool copies_dead_slots = layout::row_bytes <= 1024 && !EBB_HAVE_ASAN;
    void copy_arrays(const engine& other);
    void copy_chains(const engine& other);
    static void copy_row(bucket_type to, bucket_type from) noexcept;
    static void copy_entry(value_type* to, const value_type* from) noexcept;
    template <class Visit> void for_each_entry(Visit&& visit) const;
    template <class Propagates> void replace_by(engine& other, Propagates propagates);
    void drop_all() noexcept;
    void let_go() noexcept;
    void destroy_entries() noexcept;

    // --- iterator.hpp ---
    [[nodiscard]] static position first_entry(bucket_type bucket) noexcept;
    [[nodiscard]] static position first_of(bucket_type bucket, std::uint32_t slots_in_use) noexcept;
    [[nodiscard]] static std::uint32_t later_in_bucket(position where) noexcept;
    [[nodiscard]] EBB_PURE bucket_type next_bucket(const control_type* control) const noexcept;
    [[nodiscard]] position next_ahead(control_type* control, std::uint64_t& ahead) const noexcept;

    // Tells a debugger what the bytes of a slot are.
    template <class Value> struct entries_of {};
    [[no_unique_address]] entries_of<value_type> entries_;
    [[no_unique_address]] allocator_type allocator_;
    [[no_unique_address]] hash_type hash_;
    [[no_unique_address]] key_equal equal_;
};

} // namespace ebb::inline EBB_ABI::table
