#pragma once
// What happens when a program breaks a rule that the map can see broken: the handler is told, and
// the program stops.
//
// The map sees a change amid a change, and a lookup while entries are moved or destroyed, made by
// any function of the user that it calls on the way; nearly always a change by a second thread;
// and, with EBB_CHECKED, the use of a stale iterator. It does not see a change amid a lookup, as a
// lookup leaves no mark.

#include "ebb/config.hpp"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace ebb {

enum class misuse_kind {
    concurrent_mutation, // a mutation, or a step of a walk, found a mutation under way; or a lookup
                         // found entries being moved or destroyed
    stale_iterator, // an iterator was used after an operation that invalidated it (EBB_CHECKED)
};

struct misuse {
    misuse_kind kind;
    const void* map;       // the address of the map
    std::string_view type; // its type, as the compiler spells it
    std::string_view what; // one sentence, without a full stop
};

using misuse_handler = void (*)(const misuse&);

inline void print_misuse(const misuse& m) {
    std::fprintf(stderr, "ebb: fatal: %.*s; map at %p, a %.*s\n", static_cast<int>(m.what.size()),
                 m.what.data(), m.map, static_cast<int>(m.type.size()), m.type.data());
}

inline std::atomic<misuse_handler> current_misuse_handler{&print_misuse};

// The type's name as the compiler spells it, cut out of the name of this function.
template <class T> [[nodiscard]] constexpr std::string_view type_name() noexcept {
#if defined(__GNUC__) || defined(__clang__)
    std::string_view name = __PRETTY_FUNCTION__;
    name.remove_prefix(name.find("T = ") + 4);
    return name.substr(0, name.find_first_of(";]"));
#else
    return __FUNCSIG__;
#endif
}

// Effects: sets what is called when a map is misused; nullptr restores the default, which prints a
//   line to standard error. When the handler returns, std::abort is called.
// Returns: the handler that was set before.
// Thread safety: may be called at any time; the handler runs on the thread that misused the map.
inline misuse_handler on_misuse(misuse_handler handler) noexcept {
    return current_misuse_handler.exchange(handler ? handler : &print_misuse);
}

[[noreturn]] EBB_NOINLINE inline void report_misuse(const misuse& m) {
    current_misuse_handler.load()(m);
    std::abort();
}

} // namespace ebb
