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
    using namespace std::string_view_literals;
    return bytes.starts_with("\xfd\x37\x7a\x58\x5a\0"sv);
}

xz_bytes::xz_bytes(raw_file file) : byte_source(std::move(file)) {
    constexpr std::uint64_t memory_max = std::numeric_limits<std::uint64_t>::max();
    if (::lzma_stream_decoder(&stream_, memory_max, LZMA_CONCATENATED) != LZMA_OK) {
        throw std::bad_alloc();
    }
}

xz_bytes::~xz_bytes() { ::lzma_end(&stream_); }

std::size_t xz_bytes::read(std::span<char> to) {
    while (!has_ended_) {
        const std::string_view in = file().ahead(1);
        stream_.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
        stream_.avail_in = in.size();
        stream_.next_out = reinterpret_cast<std::uint8_t*>(to.data());
        stream_.avail_out = to.size();
        const lzma_ret result = ::lzma_code(&stream_, in.empty() ? LZMA_FINISH : LZMA_RUN);
        file().consume(in.size() - stream_.avail_in);
        if (result == LZMA_MEM_ERROR) throw std::bad_alloc();
        has_ended_ = result == LZMA_STREAM_END;
        if (stream_.avail_out != to.size()) return to.size() - stream_.avail_out;
        // LZMA_BUF_ERROR says that nothing could be done, for want of input.
        if (result == LZMA_BUF_ERROR) fail_truncated("xz");
        if (result != LZMA_OK && result != LZMA_STREAM_END) fail_damaged("xz", reason(result));
    }
    return 0;
}

} // namespace replay
