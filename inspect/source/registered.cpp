#include "registered.hpp"

#include <algorithm>
#include <array>
#include <mutex>

#if __has_include(<execinfo.h>)
#include <execinfo.h>
#endif

namespace ebb::inspect {
namespace {

struct register_of_maps {
    std::mutex mutex;
    std::vector<std::shared_ptr<subject>> subjects; // oldest first
    std::uint64_t last_id = 0;
};

// Never destroyed: maps may be watched by static objects.
register_of_maps& all() {
    static auto* const the = new register_of_maps;
    return *the;
}

// Makes ebb_registry.changes odd as long as it lives. Its partner is a reader in another process,
// that compares the number before and after.
class change {
  public:
    change() noexcept { ebb_registry.changes.fetch_add(1, std::memory_order_acq_rel); }
    change(const change&) = delete;
    change& operator=(const change&) = delete;
    ~change() { ebb_registry.changes.fetch_add(1, std::memory_order_release); }
};

[[gnu::noinline]] std::vector<std::uint64_t> present_stack() {
    std::vector<std::uint64_t> stack;
#if __has_include(<execinfo.h>)
    constexpr int own_frames = 3; // this function, register_subject(), subject::enter()
    std::array<void*, stack_depth_max + own_frames> frames;
    const int count = ::backtrace(frames.data(), static_cast<int>(frames.size()));
    for (int i = own_frames; i < count; ++i) {
        stack.push_back(reinterpret_cast<std::uintptr_t>(frames[static_cast<std::size_t>(i)]));
    }
#endif
    return stack;
}

} // namespace

void fill_record(registry_record& record, const identity& who) {
    record.name = who.name.c_str();
    record.map_type = who.map_type.c_str();
    record.key_type = who.key_type.c_str();
    record.value_type = who.value_type.c_str();
    record.policy = who.policy.c_str();
    record.watched_since_ns =
        std::chrono::duration_cast<std::chrono::nanoseconds>(who.watched_since.time_since_epoch())
            .count();
    record.site_function = who.site_function.c_str();
    record.site_file = who.site_file.c_str();
    record.site_line = who.site_line;
}

[[gnu::noinline]] void register_subject(const std::shared_ptr<subject>& entered,
                                        registry_record& record, identity& who) {
    who.stack = present_stack();
    record.stack_depth = who.stack.size();
    std::transform(who.stack.begin(), who.stack.end(), record.stack, [](std::uint64_t address) {
        return reinterpret_cast<const void*>(static_cast<std::uintptr_t>(address));
    });
    const std::lock_guard guard(all().mutex);
    all().subjects.push_back(entered);
    who.id = record.id = ++all().last_id;
    const change under_way;
    record.next = ebb_registry.first;
    ebb_registry.first = &record;
    ++ebb_registry.count;
}

void unregister_subject(const registry_record& record) noexcept {
    std::shared_ptr<subject> gone; // destroyed without the lock held
    const std::lock_guard guard(all().mutex);
    {
        const change under_way;
        for (registry_record** link = &ebb_registry.first; *link != nullptr;
             link = &(*link)->next) {
            if (*link == &record) {
                *link = record.next;
                --ebb_registry.count;
                break;
            }
        }
    }
    const auto found = std::find_if(all().subjects.begin(), all().subjects.end(),
                                    [&](const auto& each) { return each->who().id == record.id; });
    if (found != all().subjects.end()) {
        gone = std::move(*found);
        all().subjects.erase(found);
    }
}

std::vector<std::shared_ptr<subject>> subjects() {
    const std::lock_guard guard(all().mutex);
    return all().subjects;
}

std::shared_ptr<subject> find_subject(std::uint64_t id) {
    const std::vector<std::shared_ptr<subject>> maps = subjects();
    const auto found = std::find_if(maps.begin(), maps.end(),
                                    [id](const auto& each) { return each->who().id == id; });
    return found == maps.end() ? nullptr : *found;
}

std::shared_ptr<subject> find_subject(std::string_view name) {
    const std::vector<std::shared_ptr<subject>> maps = subjects();
    const auto found = std::find_if(maps.rbegin(), maps.rend(),
                                    [name](const auto& each) { return each->who().name == name; });
    return found == maps.rend() ? nullptr : *found;
}

} // namespace ebb::inspect
