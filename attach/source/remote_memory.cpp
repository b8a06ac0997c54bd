#include <ebb/attach/remote_memory.hpp>

#include <ebb/attach/failure.hpp>

#include "process/readable_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <sys/uio.h>

#include <fmt/format.h>

namespace ebb::attach {
namespace {

constexpr std::uint64_t page_bytes = 4096; // the smallest there are

// What is not an address of any process wraps around where it is added to.
constexpr std::uint64_t address_end = std::uint64_t{1} << 63;

} // namespace

remote_memory::remote_memory(process from) : from_(std::move(from)) {}

void remote_memory::clear() noexcept {
    for (auto& set : blocks_) {
        for (block& each : set) {
            each.begin = each.end = 0;
        }
    }
}

void remote_memory::read(std::uint64_t address, void* to, std::size_t bytes) {
    auto* out = static_cast<std::byte*>(to);
    if (address >= address_end || bytes >= address_end - address) {
        throw inspect::unreadable(fmt::format("{:#x} is no address", address));
    }
    while (bytes > 0) {
        const block& found = block_with(address);
        const std::size_t from = address % block_bytes;
        const std::size_t count = std::min(bytes, found.end - from);
        std::memcpy(out, found.bytes.data() + from, count);
        address += count;
        out += count;
        bytes -= count;
    }
}

// Returns: the place that holds the block of that index, or else the one of its set to fill.
remote_memory::block& remote_memory::place_for(std::uint64_t index) {
    auto& set = blocks_[index % sets];
    const auto found = std::find_if(set.begin(), set.end(),
                                    [&](const block& each) { return each.index == index; });
    return found != set.end() ? *found
                              : *std::min_element(set.begin(), set.end(),
                                                  [](const block& one, const block& other) {
                                                      return one.last_use < other.last_use;
                                                  });
}

const remote_memory::block& remote_memory::block_with(std::uint64_t address) {
    const std::uint64_t index = address / block_bytes;
    const std::size_t from = address % block_bytes;
    block& place = place_for(index);
    place.last_use = ++uses_;
    if (place.index == index && place.begin <= from && from < place.end) {
        return place;
    }
    place.bytes.resize(block_bytes);
    place.index = index;
    place.begin = place.end = 0; // nothing is known if fetch() throws
    place.end = fetch(index * block_bytes, place.bytes.data(), block_bytes);
    if (from >= place.end) { // a hole stands before it, or nothing is there
        place.end = 0;
        place.begin = from - from % page_bytes;
        place.end =
            place.begin + fetch(index * block_bytes + place.begin, place.bytes.data() + place.begin,
                                block_bytes - place.begin);
    }
    if (from >= place.end) {
        place.begin = place.end = 0;
        throw inspect::unreadable(
            fmt::format("nothing is mapped at {:#x} of {}", address, from_.text()));
    }
    return place;
}

// Returns: how many bytes could be read. A page at a time is promised to come whole or not at
//   all, so the remote side is given page by page.
std::size_t remote_memory::fetch(std::uint64_t address, std::byte* to, std::size_t bytes) {
    std::array<iovec, block_bytes / page_bytes> pages;
    std::size_t count = 0;
    for (std::size_t at = 0; at < bytes; at += page_bytes) {
        pages[count++] = {reinterpret_cast<void*>(static_cast<std::uintptr_t>(address + at)),
                          std::min<std::size_t>(page_bytes, bytes - at)};
    }
    const iovec local{to, bytes};
    const ssize_t got = ::process_vm_readv(from_.pid, &local, 1, pages.data(), count, 0);
    if (got >= 0) {
        return static_cast<std::size_t>(got);
    }
    switch (const int error = errno) {
    case EFAULT:
        return 0;
    case ESRCH:
        throw process_ended(from_.text() + " has ended");
    default:
        return fetch_from_file(address, to, bytes, error);
    }
}

// A kernel may have been built without process_vm_readv(), and the seccomp profile of a container
// may forbid it; the same bytes lie in /proc/PID/mem, for whoever has the same permission. The file
// is opened for each block, since one that is kept open has the memory of a program that was there
// before an exec. `refusal`: why process_vm_readv() did not do.
std::size_t remote_memory::fetch_from_file(std::uint64_t address, std::byte* to, std::size_t bytes,
                                           int refusal) const {
    const std::string path = fmt::format("/proc/{}/mem", from_.pid);
    const inspect::readable_file memory(path);
    const ssize_t got = memory.is_open() ? memory.read_some(address, to, bytes) : -1;
    if (got > 0) {
        return static_cast<std::size_t>(got);
    }
    if (got == 0) { // the memory has been given up
        throw process_ended(from_.text() + " has ended");
    }
    switch (memory.error()) {
    case EIO: // nothing is mapped there
        return 0;
    case EACCES:
    case EPERM:
        throw failure(permission_text(from_));
    case ENOENT:
    case ESRCH:
        expect_alive(from_);
        [[fallthrough]];
    default:
        throw failure(fmt::format("the memory of {} can't be read, neither by process_vm_readv() "
                                  "({}) nor from {} ({})",
                                  from_.text(), std::generic_category().message(refusal), path,
                                  std::generic_category().message(memory.error())));
    }
}

} // namespace ebb::attach
