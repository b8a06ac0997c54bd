#include "trace/gzip_bytes.hpp"

#include <algorithm>
#include <limits>
#include <new>

namespace replay {
namespace {

constexpr int only_gzip = 16; // added to the window's bits: neither zlib's own header nor none
constexpr std::size_t bytes_max = std::numeric_limits<uInt>::max();

} // namespace

bool begins_gzip(std::string_view bytes) noexcept { return bytes.starts_with("\x1f\x8b"); }

gzip_bytes::gzip_bytes(raw_file file) : byte_source(std::move(file)) {
    if (::inflateInit2(&stream_, MAX_WBITS + only_gzip) != Z_OK) throw std::bad_alloc();
}

gzip_bytes::~gzip_bytes() { ::inflateEnd(&stream_); }

std::size_t gzip_bytes::read(std::span<char> to) {
    for (;;) {
        if (is_between_members_ && has_member_) skip_zeros();
        const std::string_view in = file().ahead(is_between_members_ ? 2 : 1);
        if (is_between_members_) {
            if (in.empty()) return 0;
            if (!begins_gzip(in)) fail_trailing("gzip");
            has_member_ = true;
            ::inflateReset(&stream_);
            is_between_members_ = false;
        }
        stream_.next_in = reinterpret_cast<const Bytef*>(in.data());
        stream_.avail_in = static_cast<uInt>(in.size());
        stream_.next_out = reinterpret_cast<Bytef*>(to.data());
        const auto room = static_cast<uInt>(std::min(to.size(), bytes_max));
        stream_.avail_out = room;
        const int result = ::inflate(&stream_, Z_NO_FLUSH);
        file().consume(in.size() - stream_.avail_in);
        if (result == Z_MEM_ERROR) throw std::bad_alloc();
        // Z_BUF_ERROR says that nothing could be done, for want of input.
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
            fail_damaged("gzip", stream_.msg != nullptr ? stream_.msg : ::zError(result));
        }
        is_between_members_ = result == Z_STREAM_END;
        if (stream_.avail_out != room) return room - stream_.avail_out;
        if (in.empty()) fail_truncated("gzip");
    }
}

// Tapes and block devices fill their last block with zeros, which gzip passes over as well.
void gzip_bytes::skip_zeros() {
    for (;;) {
        const std::string_view in = file().ahead(1);
        const std::size_t zeros = std::min(in.find_first_not_of('\0'), in.size());
        if (zeros == 0) return;
        file().consume(zeros);
    }
}

} // namespace replay
