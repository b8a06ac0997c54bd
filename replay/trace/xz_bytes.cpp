#include "trace/xz_bytes.hpp"

#include <cstdint>
#include <limits>
#include <new>

namespace replay {
namespace {

// As liblzma has no words of its own for its results.
const char* reason(lzma_ret result) {
    switch (result) {
    case LZMA_FORMAT_ERROR:
        return "not an xz stream";
    case LZMA_OPTIONS_ERROR:
        return "unsupported options";
    case LZMA_DATA_ERROR:
        return "the data are corrupt";
    default:
        return "it can't be decoded";
    }
}

} // namespace

bool begins_xz(std::string_view bytes) noexcept {
    return bytes.starts_with("\xfd\x37\x7a\x58"); // two more follow
}

xz_bytes::xz_bytes(raw_file file) : byte_source(std::move(file)) {
    constexpr std::uint64_t memory_max = std::numeric_limits<std::uint64_t>::max();
    if (::lzma_stream_decoder(&stream_, memory_max, LZMA_CONCATENATED) != LZMA_OK) {
        throw std::bad_alloc();
    }
}

xz_bytes::~xz_bytes() { ::lzma_end(&stream_); }

std::size_t xz_bytes::read(std::span<char> to) {
    for (;;) {
        // What was decoded before the damage has been given. LZMA_BUF_ERROR says that nothing could
        // be done, for want of input.
        if (result_ == LZMA_STREAM_END) return 0;
        if (result_ == LZMA_MEM_ERROR) throw std::bad_alloc();
        if (result_ == LZMA_BUF_ERROR) fail_truncated("xz");
        if (result_ != LZMA_OK) fail_damaged("xz", reason(result_));
        const std::string_view in = file().ahead(1);
        stream_.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
        stream_.avail_in = in.size();
        stream_.next_out = reinterpret_cast<std::uint8_t*>(to.data());
        stream_.avail_out = to.size();
        result_ = ::lzma_code(&stream_, in.empty() ? LZMA_FINISH : LZMA_RUN);
        file().consume(in.size() - stream_.avail_in);
        if (stream_.avail_out != to.size()) return to.size() - stream_.avail_out;
    }
}

} // namespace replay
