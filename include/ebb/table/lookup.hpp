#pragma once
// Lookup: hash, bucket, one comparison of all tophash bytes, and the link only if there is one.
//
// While a growth is under way an entry is either in its old bucket or in its new one, and the
// number of evacuated buckets tells which: no memory of the old table is touched for a bucket that
// has moved.

#include "ebb/table/engine.hpp"

namespace ebb::inline EBB_ABI::table {

// Evacuation in index order needs no mark in the old table; in the order of use it does, as in Go.
EBB_ENGINE_TEMPLATE
bool EBB_ENGINE::is_evacuated(std::size_t old_index) const noexcept {
    if constexpr (follows_go) {
        const std::uint8_t first = old_.control[old_index].tophash[0];
        return first > bucket::empty_one && first < bucket::min_tophash;
    } else {
        return old_index < nevacuate_;
    }
}

EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::table_of(std::uint64_t hash) const noexcept -> const table_type& {
    return is_growing() && !is_evacuated(old_.index_of(hash)) ? old_ : current_;
}

EBB_ENGINE_TEMPLATE
auto EBB_ENGINE::table_of(std::uint64_t hash) noexcept -> table_type& {
    return const_cast<table_type&>(std::as_const(*this).table_of(hash));
}

EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE auto EBB_ENGINE::bucket_of(std::uint64_t hash) const noexcept -> bucket_type {
    if (is_growing()) [[unlikely]] {
        const table_type& table = table_of(hash);
        return table.bucket(table.index_of(hash));
    }
    return current_.bucket(current_.index_of(hash));
}

// The row is asked for as soon as its place is known, so that the two cache misses of a lookup in a
// large table happen at once. Two lines: further ones cost more bandwidth than they save. (The second
// address is computed as a number: the row of a map without a table is null.)
EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE void EBB_ENGINE::prefetch_row(bucket_type bucket) noexcept {
    EBB_PREFETCH(bucket.row);
    if constexpr (layout::row_bytes > layout::cache_line) {
        const auto row = reinterpret_cast<std::uintptr_t>(bucket.row);
        EBB_PREFETCH(reinterpret_cast<const std::byte*>(row + layout::cache_line));
    }
}

// A walk has come to `entry`: asks for the same slot 8 KiB on. The processor does so by itself as long as
// lines follow one another, and the unused end of each row breaks that. A line an entry: as many as are needed,
// however full the rows are. (4 KiB gain half of it, 16 KiB lose in tables that the second cache holds;
// docs/decisions/11-walks.md. Rows of four lines gain nothing. The place, which may be behind the table, is
// computed as a number.)
EBB_ENGINE_TEMPLATE
EBB_ALWAYS_INLINE void EBB_ENGINE::prefetch_ahead(const value_type* entry) noexcept {
    constexpr std::size_t row = layout::row_bytes;
    if constexpr (row > 4 * layout::cache_line) {
        constexpr std::size_t ahead = (std::size_t{8192} + row - 1) / row * row;
        const auto place = reinterpret_cast<std::uintptr_t>(entry) + ahead;
        EBB_PREFETCH(reinterpret_cast<const std::byte*>(place));
    }
}

// `matches`: the slots whose tophash is that of the key.
EBB_ENGINE_TEMPLATE
template <class K>
EBB_ALWAYS_INLINE auto EBB_ENGINE::search_bucket(bucket_type bucket, std::uint32_t matches,
                                                 const K& key) const -> position {
    for (; matches != 0; matches &= matches - 1) {
        const auto slot = static_cast<unsigned>(std::countr_zero(matches));
        if (equal_(Entry::key(bucket.row[slot]), key)) [[likely]] {
            return {bucket.control, bucket.row + slot, slot};
        }
    }
    return {};
}

EBB_ENGINE_TEMPLATE
template <class K>
EBB_NOINLINE auto EBB_ENGINE::search_chain(const table_type& table, overflow_index link,
                                           bucket::tophash_query tophash, const K& key) const
    -> packed_position {
    while (link != 0) {
        const bucket_type bucket = table.pool.bucket(link);
        if (position found = search_bucket(bucket, bucket.control->word().match(tophash), key)) {
            return found;
        }
        link = bucket.control->link;
    }
    return position{};
}

EBB_ENGINE_TEMPLATE
template <class K>
EBB_ALWAYS_INLINE auto EBB_ENGINE::find_hashed(const K& key, std::uint64_t hash) const -> position {
    const bucket_type bucket = bucket_of(hash);
    prefetch_row(bucket);
    const std::uint32_t matches = bucket.control->word().match(bucket::query_of(hash));
    return find_matching(bucket, matches, key, hash);
}

// The key's first bucket is known, and which slots of it match.
EBB_ENGINE_TEMPLATE
template <class K>
EBB_ALWAYS_INLINE auto EBB_ENGINE::find_matching(bucket_type bucket, std::uint32_t matches,
                                                 const K& key, std::uint64_t hash) const
    -> position {
    const bucket::tophash_query tophash = bucket::query_of(hash);
    if (matches == 0 && !bucket.control->may_overflow(tophash)) {
        return {}; // asked for by itself: behind the search, a miss would jump three times
    }
    if (position found = search_bucket(bucket, matches, key)) [[likely]] {
        return found;
    }
    if (!bucket.control->may_overflow(tophash)) [[likely]] {
        return {};
    }
    return search_chain(table_of(hash), bucket.control->link, tophash, key);
}

EBB_ENGINE_TEMPLATE
template <class K> EBB_ALWAYS_INLINE auto EBB_ENGINE::find(const K& key) const -> position {
    expect_readable();
    return find_hashed(key, hash_of(key));
}

EBB_ENGINE_TEMPLATE
template <class K> EBB_ALWAYS_INLINE void EBB_ENGINE::prefetch(const K& key) const {
    const bucket_type bucket = bucket_of(hash_of(key));
    EBB_PREFETCH(bucket.control);
    prefetch_row(bucket);
}

} // namespace ebb::inline EBB_ABI::table
