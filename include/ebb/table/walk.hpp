#pragma once
// What range() returns: a cursor (cursor.hpp) with begin() and end(), which shows entries of their
// own type.

#include "ebb/table/engine.hpp"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <type_traits>

namespace ebb::inline EBB_ABI::table {

template <class Engine> class walk {
  public:
    using value_type = typename Engine::value_type;
    // What is shown of an entry: the keys of a set are constant.
    using shown_type = std::conditional_t<std::is_same_v<typename Engine::key_type, value_type>,
                                          const value_type, value_type>;

    explicit walk(Engine& owner) noexcept : cursor_(owner) {}
    walk(Engine& owner, std::uint64_t start) noexcept : cursor_(owner, start) {}

    // An input iterator: all copies stand at the same entry.
    class iterator {
      public:
        using iterator_concept = std::input_iterator_tag;
        using iterator_category = std::input_iterator_tag;
        using value_type = typename Engine::value_type;
        using difference_type = std::ptrdiff_t;
        using reference = shown_type&;
        using pointer = shown_type*;

        iterator() noexcept = default;
        explicit iterator(walk* owner) : walk_(owner) { ++*this; }

        [[nodiscard]] reference operator*() const noexcept { return *entry_; }
        [[nodiscard]] pointer operator->() const noexcept { return entry_; }
        iterator& operator++() {
            entry_ = walk_->next();
            return *this;
        }
        void operator++(int) { ++*this; }
        [[nodiscard]] bool operator==(std::default_sentinel_t) const noexcept {
            return entry_ == nullptr;
        }

      private:
        walk* walk_ = nullptr;
        pointer entry_ = nullptr;
    };

    // begin() takes the first step; the walk goes on from where it stands when called again.
    [[nodiscard]] iterator begin() { return iterator(this); }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

    // Returns: the next entry, nullptr at the end. See cursor::next.
    [[nodiscard]] shown_type* next() { return reinterpret_cast<shown_type*>(cursor_.next()); }

  private:
    typename Engine::cursor_type cursor_;
};

} // namespace ebb::inline EBB_ABI::table
