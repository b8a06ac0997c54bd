#pragma once
// A map under test with its model, and the walks through it that are parked.

#include "support/commands/kinds.hpp"
#include "support/commands/model.hpp"

#include "ebb/table/invariants.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <vector>

namespace ebb_tests {

template <class Map> [[nodiscard]] const auto& engine_of(const Map& map) {
    return ebb::table::map_access::engine(map);
}
template <class Map>
using inside_of =
    ebb::table::access<std::remove_cvref_t<decltype(engine_of(std::declval<const Map&>()))>>;

// Throws: disagreement where the map doesn't hold what the model does, or says so wrongly.
template <class Kind, class Map> void expect_same(const Map& map, const model& expected) {
    expect(map.size() == expected.size(), "size() is not the number of entries");
    expect(map.empty() == (expected.size() == 0), "empty() contradicts size()");
    std::vector<bool> seen(expected.size());
    std::size_t count = 0;
    for (const auto& entry : map) {
        const number key = key_of<Kind>(entry);
        const std::size_t place = expected.place(key);
        expect(!seen[place], "an iteration yields a key twice");
        seen[place] = true;
        expect(mapped_of<Kind>(entry) == expected.mapped(key), "an entry has a wrong mapped value");
        ++count;
    }
    expect(count == expected.size(), "an iteration leaves entries out");
}

template <class Map> void expect_sound(const Map& map) {
    const std::string broken = inside_of<Map>::check(engine_of(map));
    if (!broken.empty()) {
        throw disagreement(broken);
    }
}

template <class Kind> class subject;

// A walk and what it owes: no key twice, nothing erased, everything that stayed exactly once.
template <class Kind> class parked_walk {
  public:
    explicit parked_walk(subject<Kind>& of)
        : expected_(of.expected()), walk_(of.map.range()),
          stayed_(expected_.keys().begin(), expected_.keys().end()) {}

    // Returns: the entry shown, or nullptr at the end.
    auto* step() {
        auto* entry = walk_.next();
        if (entry == nullptr) {
            expect(stayed_.empty(), "a walk has left out an entry that stayed");
            return entry;
        }
        const number key = key_of<Kind>(*entry);
        stayed_.erase(key);
        expect(!is_over_, "a walk goes on that should have ended");
        expect(expected_.contains(key), "a walk shows an erased entry");
        expect(mapped_of<Kind>(*entry) == expected_.mapped(key), "a walk shows an old value");
        expect(shown_.insert(key).second, "a walk shows a key twice");
        return entry;
    }
    void note_erased(number key) { stayed_.erase(key); }
    void owe_nothing() { stayed_.clear(); }
    void end() {
        owe_nothing();
        is_over_ = true;
    }

  private:
    const model& expected_;
    typename Kind::map::walk_type walk_;
    std::unordered_set<number, model::own_hash>
        stayed_; // there at the start, ever since, not shown
    std::unordered_set<number, model::own_hash> shown_;
    bool is_over_ = false;
};

template <class Kind> class subject {
  public:
    subject(const typename Kind::hash& hash, unsigned which) : map(Kind::make(hash, which)) {}
    subject(const subject&) = delete;
    subject& operator=(const subject&) = delete;
    ~subject() = default;

    typename Kind::map map;

    [[nodiscard]] const model& expected() const noexcept { return expected_; }

    // --- what commands have done to the map ---
    bool put(number key, number mapped) { return expected_.put(key, mapped); }
    void assign(number key, number mapped) { expected_.assign(key, mapped); }
    void remove(number key) {
        expected_.erase(key);
        for (const auto& walk : walks_) {
            walk->note_erased(key);
        }
    }
    void remove_all() {
        expected_ = {};
        for (const auto& walk : walks_) {
            walk->owe_nothing();
        }
    }
    // Other entries, by something that ends all walks.
    void replace(model entries) {
        expected_ = std::move(entries);
        for (const auto& walk : walks_) {
            walk->end();
        }
    }
    void swap(subject& other) {
        model mine = expected_;
        replace(other.expected_);
        other.replace(std::move(mine));
    }
    // Something failed half-way that was to change many entries: the map tells what it holds.
    void accept() {
        remove_all();
        for (const auto& entry : map) {
            expect(expected_.put(key_of<Kind>(entry), mapped_of<Kind>(entry)),
                   "an iteration yields a key twice after a failure");
        }
    }

    // --- walks ---
    [[nodiscard]] std::size_t walk_count() const noexcept { return walks_.size(); }
    void park_walk() { walks_.push_back(std::make_unique<parked_walk<Kind>>(*this)); }
    void drop_walk(std::size_t index) {
        walks_.erase(walks_.begin() + static_cast<std::ptrdiff_t>(index));
    }
    [[nodiscard]] parked_walk<Kind>& walk(std::size_t index) { return *walks_[index]; }

  private:
    model expected_;
    std::vector<std::unique_ptr<parked_walk<Kind>>> walks_;
};

} // namespace ebb_tests
