#include "trace/bytes.hpp"

#include "error.hpp"
#include "trace/gzip_bytes.hpp"
#include "trace/zstd_bytes.hpp"

#include <algorithm>
#include <string_view>

namespace replay {
namespace {

class plain_bytes final : public byte_source {
  public:
    using byte_source::byte_source;

    std::size_t read(std::span<char> to) override {
        const std::string_view ahead = file().ahead(1).substr(0, to.size());
        std::copy(ahead.begin(), ahead.end(), to.begin());
        file().consume(ahead.size());
        return ahead.size();
    }
};

} // namespace

void byte_source::fail_truncated(const char* compression) const {
    throw failure(name() + ": truncated " + compression + " data after " +
                  std::to_string(file_.position()) + " bytes");
}

void byte_source::fail_damaged(const char* compression, const char* why) const {
    throw failure(name() + ": damaged " + compression + " data near byte " +
                  std::to_string(file_.position()) + ": " + why);
}

void byte_source::fail_trailing(const char* compression) const {
    throw failure(name() + ": trailing garbage after the " + compression + " data, from byte " +
                  std::to_string(file_.position()) + " on");
}

std::unique_ptr<byte_source> open_bytes(raw_file file) {
    const std::string_view first = file.ahead(4);
    if (begins_gzip(first)) return std::make_unique<gzip_bytes>(std::move(file));
    if (begins_zstd(first)) return std::make_unique<zstd_bytes>(std::move(file));
    return std::make_unique<plain_bytes>(std::move(file));
}

} // namespace replay
