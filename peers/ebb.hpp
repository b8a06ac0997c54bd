#pragma once
// ebb::map; ebb::eager_map, whose memory follows erases too; and ebb::go_map. They tell their
// memory themselves and choose pages by their own allocator, so that another one is ignored.

#include "peers/adapter.hpp"

#include "ebb/go_map.hpp"
#include "ebb/map.hpp"
#include "ebb/version.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace peers {

template <class Map> class ebb_adapter : public standard_adapter<Map> {
  public:
    static std::string version() { return std::string(ebb::version); }
    static void fix_seeds(std::uint64_t seed) { ebb::fix_hash_seeds(seed); }

    [[nodiscard]] std::size_t memory_bytes() const { return this->map_.memory_bytes(); }
    bool maintain(std::size_t buckets) { return this->map_.maintain(buckets); }
    [[nodiscard]] const Map& map() const { return this->map_; }
    // Returns: the sum of the mapped values found.
    template <class Keys> [[nodiscard]] std::uint64_t find_many(const Keys& keys) const {
        std::uint64_t sum = 0;
        this->map_.find_many(
            keys, [&](auto found) { sum += found == this->map_.end() ? 0 : found->second; });
        return sum;
    }
};

template <class Key, class Mapped, template <class> class = std::allocator>
struct ebb_map : ebb_adapter<ebb::map<Key, Mapped>> {
    static constexpr const char* name = "ebb";
    static constexpr const char* type = "ebb::map";
};
template <class Key, class Mapped, template <class> class = std::allocator>
struct ebb_eager_map : ebb_adapter<ebb::eager_map<Key, Mapped>> {
    static constexpr const char* name = "ebb-eager";
    static constexpr const char* type = "ebb::eager_map";
};
template <class Key, class Mapped, template <class> class = std::allocator>
struct ebb_go_map : ebb_adapter<ebb::go_map<Key, Mapped>> {
    static constexpr const char* name = "ebb-go";
    static constexpr const char* type = "ebb::go_map";
};

static_assert(map_adapter<ebb_map<int, int>> && map_adapter<ebb_eager_map<int, int>> &&
              map_adapter<ebb_go_map<int, int>>);

} // namespace peers
