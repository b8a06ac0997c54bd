// expect: ebb: Key and T must be move constructible: entries move as the table grows
#include <ebb/map.hpp>

#include <memory>
#include <mutex>

#ifdef EBB_MISTAKE
using mapped = std::mutex;
#else
using mapped = std::unique_ptr<std::mutex>;
#endif

ebb::map<int, mapped> map;

void use() { map.try_emplace(1); }
