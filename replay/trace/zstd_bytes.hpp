#pragma once
// The plain bytes of zstd data, of as many frames as follow each other.

#include "trace/bytes.hpp"

#include <zstd.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace replay {

[[nodiscard]] bool begins_zstd(std::string_view bytes) noexcept;

class zstd_bytes final : public byte_source {
  public:
    // Throws: std::bad_alloc.
    explicit zstd_bytes(raw_file file);

    std::size_t read(std::span<char> to) override;

  private:
    struct freeing {
        void operator()(ZSTD_DCtx* context) const noexcept { ::ZSTD_freeDCtx(context); }
    };

    std::unique_ptr<ZSTD_DCtx, freeing> context_;
    bool is_between_frames_ = true;
};

} // namespace replay
