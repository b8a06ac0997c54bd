// expect: the map's Hash can be called neither as hash\(key, seed\) nor as hash\(key\)
// ebb::hash_of is what a program hashes with as a map does; it says the same of a key that does not
// fit.
#include <ebb/hash.hpp>

#include <cstdint>
#include <string>

int main() {
    const ebb::hash<std::string> hash;
#ifdef EBB_MISTAKE
    return ebb::hash_of(hash, 5, 1) == 0;
#else
    return ebb::hash_of(hash, std::string("five"), 1) == 0;
#endif
}
