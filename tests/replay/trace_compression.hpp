#pragma once
// Compressed bytes.

#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace replay_tests {

[[nodiscard]] inline std::string gzip_of(std::string_view plain) {
    z_stream stream{};
    constexpr int only_gzip = 16;
    if (::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + only_gzip, 8,
                       Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::runtime_error("zlib can't compress");
    }
    std::string packed(::deflateBound(&stream, static_cast<uLong>(plain.size())), '\0');
    std::string input(plain);
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int result = ::deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    ::deflateEnd(&stream);
    if (result != Z_STREAM_END) throw std::runtime_error("zlib can't compress");
    return packed;
}

[[nodiscard]] inline std::string zstd_of(std::string_view plain) {
    std::string packed(::ZSTD_compressBound(plain.size()), '\0');
    const std::size_t size =
        ::ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), 3);
    if (::ZSTD_isError(size) != 0) throw std::runtime_error("zstd can't compress");
    packed.resize(size);
    return packed;
}

[[nodiscard]] inline std::string xz_of(std::string_view plain) {
    std::string packed(::lzma_stream_buffer_bound(plain.size()), '\0');
    std::size_t size = 0;
    if (::lzma_easy_buffer_encode(0, LZMA_CHECK_CRC64, nullptr,
                                  reinterpret_cast<const std::uint8_t*>(plain.data()), plain.size(),
                                  reinterpret_cast<std::uint8_t*>(packed.data()), &size,
                                  packed.size()) != LZMA_OK) {
        throw std::runtime_error("liblzma can't compress");
    }
    packed.resize(size);
    return packed;
}

} // namespace replay_tests
