#pragma once
// absl::flat_hash_map: open addressing with a control byte a slot, and tombstones.

#include "peers/adapter.hpp"

#include <absl/base/config.h>
#include <absl/container/flat_hash_map.h>

#include <memory>
#include <string>
#include <utility>

namespace peers {

template <class Key, class Mapped, template <class> class Allocator = std::allocator>
struct absl_map
    : standard_adapter<
          absl::flat_hash_map<Key, Mapped, typename absl::flat_hash_map<Key, Mapped>::hasher,
                              typename absl::flat_hash_map<Key, Mapped>::key_equal,
                              Allocator<std::pair<const Key, Mapped>>>> {
    static constexpr const char* name = "absl";
    static constexpr const char* type = "absl::flat_hash_map";
    static std::string version() {
#if defined(ABSL_LTS_RELEASE_VERSION)
        return std::to_string(ABSL_LTS_RELEASE_VERSION) + "." +
               std::to_string(ABSL_LTS_RELEASE_PATCH_LEVEL);
#else
        return "not a release";
#endif
    }
};

static_assert(map_adapter<absl_map<int, int>>);

} // namespace peers
