#include "plan/operation_file.hpp"

#include "error.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <utility>

#include <unistd.h>

namespace replay {
namespace {

constexpr std::size_t buffer_bytes = 1 << 20;

std::string reason() { return std::generic_category().message(errno); }

} // namespace

operation_file::operation_file() {
    const char* const folder = std::getenv("TMPDIR");
    std::string name = folder != nullptr && *folder != '\0' ? folder : "/tmp";
    name += "/ebb-replay-XXXXXX";
    descriptor_ = ::mkstemp(name.data());
    if (descriptor_ < 0) {
        throw failure("the plan of operations needs a temporary file, and " + name +
                      " can't be made: " + reason() + "; TMPDIR names another folder");
    }
    ::unlink(name.c_str());
}

operation_file::operation_file(operation_file&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

operation_file& operation_file::operator=(operation_file&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

operation_file::~operation_file() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

operation_writer::operation_writer(const operation_file& file) : descriptor_(file.descriptor()) {
    buffer_.reserve(buffer_bytes);
}

void operation_writer::write(operation_kind kind, bool outcome, std::uint64_t key) {
    const auto head = static_cast<unsigned char>((outcome ? 4U : 0U) | index_of(kind));
    append(&head, sizeof head);
    append(&key, sizeof key);
}

void operation_writer::write(operation_kind kind, bool outcome, std::string_view key) {
    const auto head = static_cast<unsigned char>((outcome ? 4U : 0U) | index_of(kind));
    const auto length = static_cast<std::uint32_t>(key.size());
    append(&head, sizeof head);
    append(&length, sizeof length);
    append(key.data(), key.size());
}

void operation_writer::append(const void* bytes, std::size_t count) {
    if (buffer_.size() + count > buffer_bytes) {
        flush();
    }
    const char* const first = static_cast<const char*>(bytes);
    buffer_.insert(buffer_.end(), first, first + count);
}

void operation_writer::flush() {
    std::size_t written = 0;
    while (written < buffer_.size()) {
        const ssize_t result =
            ::write(descriptor_, buffer_.data() + written, buffer_.size() - written);
        if (result < 0 && errno != EINTR) {
            throw failure("the plan of operations can't be written to a temporary file: " +
                          reason() + "; TMPDIR names a folder with more room");
        }
        written += result < 0 ? 0 : static_cast<std::size_t>(result);
    }
    buffer_.clear();
}

template <class Key>
operation_reader<Key>::operation_reader(const operation_file& file)
    : descriptor_(file.descriptor()), buffer_(buffer_bytes) {}

template <class Key> bool operation_reader<Key>::take(void* to, std::size_t count) {
    char* out = static_cast<char*>(to);
    while (count != 0) {
        if (at_ == filled_) {
            const ssize_t result =
                ::pread(descriptor_, buffer_.data(), buffer_.size(), static_cast<off_t>(offset_));
            if (result < 0 && errno == EINTR) {
                continue;
            }
            if (result < 0) {
                throw failure("the plan of operations can't be read back: " + reason());
            }
            if (result == 0) {
                return false;
            }
            at_ = 0;
            filled_ = static_cast<std::size_t>(result);
            offset_ += filled_;
        }
        const std::size_t part = std::min(count, filled_ - at_);
        std::memcpy(out, buffer_.data() + at_, part);
        at_ += part;
        out += part;
        count -= part;
    }
    return true;
}

template <class Key> std::size_t operation_reader<Key>::read(std::vector<operation<Key>>& batch) {
    std::size_t count = 0;
    unsigned char head = 0;
    while (count < batch.size() && take(&head, sizeof head)) {
        operation<Key>& next = batch[count];
        next.kind = static_cast<operation_kind>(head & 3U);
        next.outcome = (head & 4U) != 0;
        bool is_whole = false;
        if constexpr (std::is_same_v<Key, std::string>) {
            std::uint32_t length = 0;
            is_whole = take(&length, sizeof length);
            next.key.resize(length);
            is_whole = is_whole && take(next.key.data(), length);
        } else {
            is_whole = take(&next.key, sizeof next.key);
        }
        if (!is_whole) {
            throw failure("the plan of operations ends too early");
        }
        ++count;
    }
    return count;
}

template class operation_reader<std::uint64_t>;
template class operation_reader<std::string>;

} // namespace replay
