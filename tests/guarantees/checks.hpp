#pragma once
// How each operation of the table is called. The name of a check is that of a row and a call in it.

#include "probe.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace ebb_tests {

// (In functions of their own: g++ 12 breaks off where it meets these calls in a noexcept.)
struct ignore_result {
    template <class Result> void operator()(const Result&) const noexcept {}
};
template <class Container, class Key> void find_all(Container& container, const Key& key) {
    container.find_many(std::span(&key, 1), ignore_result());
}
template <class Container, class Key>
void contains_all(const Container& container, const Key& key) {
    container.contains_many(std::span(&key, 1), ignore_result());
}

template <class Container> struct check {
    std::string row;
    std::string call;
    std::function<void(probe<Container>&)> run;
    bool is_noexcept; // of a plain container
    bool is_const;    // may be called for a const one
};

template <class Container> class check_list {
  public:
    static std::vector<check<Container>> all();

  private:
    using plain = probe<std::conditional_t<is_map<Container>, plain_map, plain_set>>;

    template <class Call> void add(std::string call, Call run) {
        checks_.push_back({row_, std::move(call), [run](probe<Container>& p) { run(p); },
                           noexcept(run(std::declval<plain&>())),
                           std::is_invocable_v<Call, const probe<Container>&>});
    }

    void add_construction();
    void add_assignments();
    void add_queries();
    void add_walks();
    void add_inserts_of_new_keys();
    void add_inserts_of_found_keys();
    void add_inserts_of_many();
    void add_erasures();
    void add_table_operations();

    std::string row_;
    std::vector<check<Container>> checks_;
};

// Made in checks_of_maps.cpp and checks_of_sets.cpp.
extern template class check_list<probed_map<ebb::default_policy>>;
extern template class check_list<probed_map<ebb::eager_policy>>;
extern template class check_list<probed_map<ebb::go_policy>>;
extern template class check_list<probed_set<ebb::default_policy>>;

} // namespace ebb_tests
