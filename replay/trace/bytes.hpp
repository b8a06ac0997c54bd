#pragma once
// Plain bytes, from a file that may be compressed with gzip, zstd or xz. Its first bytes say which.

#include "trace/raw_file.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace replay {

class byte_source {
  public:
    explicit byte_source(raw_file file) : file_(std::move(file)) {}
    byte_source(const byte_source&) = delete;
    byte_source& operator=(const byte_source&) = delete;
    virtual ~byte_source() = default;

    // Requires: room. Returns: how many bytes it put there; 0 at the end.
    // Throws: failure if the file can't be read on, or is damaged.
    [[nodiscard]] virtual std::size_t read(std::span<char> to) = 0;

    [[nodiscard]] const std::string& name() const noexcept { return file_.name(); }
    [[nodiscard]] std::optional<double> progress() const noexcept { return file_.progress(); }
    [[nodiscard]] bool is_live() const noexcept { return file_.is_live(); }

  protected:
    [[nodiscard]] raw_file& file() noexcept { return file_; }

    // All three throw failure, with the file's name and the place in it.
    [[noreturn]] void fail_truncated(const char* compression) const;
    [[noreturn]] void fail_damaged(const char* compression, const char* why) const;
    [[noreturn]] void fail_trailing(const char* compression) const;

  private:
    raw_file file_;
};

// Throws: failure.
[[nodiscard]] std::unique_ptr<byte_source> open_bytes(raw_file file);

} // namespace replay
