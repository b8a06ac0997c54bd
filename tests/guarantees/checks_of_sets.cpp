// The calls of the table, made for sets.
#include "changing_checks.hpp"

namespace ebb_tests {

template class check_list<probed_set<ebb::default_policy>>;

} // namespace ebb_tests
