#pragma once
// What must hold between two operations, and figures about chains: for tests and debugging. Not
// part of ebb/map.hpp.

#include "ebb/table/engine_all.hpp"

#include <cstddef>
#include <string>

namespace ebb::inline EBB_ABI::table {

// Lengths of chains, in buckets: a bucket without overflow is a chain of one.
struct chain_figures {
    std::size_t chains = 0;
    std::size_t overflow_buckets = 0;
    std::size_t longest = 0;

    [[nodiscard]] double mean() const noexcept {
        return chains == 0
                   ? 0
                   : static_cast<double>(chains + overflow_buckets) / static_cast<double>(chains);
    }
};

// From a map or set to its engine.
struct map_access {
    template <class Container> static auto& engine(Container& container) noexcept {
        return container.engine_;
    }
};

// What others may see of an engine's inside.
template <class Engine> struct access {
    using table_type = typename Engine::table_type;
    using control_type = typename Engine::control_type;
    using bucket_type = typename Engine::bucket_type;
    using pool_type = typename Engine::pool_type;
    using cold_state = typename Engine::cold_state;

    // What a map holds besides its tables where it has a record of its own.
    static constexpr std::size_t record_bytes = sizeof(cold_state);

    static const table_type& current(const Engine& e) noexcept { return e.current_; }
    static const table_type& old(const Engine& e) noexcept { return e.cold_->old; }
    static bucket_type bucket(const table_type& table, std::size_t index) noexcept {
        return Engine::bucket_at(table, index);
    }
    static bucket_type overflow_bucket(const Engine& e, const table_type& table,
                                       overflow_index link) noexcept {
        return e.overflow_at(table, link);
    }
    static const auto& pool(const Engine& e, const table_type& table) noexcept {
        return e.pool_of(table);
    }
    static const typename Engine::value_type& entry(bucket_type bucket, unsigned slot) noexcept {
        return *Engine::entry_in(bucket, slot);
    }
    static const cold_state& cold(const Engine& e) noexcept { return *e.cold_; }
    static const auto& marks(const Engine& e) noexcept { return e.marks_; }
    static bool is_growing(const Engine& e) noexcept { return e.is_growing(); }
    static growth_kind kind(const Engine& e) noexcept { return e.cold_->kind; }
    static std::size_t nevacuate(const Engine& e) noexcept { return e.cold_->nevacuate; }
    static bool is_shrink_due(const Engine& e) noexcept { return e.is_shrink_due(); }
    static bool has_retired(const Engine& e) noexcept { return e.cold_->retired != nullptr; }
    static std::uint64_t seed(const Engine& e) noexcept { return e.seed_; }
    static std::size_t first_bucket(const Engine& e) noexcept { return e.cold_->first_bucket; }

    // The flags of Go's header as they are between two operations: go_flag.
    static unsigned go_flags(const Engine& e) noexcept {
        return e.marks_.walk_flags +
               (e.cold_->kind == growth_kind::same_size ? go_flag::same_size_grow : 0U);
    }

    static bool is_evacuated(const Engine& e, std::size_t old_index) noexcept {
        return e.is_evacuated(old_index);
    }
    // Whether a bucket has been written since its table was allocated.
    static bool is_written(const Engine& e, const table_type& table, std::size_t index) noexcept {
        return &table == &e.cold_->old || e.is_live_bucket(table, index);
    }

    static std::size_t cursor_count(const Engine& e) noexcept {
        std::size_t count = 0;
        for (const auto* c = e.cold_->cursors; c != nullptr; c = c->next_cursor_) {
            ++count;
        }
        return count;
    }

    // How many buckets a walk goes past without a look.
    static std::size_t noted_vacancies(const Engine& e) noexcept {
        std::size_t count = 0;
        for (std::size_t index = 0; e.marks_.knows_vacancies && index <= e.current_.mask; ++index) {
            count += e.past_vacancies(index) != index;
        }
        return count;
    }

    // Figures of the chains that hold entries or may be given some.
    static chain_figures chains(const Engine& e) {
        chain_figures figures;
        const auto add_table = [&](const table_type& table) {
            for (std::size_t index = 0; index <= table.mask; ++index) {
                if (e.is_live_bucket(table, index)) {
                    const std::size_t length = chain_length(e, table, index);
                    ++figures.chains;
                    figures.overflow_buckets += length - 1;
                    figures.longest = std::max(figures.longest, length);
                }
            }
        };
        if (e.is_growing()) {
            add_table(e.cold_->old);
        }
        add_table(e.current_);
        return figures;
    }

    // Returns: the first invariant found broken, in words; empty: all hold.
    // Complexity: O(buckets + entries).
    static std::string check(const Engine& e) {
        std::size_t entries = 0;
        std::string broken;
        if (e.is_growing()) {
            broken = check_table(e, e.cold_->old, entries);
        }
        if (broken.empty()) {
            broken = check_table(e, e.current_, entries);
        }
        if (broken.empty() && entries != e.size_) {
            broken = "size() is " + std::to_string(e.size_) + ", but the tables hold " +
                     std::to_string(entries) + " entries";
        }
        return broken.empty() ? check_state(e) : broken;
    }

  private:
    static std::size_t chain_length(const Engine& e, const table_type& table, std::size_t index) {
        std::size_t length = 1;
        for (const control_type* c = table.control + index; c->link != 0; ++length) {
            c = e.pool_of(table).control(c->link);
        }
        return length;
    }

    static std::string at(const table_type& table, std::size_t index, const std::string& what) {
        return what + " (bucket " + std::to_string(index) + " of " +
               std::to_string(table.bucket_count()) + ")";
    }

    static std::string check_table(const Engine& e, const table_type& table, std::size_t& entries) {
        std::size_t overflow = 0;
        for (std::size_t index = 0; index <= table.mask; ++index) {
            if (!e.is_live_bucket(table, index)) {
                continue;
            }
            overflow += chain_length(e, table, index) - 1;
            if (std::string broken = check_chain(e, table, index, entries); !broken.empty()) {
                return at(table, index, broken);
            }
        }
        const bool drops_with_table = Engine::follows_go && &table == &e.cold_->old;
        if (overflow != e.pool_of(table).live() && !drops_with_table) {
            return "the pool says " + std::to_string(e.pool_of(table).live()) +
                   " overflow buckets are in use, chains hold " + std::to_string(overflow);
        }
        return {};
    }

    static std::string check_chain(const Engine& e, const table_type& table, std::size_t index,
                                   std::size_t& entries) {
        bool rest_is_empty = false;
        bool is_noted = !control_type::tidies || table.control[index].may_be_untidy();
        for (bucket_type here = bucket(table, index);;) {
            const auto word = here.control->word();
            for (unsigned slot = 0; slot < Engine::slots; ++slot) {
                const std::uint8_t tophash = word[slot];
                if (rest_is_empty && tophash >= bucket::min_tophash) {
                    return "a slot in use follows an empty_rest";
                }
                if (tophash == bucket::empty_one && rest_is_empty) {
                    return "an empty_one follows an empty_rest";
                }
                rest_is_empty = rest_is_empty || tophash == bucket::empty_rest;
                if (tophash >= bucket::min_tophash) {
                    ++entries;
                    if (here.control != table.control + index &&
                        !table.control[index].may_overflow(tophash)) {
                        return "the filter of overflow buckets denies an entry";
                    }
                    if (std::string broken =
                            check_entry(e, table, index, entry(here, slot), tophash);
                        !broken.empty()) {
                        return broken;
                    }
                }
            }
            const bool is_home = here.control == table.control + index;
            if (!is_home && here.control->home != index) {
                return "an overflow bucket has another home than its chain";
            }
            if (!is_home && Engine::policy_type::unlinks_emptied_overflow && word.is_all_empty()) {
                return "an overflow bucket without entries is linked";
            }
            if (here.control->link == 0) {
                return is_home || is_noted ? "" : "a chain that may be untidy is not watched";
            }
            is_noted = is_noted || e.pool_of(table).is_noted_untidy(here.control->link);
            here = overflow_bucket(e, table, here.control->link);
        }
    }

    static std::string check_entry(const Engine& e, const table_type& table, std::size_t index,
                                   const typename Engine::value_type& entry, std::uint8_t tophash) {
        const auto& key = Engine::entry_type::key(entry);
        if constexpr (Engine::has_strange_keys) {
            if (key != key) {
                return {}; // a NaN: never found, and under go_policy anywhere
            }
        }
        const std::uint64_t hash = e.hash_of_entry(entry);
        if (table.index_of(hash) != index) {
            return "an entry lies in another bucket than its hash says";
        }
        if (bucket::tophash_of(hash) != tophash) {
            return "a tophash byte differs from the entry's hash";
        }
        if (e.find(key).entry != std::addressof(entry)) {
            return "an entry is not found by its key";
        }
        return {};
    }

    static std::string check_state(const Engine& e) {
        if (e.is_growing() != (e.cold_->old.control != nullptr) ||
            e.marks_.has_walks != (e.cold_->cursors != nullptr) ||
            e.marks_.knows_vacancies != (e.cold_->surveyed > e.current_.mask) ||
            (e.marks_.has_first != 0) != (e.cold_->first_bucket != 0)) {
            return "a mark says otherwise than the cold state";
        }
        const bool needs_record = e.needs_cold_state(e.current_) || e.cold_->retired != nullptr;
        if (needs_record && !e.owns_cold_state()) {
            return "a map that needs its own cold state has none";
        }
        const bool has_work = e.is_growing() || e.cold_->retired != nullptr || e.is_shrink_due();
        if (has_work && e.insert_limit_ != 0) {
            return "work is due and inserts would not do it";
        }
        if (e.cold_->tracked != nullptr || e.marks_.mutating != 0) {
            return "an operation has left its marks";
        }
        if (!Engine::follows_go && e.size_ == 0 && e.marks_.room == reservation::none &&
            e.has_table()) {
            return "a map without entries holds a table";
        }
        const bool keeps_progress = Engine::follows_go;
        if (!e.is_growing() &&
            (e.cold_->kind != growth_kind::none || (e.cold_->nevacuate != 0 && !keeps_progress))) {
            return "a growth is over and has left its marks";
        }
        const std::size_t old_count = e.is_growing() ? e.cold_->old.bucket_count() : 0;
        for (std::size_t index = 0; index < e.cold_->first_bucket; ++index) {
            const table_type& table = index < old_count ? e.cold_->old : e.current_;
            const std::size_t in_table = index < old_count ? index : index - old_count;
            if (e.is_live_bucket(table, in_table) && e.chain_entries(table, in_table) != 0) {
                return "first_bucket is beyond an entry";
            }
        }
        return check_vacancies(e);
    }

    static std::string check_vacancies(const Engine& e) {
        if (!e.marks_.knows_vacancies) {
            return {};
        }
        if (e.is_growing() || e.insert_limit_ != 0) {
            return "vacancies are noted and inserts would not forget them";
        }
        for (std::size_t index = 0; index <= e.current_.mask; ++index) {
            if (e.past_vacancies(index) != index && !e.is_vacant(e.current_.control[index])) {
                return at(e.current_, index, "a bucket noted as vacant is not");
            }
        }
        return {};
    }
};

} // namespace ebb::inline EBB_ABI::table
