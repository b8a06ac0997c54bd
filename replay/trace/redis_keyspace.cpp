#include "trace/redis_keyspace.hpp"

#include <algorithm>
#include <utility>

namespace replay {

redis_keyspace::contents& redis_keyspace::of(database_number number) {
    const auto found = databases_.find(number);
    if (found != databases_.end()) return found->second;
    return databases_.emplace(number, contents{number, {}}).first->second;
}

redis_entry* redis_keyspace::find(database_number database, std::string_view key) {
    auto& entries = of(database).entries;
    const auto found = entries.find(key);
    if (found == entries.end()) return nullptr;
    if (found->second.deadline > now_) return &found->second;
    entries.erase(found);
    return nullptr;
}

void redis_keyspace::put(database_number database, std::string_view key, const redis_entry& entry) {
    auto& which = of(database);
    which.entries.insert_or_assign(key, entry);
    if (which.entries.size() >= which.sweep_at) sweep(which);
}

bool redis_keyspace::erase(database_number database, std::string_view key) {
    return find(database, key) != nullptr && of(database).entries.erase(key) != 0;
}

void redis_keyspace::swap(database_number one, database_number other) {
    if (one == other) return;
    std::swap(of(one), of(other));
}

std::vector<std::string> redis_keyspace::clear(database_number database) {
    auto& entries = of(database).entries;
    std::vector<std::string> keys;
    for (const auto& [key, entry] : entries) {
        if (entry.deadline > now_) keys.push_back(key);
    }
    entries.clear();
    std::sort(keys.begin(), keys.end());
    return keys;
}

std::vector<redis_keyspace::database_number> redis_keyspace::databases() const {
    std::vector<database_number> numbers;
    for (const auto& [number, which] : databases_) {
        numbers.push_back(number);
    }
    return numbers;
}

redis_keyspace::database_number redis_keyspace::first_number(database_number database) const {
    const auto found = databases_.find(database);
    return found == databases_.end() ? database : found->second.first_number;
}

// Those that nobody asks for again would be kept for ever. Between two sweeps as many entries are
// made as were left by the first, so that each costs a share.
void redis_keyspace::sweep(contents& which) const {
    ebb::erase_if(which.entries, [&](const auto& each) { return each.second.deadline <= now_; });
    which.sweep_at = std::max<std::size_t>(1'024, 2 * which.entries.size());
}

} // namespace replay
