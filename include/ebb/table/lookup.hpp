#pragma once
// Lookup: hash, bucket, one comparison of all tophash bytes, and the link only if there is one.
//
// While a growth is under way an entry is either in its old bucket or in its new one, and the
// number of evacuated buckets tells which: no memory of the old table is touched for a bucket that
// has moved.

#include "ebb/table/engine.hpp"

namespace ebb::inline EBB_ABI::table {

template <class Types>
EBB_ALWAYS_INLINE auto engine<Types>::bucket_of(std::uint64_t hash) const noexcept -> bucket_type {
    if (is_growing()) [[unlikely]] {
        const table_type& table = table_of(hash);
        return bucket_at(table, table.index_of(hash));
    }
    return bucket_at(current_, current_.index_of(hash));
}

// The row is asked for as soon as its place is known, so that the two cache misses of a lookup in a
// large table happen at once. Two lines: further ones cost more bandwidth than they save. (The
// second address is computed as a number: the row of a map without a table is null.)
template <class Types>
EBB_ALWAYS_INLINE void engine<Types>::prefetch_row(bucket_type bucket) noexcept {
    EBB_PREFETCH(bucket.row);
    if constexpr (layout::row_bytes > cache_line) {
        const auto row = reinterpret_cast<std::uintptr_t>(bucket.row);
        EBB_PREFETCH(reinterpret_cast<const std::byte*>(row + cache_line));
    }
}

// core::prefetch, where the distance is a constant.
template <class Types>
EBB_ALWAYS_INLINE void engine<Types>::prefetch_ahead(const value_type* entry) noexcept {
    base::prefetch(reinterpret_cast<const std::byte*>(entry),
                   base::prefetch_distance_of(layout::row_bytes));
}

// `matches`: the slots whose tophash is that of the key.
template <class Types>
template <class K>
EBB_ALWAYS_INLINE auto engine<Types>::search_bucket(bucket_type bucket, std::uint32_t matches,
                                                    const K& key) const -> position {
    for (; matches != 0; matches &= matches - 1) {
        const auto slot = static_cast<unsigned>(std::countr_zero(matches));
        if (equal_(entry_type::key(*entry_in(bucket, slot)), key)) [[likely]] {
            return {bucket.control, entry_in(bucket, slot), slot};
        }
    }
    return {};
}

template <class Types>
template <class K>
EBB_NOINLINE auto engine<Types>::search_chain(const table_type& table, overflow_index link,
                                              bucket::tophash_query tophash, const K& key) const
    -> packed_position {
    while (link != 0) {
        const bucket_type bucket = overflow_at(table, link);
        if (position found = search_bucket(bucket, bucket.control->word().match(tophash), key)) {
            return found;
        }
        link = bucket.control->link;
    }
    return position{};
}

template <class Types>
template <class K>
EBB_ALWAYS_INLINE auto engine<Types>::find_hashed(const K& key, std::uint64_t hash) const
    -> position {
    const bucket_type bucket = bucket_of(hash);
    prefetch_row(bucket);
    const std::uint32_t matches = bucket.control->word().match(bucket::query_of(hash));
    return find_matching(bucket, matches, key, hash);
}

// The key's first bucket is known, and which slots of it match.
template <class Types>
template <class K>
EBB_ALWAYS_INLINE auto engine<Types>::find_matching(bucket_type bucket, std::uint32_t matches,
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

template <class Types>
template <class K>
EBB_ALWAYS_INLINE auto engine<Types>::find(const K& key) const -> position {
    expect_readable();
    return find_hashed(key, hash_of(key));
}

template <class Types>
template <class K>
EBB_ALWAYS_INLINE void engine<Types>::prefetch(const K& key) const {
    const bucket_type bucket = bucket_of(hash_of(key));
    EBB_PREFETCH(bucket.control);
    prefetch_row(bucket);
}

} // namespace ebb::inline EBB_ABI::table
