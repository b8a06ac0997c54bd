// The commands that look at a running program, in a build that has none of them.

#include "command/attach_commands.hpp"

#include "command/exit_status.hpp"

namespace replay {

struct attach_commands::asked_for {};

attach_commands::attach_commands() = default;
attach_commands::~attach_commands() = default;

const char* attach_commands::purpose() { return ""; }
void attach_commands::describe(CLI::App& /*app*/) {}
void attach_commands::check() {}
bool attach_commands::is_asked() const { return false; }
int attach_commands::run() const { return failed; }

} // namespace replay
