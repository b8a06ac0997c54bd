#pragma once
// The plain bytes of gzip data, of as many members as follow each other.

#include "trace/bytes.hpp"

#define ZLIB_CONST
#include <zlib.h>

#include <cstddef>
#include <span>
#include <string_view>

namespace replay {

[[nodiscard]] bool begins_gzip(std::string_view bytes) noexcept;

class gzip_bytes final : public byte_source {
  public:
    // Throws: std::bad_alloc.
    explicit gzip_bytes(raw_file file);
    ~gzip_bytes() override;

    std::size_t read(std::span<char> to) override;

  private:
    void skip_zeros();

    z_stream stream_{};
    bool is_between_members_ = true;
    bool has_member_ = false; // there has been one
};

} // namespace replay
