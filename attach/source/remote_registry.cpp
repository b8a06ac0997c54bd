#include <ebb/attach/remote_registry.hpp>

#include <ebb/inspect/census.hpp>
#include <ebb/inspect/registry.hpp>

#include "text/printable.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <thread>

#include <fmt/format.h>

namespace ebb::attach {
namespace {

constexpr std::size_t text_bytes_max = 4096;
constexpr std::size_t records_max = 100'000;
constexpr unsigned attempts_max = 50;
constexpr std::chrono::milliseconds between_attempts{2};

// A text may end just before memory that is not there.
std::string text_at(inspect::memory_reader& memory, std::uint64_t address) {
    constexpr std::size_t piece_bytes = 64;
    std::string text;
    while (address != 0 && text.size() < text_bytes_max) {
        std::array<char, piece_bytes> piece;
        const auto count = static_cast<std::size_t>(piece_bytes - address % piece_bytes);
        memory.read(address, piece.data(), count);
        const auto* const end =
            std::find(piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(count), '\0');
        text.append(piece.data(), static_cast<std::size_t>(end - piece.data()));
        if (end != piece.data() + count) {
            break;
        }
        address += count;
    }
    text.resize(std::min(text.size(), text_bytes_max));
    return inspect::printable(text);
}

std::uint64_t number_of(const void* pointer) { return reinterpret_cast<std::uintptr_t>(pointer); }

remote_map map_of(inspect::memory_reader& memory, const inspect::registry_record& record) {
    remote_map found;
    inspect::identity& who = found.who;
    who.id = record.id;
    who.name = text_at(memory, number_of(record.name));
    who.map_type = text_at(memory, number_of(record.map_type));
    who.key_type = text_at(memory, number_of(record.key_type));
    who.value_type = text_at(memory, number_of(record.value_type));
    who.policy = text_at(memory, number_of(record.policy));
    who.site_function = text_at(memory, number_of(record.site_function));
    who.site_file = text_at(memory, number_of(record.site_file));
    who.site_line = record.site_line;
    const std::uint64_t depth =
        std::min<std::uint64_t>(record.stack_depth, inspect::stack_depth_max);
    for (std::uint64_t i = 0; i < depth; ++i) {
        who.stack.push_back(number_of(record.stack[i]));
    }
    who.watched_since =
        inspect::wall_clock::time_point(std::chrono::duration_cast<inspect::wall_clock::duration>(
            std::chrono::nanoseconds(record.watched_since_ns)));
    found.engine = number_of(record.engine);
    found.fields = memory.get<table::engine_fields>(number_of(record.fields));
    found.trouble = inspect::trouble_with(found.fields);
    return found;
}

// The registry's own fields; its `changes` is atomic where it lies, and here a number.
struct registry_head {
    std::uint64_t changes = 0;
    std::uint64_t first = 0;

    friend bool operator==(const registry_head&, const registry_head&) = default;
};

registry_head head_of(inspect::memory_reader& memory, std::uint64_t address) {
    using inspect::registry;
    const auto cookie = memory.get<std::array<char, sizeof inspect::registry_cookie>>(address);
    if (std::memcmp(cookie.data(), inspect::registry_cookie, cookie.size()) != 0) {
        throw inspect::unreadable(fmt::format("what lies at {:#x} is no registry", address));
    }
    const auto version = memory.get<std::uint32_t>(address + offsetof(registry, version));
    const auto bytes = memory.get<std::uint32_t>(address + offsetof(registry, record_bytes));
    if (version != inspect::registry_version || bytes != sizeof(inspect::registry_record)) {
        throw inspect::unreadable(fmt::format(
            "its registry is of version {} with records of {} bytes, and this ebb reads version {} "
            "with {}: take the ebb of the version that the program was built with",
            version, bytes, inspect::registry_version, sizeof(inspect::registry_record)));
    }
    return {memory.get<std::uint64_t>(address + offsetof(registry, changes)),
            memory.get<std::uint64_t>(address + offsetof(registry, first))};
}

std::vector<remote_map> maps_from(inspect::memory_reader& memory, std::uint64_t record) {
    std::vector<remote_map> maps;
    while (record != 0) {
        if (maps.size() == records_max) {
            throw inspect::unreadable("its list of watched maps does not end");
        }
        const auto bytes =
            memory.get<std::array<std::byte, sizeof(inspect::registry_record)>>(record);
        inspect::registry_record read;
        std::memcpy(&read, bytes.data(), bytes.size());
        maps.push_back(map_of(memory, read));
        record = number_of(read.next);
    }
    std::reverse(maps.begin(), maps.end());
    return maps;
}

} // namespace

std::vector<remote_map> read_registry(inspect::memory_reader& memory, std::uint64_t address,
                                      const std::function<void()>& renew) {
    std::string trouble = "its list of watched maps changes all the time";
    for (unsigned attempt = 0; attempt < attempts_max; ++attempt) {
        if (attempt != 0) {
            std::this_thread::sleep_for(between_attempts);
        }
        renew();
        const registry_head before = head_of(memory, address);
        if (before.changes % 2 != 0) {
            continue;
        }
        try {
            std::vector<remote_map> maps = maps_from(memory, before.first);
            renew();
            if (head_of(memory, address) == before) {
                return maps;
            }
        } catch (const inspect::unreadable& error) {
            renew();
            if (head_of(memory, address) == before) {
                throw; // nobody changed it meanwhile: it is like that
            }
            trouble = error.what();
        }
    }
    throw inspect::unreadable(trouble);
}

} // namespace ebb::attach
