#include "pprof/gzip.hpp"

#include <limits>
#include <new>
#include <stdexcept>

#include <zlib.h>

namespace ebb::inspect {

std::string gzipped(std::string_view bytes) {
    if (bytes.size() > std::numeric_limits<uInt>::max()) {
        throw std::length_error("the profile is larger than 4 GiB");
    }
    constexpr int gzip_window = 15 + 16; // the largest, with a gzip header
    constexpr int memory_level = 8;      // zlib's default
    z_stream stream{};
    if (::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window, memory_level,
                       Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::bad_alloc();
    }
    std::string compressed(::deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data())); // only read
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(compressed.data());
    stream.avail_out = static_cast<uInt>(compressed.size());
    static_cast<void>(::deflate(&stream, Z_FINISH)); // as deflateBound() says, there is room
    compressed.resize(stream.total_out);
    ::deflateEnd(&stream);
    return compressed;
}

} // namespace ebb::inspect
