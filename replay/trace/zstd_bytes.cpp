#include "trace/zstd_bytes.hpp"

#include <zstd_errors.h>

#include <new>

namespace replay {
namespace {

// What `zstd --long=31` writes, the most there is on 64 bits. The memory is only taken for frames
// that ask for it.
constexpr int window_bits_max = 31;

} // namespace

bool begins_zstd(std::string_view bytes) noexcept {
    const bool is_frame = bytes.starts_with("\x28\xb5\x2f\xfd");
    // A frame to skip: any of 16 first bytes, then always the same.
    const bool is_skippable = bytes.size() >= 4 && (bytes[0] & 0xf0) == 0x50 &&
                              bytes.substr(1).starts_with("\x2a\x4d\x18");
    return is_frame || is_skippable;
}

zstd_bytes::zstd_bytes(raw_file file)
    : byte_source(std::move(file)), context_(::ZSTD_createDCtx()) {
    if (context_ == nullptr) throw std::bad_alloc();
    ::ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, window_bits_max);
}

std::size_t zstd_bytes::read(std::span<char> to) {
    for (;;) {
        const std::string_view ahead = file().ahead(is_between_frames_ ? 4 : 1);
        if (is_between_frames_) {
            if (ahead.empty()) return 0;
            if (!begins_zstd(ahead)) fail_trailing("zstd");
        }
        ZSTD_inBuffer in{ahead.data(), ahead.size(), 0};
        ZSTD_outBuffer out{to.data(), to.size(), 0};
        const std::size_t result = ::ZSTD_decompressStream(context_.get(), &out, &in);
        file().consume(in.pos);
        if (::ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation) throw std::bad_alloc();
        if (::ZSTD_isError(result) != 0) fail_damaged("zstd", ::ZSTD_getErrorName(result));
        is_between_frames_ = result == 0;
        if (out.pos != 0) return out.pos;
        if (ahead.empty() && !is_between_frames_) fail_truncated("zstd");
    }
}

} // namespace replay
