// The index of a cache: at most so many entries, the oldest evicted. Under steady insert and erase
// the map neither grows nor slows down, and its memory follows when the cache is made smaller.
#include <ebb/map.hpp>

#include <cstdint>
#include <deque>
#include <iostream>
#include <string>

class page_cache {
  public:
    explicit page_cache(std::size_t capacity) : capacity_(capacity) {}

    // Returns: the page, read now if it was not there.
    const std::string& page(std::uint64_t number) {
        auto [entry, is_new] = pages_.try_emplace(number);
        if (is_new) {
            entry->second = "page " + std::to_string(number);
            by_age_.push_back(number);
        }
        return entry->second; // valid until a page that is not there is asked for
    }

    // Evicts down to the capacity; called between requests.
    void evict() {
        while (pages_.size() > capacity_) {
            pages_.erase(by_age_.front());
            by_age_.pop_front();
        }
    }

    void set_capacity(std::size_t capacity) {
        capacity_ = capacity;
        evict();
    }

    [[nodiscard]] std::size_t memory_bytes() const noexcept { return pages_.memory_bytes(); }

  private:
    std::size_t capacity_;
    ebb::eager_map<std::uint64_t, std::string> pages_; // eager: erases alone shrink it
    std::deque<std::uint64_t> by_age_;
};

int main() {
    page_cache cache(50'000);
    for (std::uint64_t request = 0; request < 500'000; ++request) {
        if (cache.page(request * 7919 % 200'003).empty()) {
            return 1;
        }
        cache.evict();
    }
    std::cout << "50,000 pages: " << cache.memory_bytes() << " bytes of index\n";
    cache.set_capacity(1'000);
    std::cout << " 1,000 pages: " << cache.memory_bytes() << " bytes of index\n";
}
