#pragma once
// What a map should hold: the oracle of the random tests, a std::unordered_map of numbers under a
// hash of its own. It also names any of its keys by chance, which no standard map can.

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

namespace ebb_tests {

// Thrown where a map is not what its model says.
struct disagreement : std::logic_error {
    using std::logic_error::logic_error;
};

inline void expect(bool agrees, const char* what) {
    if (!agrees) {
        throw disagreement(what);
    }
}

class model {
  public:
    using number = std::uint64_t;

    // What the map under test is given as its hash has no part in this one (the finalizer of
    // MurmurHash3, A. Appleby).
    struct own_hash {
        std::size_t operator()(number key) const noexcept {
            key = (key ^ key >> 33) * 0xff51afd7ed558ccd;
            key = (key ^ key >> 33) * 0xc4ceb9fe1a85ec53;
            return static_cast<std::size_t>(key ^ key >> 33);
        }
    };

    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
    [[nodiscard]] bool contains(number key) const { return entries_.contains(key); }
    [[nodiscard]] number mapped(number key) const { return entries_.at(key).mapped; }
    [[nodiscard]] const std::vector<number>& keys() const noexcept { return keys_; }

    // The index of the key in keys(). Throws: disagreement where there is none.
    [[nodiscard]] std::size_t place(number key) const {
        const auto found = entries_.find(key);
        expect(found != entries_.end(), "the map holds a key that it should not hold");
        return found->second.place;
    }

    // Returns: whether the key was not there.
    bool put(number key, number mapped) {
        const bool is_new = entries_.try_emplace(key, entry{mapped, keys_.size()}).second;
        if (is_new) {
            keys_.push_back(key);
        }
        return is_new;
    }
    void assign(number key, number mapped) { entries_.at(key).mapped = mapped; }
    void erase(number key) {
        const std::size_t place = entries_.at(key).place;
        entries_.at(keys_.back()).place = place;
        keys_[place] = keys_.back();
        keys_.pop_back();
        entries_.erase(key);
    }

  private:
    struct entry {
        number mapped;
        std::size_t place;
    };
    std::unordered_map<number, entry, own_hash> entries_;
    std::vector<number> keys_; // in no order
};

using number = model::number;

} // namespace ebb_tests
