#include <ebb/inspect/memory_reader.hpp>

#include <cstring>

namespace ebb::inspect {

void own_memory::read(std::uint64_t address, void* to, std::size_t bytes) {
    std::memcpy(to, reinterpret_cast<const void*>(static_cast<std::uintptr_t>(address)), bytes);
}

} // namespace ebb::inspect
