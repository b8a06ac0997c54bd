#include <ebb/inspect/registry.hpp>

extern "C" {
[[gnu::section(".ebb_registry"), gnu::used,
  gnu::visibility("default")]] ebb::inspect::registry ebb_registry = {
    {'e', 'b', 'b', ' ', 'r', 'e', 'g', 'i', 's', 't', 'r', 'y', ' ', '0', '1', 0},
    ebb::inspect::registry_version,
    sizeof(ebb::inspect::registry_record),
    0,
    nullptr,
    0};
}
