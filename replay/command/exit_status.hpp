#pragma once
// What `ebb` ends with.

namespace replay {

enum exit_status {
    success = 0,
    failed = 1,
    wrong_usage = 2,
    serious_finding = 3,
    interrupted = 130
};

} // namespace replay
