#include <ebb/attach/find_registries.hpp>

#include <ebb/attach/failure.hpp>

#include <ebb/inspect/registry.hpp>

#include "process/elf_image.hpp"
#include "process/mappings.hpp"
#include "process/readable_file.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <unistd.h>

#include <fmt/format.h>

namespace ebb::attach {
namespace {

using inspect::elf_image;
using inspect::mapping;
using inspect::readable_file;

// The mappings of one file.
using mappings = std::vector<mapping>;

// Writable pages of a program are few; more than this is a file that is no program.
constexpr std::uint64_t searched_bytes_max = std::uint64_t{64} << 20;

bool has_cookie(inspect::memory_reader& memory, std::uint64_t address) {
    try {
        const auto cookie = memory.get<std::array<char, sizeof inspect::registry_cookie>>(address);
        return std::memcmp(cookie.data(), inspect::registry_cookie, cookie.size()) == 0;
    } catch (const inspect::unreadable&) {
        return false;
    }
}

// The very file that is mapped: not another one that has its name by now. map_files takes a
// capability; the other two lead into a container, and to a program that was deleted.
std::optional<readable_file> open_mapped(const process& asked, const mapping& first) {
    const std::string proc = fmt::format("/proc/{}/", asked.pid);
    for (const std::string& path :
         {fmt::format("{}map_files/{:x}-{:x}", proc, first.begin, first.end),
          proc + "root" + first.path, proc + "exe"}) {
        readable_file file(path);
        if (file.is_open() && file.inode() == first.inode) {
            return file;
        }
    }
    return {};
}

// Where a file lies is told by any of its segments that is mapped from its beginning on; which ones
// are is found by trying, since the cookie says what was right.
std::set<std::uint64_t> places_in(const mappings& of_file, const elf_image& image,
                                  std::uint64_t address) {
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    std::set<std::uint64_t> places;
    for (const mapping& each : of_file) {
        for (const inspect::elf_segment& segment : image.segments()) {
            if (each.offset == segment.offset - segment.offset % page) {
                places.insert(address + each.begin - (segment.address - segment.address % page));
            }
        }
    }
    return places;
}

std::set<std::uint64_t> search(const mappings& of_file, inspect::memory_reader& memory) {
    std::set<std::uint64_t> places;
    for (const mapping& each : of_file) {
        if (!each.is_writable || each.end - each.begin > searched_bytes_max) {
            continue;
        }
        for (std::uint64_t at = each.begin; at < each.end; at += alignof(inspect::registry)) {
            if (has_cookie(memory, at)) {
                places.insert(at);
            }
        }
    }
    return places;
}

std::set<std::uint64_t> places_of(const process& asked, const mappings& of_file,
                                  inspect::memory_reader& memory) {
    const std::optional<readable_file> file = open_mapped(asked, of_file.front());
    if (!file) {
        return search(of_file, memory);
    }
    const elf_image image(*file);
    if (image.kind() == inspect::elf_kind::of_64_bits && !image.has_sections()) {
        return search(of_file, memory);
    }
    std::optional<std::uint64_t> address = image.section_address(".ebb_registry");
    if (!address) {
        address = image.symbol_address("ebb_registry");
    }
    if (!address && file->error() != 0) { // its disk or file server has failed
        return search(of_file, memory);
    }
    return address ? places_in(of_file, image, *address) : std::set<std::uint64_t>{};
}

void expect_64_bits(const process& asked) {
    const readable_file program(fmt::format("/proc/{}/exe", asked.pid));
    if (program.is_open() && elf_image(program).kind() == inspect::elf_kind::of_32_bits) {
        throw failure(asked.text() + " is of 32 bits, and this ebb reads programs of 64 bits");
    }
}

} // namespace

std::vector<std::uint64_t> find_registries(const process& asked, inspect::memory_reader& memory) {
    expect_64_bits(asked);
    std::map<std::pair<std::uint64_t, std::string>, mappings> files;
    for (mapping& each : inspect::file_mappings(proc_text(asked, "maps"))) {
        files[{each.inode, each.path}].push_back(std::move(each));
    }
    std::set<std::uint64_t> found;
    bool is_one_lost = false; // that a file says is there
    for (const auto& [which, of_file] : files) {
        // Data is left alone: it may be large, or a device.
        if (std::none_of(of_file.begin(), of_file.end(),
                         [](const mapping& each) { return each.is_executable; })) {
            continue;
        }
        const std::set<std::uint64_t> places = places_of(asked, of_file, memory);
        const std::size_t found_before = found.size();
        std::copy_if(places.begin(), places.end(), std::inserter(found, found.end()),
                     [&](std::uint64_t place) { return has_cookie(memory, place); });
        is_one_lost = is_one_lost || (!places.empty() && found.size() == found_before);
    }
    // A process that was ending had fewer mappings, or none.
    expect_alive(asked);
    static_cast<void>(address_space_bytes(asked));
    if (found.empty() && is_one_lost) {
        throw failure(asked.text() +
                      " has a list of watched maps that can't be read: where its files "
                      "say that it lies, there is none of a form that this ebb knows");
    }
    return {found.begin(), found.end()};
}

} // namespace ebb::attach
