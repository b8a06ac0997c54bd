#pragma once
// The maps and sets under test: what their entries can do, and every policy.

#include "stage.hpp"

#include <gtest/gtest.h>

#include <string>
#include <type_traits>

namespace ebb_tests {

using subjects = ::testing::Types<map_subject<item_kind::copyable, ebb::default_policy>,
                                  map_subject<item_kind::nothrow_move, ebb::default_policy>,
                                  map_subject<item_kind::move_only, ebb::eager_policy>,
                                  map_subject<item_kind::nothrow_move, ebb::go_policy>,
                                  map_subject<item_kind::move_only, ebb::go_policy>,
                                  set_subject<item_kind::copyable, ebb::default_policy>>;

struct subject_names {
    template <class S> static std::string GetName(int) {
        std::string name = S::is_map ? "map_" : "set_";
        name += S::kind == item_kind::copyable       ? "copyable_"
                : S::kind == item_kind::nothrow_move ? "nothrow_move_"
                                                     : "move_only_";
        return name + (std::is_same_v<typename S::policy, ebb::default_policy> ? "default"
                       : std::is_same_v<typename S::policy, ebb::eager_policy> ? "eager"
                                                                               : "go");
    }
};

} // namespace ebb_tests
