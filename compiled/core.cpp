// The library ebb::compiled: the core of the maps of every policy that ebb has.
#include <ebb/map.hpp>

namespace ebb::inline EBB_ABI::table {

EBB_COMPILED_CORES(template)

} // namespace ebb::inline EBB_ABI::table
