#include "trace/bytes.hpp"

#include "error.hpp"
#include "trace/gzip_bytes.hpp"
#include "trace/xz_bytes.hpp"
#include "trace/zstd_bytes.hpp"

#include <algorithm>
#include <string>
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

struct unread_form {
    std::string_view begin; // of the file
    std::string_view name;
    std::string_view unpacked_by; // a command that writes the plain bytes
};

using namespace std::string_view_literals;
constexpr unread_form unread_forms[] = {
    {"BZh"sv, "bzip2", "bzcat"},
    {"\x04\x22\x4d\x18"sv, "lz4", "lz4 -dc"},
    {"LZIP"sv, "lzip", "lzip -dc"},
    {"\x89LZO\0"sv, "lzop", "lzop -dc"},
    {"\xff\x06\0\0sNaP"sv, "snappy", "snzip -dc"},
    {"\x1f\x9d"sv, "compress", "zcat"},
    {"PK\x03\x04"sv, "zip", "unzip -p"},
    {"7z\xbc\xaf\x27\x1c"sv, "7z", "7z x -so"},
    {"Rar!\x1a\x07"sv, "rar", "unrar p -inul"},
    {"PAR1"sv, "parquet", ""},
};

// Throws: failure for a compression that is known and not read.
void refuse_others(const std::string& name, std::string_view first) {
    for (const auto& [begin, form, unpacked_by] : unread_forms) {
        if (!first.starts_with(begin)) continue;
        std::string message = name + ": is " + std::string(form) +
                              ", which is not read; gzip, zstd, xz and plain text are";
        if (!unpacked_by.empty())
            message += ": " + std::string(unpacked_by) + " FILE | ebb replay -";
        throw failure(message);
    }
}

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
    const std::string_view first = file.ahead(8);
    if (begins_gzip(first)) return std::make_unique<gzip_bytes>(std::move(file));
    if (begins_zstd(first)) return std::make_unique<zstd_bytes>(std::move(file));
    if (begins_xz(first)) return std::make_unique<xz_bytes>(std::move(file));
    refuse_others(file.name(), first);
    return std::make_unique<plain_bytes>(std::move(file));
}

} // namespace replay
