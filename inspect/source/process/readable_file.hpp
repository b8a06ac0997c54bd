#pragma once
// A file that is read at given offsets: on a disk, or one of /proc, which has no size.

#include <cstddef>
#include <cstdint>
#include <string>

#include <sys/types.h>

namespace ebb::inspect {

// An open file, closed at the end.
class readable_file {
  public:
    // Effects: opens it; is_open() tells whether that could be done.
    explicit readable_file(const std::string& path) noexcept;
    readable_file(readable_file&& other) noexcept;
    readable_file& operator=(readable_file&&) = delete;
    ~readable_file();

    [[nodiscard]] bool is_open() const noexcept { return descriptor_ >= 0; }
    // Returns: the errno of the last call for this file that failed; 0: none has.
    [[nodiscard]] int error() const noexcept { return error_; }
    [[nodiscard]] std::uint64_t inode() const noexcept; // 0: not known
    [[nodiscard]] std::uint64_t bytes() const noexcept;

    // Returns: how many bytes there came at once; 0: the file ends before them; negative: error().
    [[nodiscard]] ssize_t read_some(std::uint64_t offset, void* to,
                                    std::size_t bytes) const noexcept;
    // Returns: all of it, and of a file of /proc, which has no size; less, if error().
    [[nodiscard]] std::string text() const;
    // Returns: whether the file has so many bytes there, which are in `to` then.
    [[nodiscard]] bool read(std::uint64_t offset, void* to, std::size_t bytes) const noexcept;

  private:
    int descriptor_ = -1;
    mutable int error_ = 0;
};

} // namespace ebb::inspect
