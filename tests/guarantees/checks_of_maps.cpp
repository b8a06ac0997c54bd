// The calls of the table, made for maps.
#include "changing_checks.hpp"

namespace ebb_tests {

template class check_list<probed_map<ebb::default_policy>>;
template class check_list<probed_map<ebb::eager_policy>>;
template class check_list<probed_map<ebb::go_policy>>;

} // namespace ebb_tests
