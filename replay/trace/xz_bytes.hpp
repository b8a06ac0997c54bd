#pragma once
// The plain bytes of xz data, of as many streams as follow each other, with or without the zeros
// that may stand between them.

#include "trace/bytes.hpp"

#include <lzma.h>

#include <cstddef>
#include <span>
#include <string_view>

namespace replay {

[[nodiscard]] bool begins_xz(std::string_view bytes) noexcept;

class xz_bytes final : public byte_source {
  public:
    // Throws: std::bad_alloc.
    explicit xz_bytes(raw_file file);
    ~xz_bytes() override;

    std::size_t read(std::span<char> to) override;

  private:
    lzma_stream stream_ = LZMA_STREAM_INIT;
    lzma_ret result_ = LZMA_OK; // of the last call
};

} // namespace replay
