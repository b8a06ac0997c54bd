#pragma once
// Operations in a file without a name, which ends with the process: as large as the disk allows,
// and not part of anybody's memory.
//
//     | outcome << 2 | kind (1 byte) | key: 8 bytes, or length (4 bytes) and that many |

#include "plan/operation.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace replay {

// A descriptor and nothing else, so that a process that forks shares the file with the new one.
class operation_file {
  public:
    // Effects: makes an empty file where temporary files go (TMPDIR, or /tmp).
    // Throws: failure if there can be none.
    operation_file();
    operation_file(operation_file&& other) noexcept;
    operation_file& operator=(operation_file&& other) noexcept;
    ~operation_file();

    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

  private:
    int descriptor_;
};

class operation_writer {
  public:
    explicit operation_writer(const operation_file& file);

    // Throws: failure if the disk is full.
    void write(operation_kind kind, bool outcome, std::uint64_t key);
    void write(operation_kind kind, bool outcome, std::string_view key);
    void flush();

  private:
    void append(const void* bytes, std::size_t count);

    int descriptor_;
    std::vector<char> buffer_;
};

// Reads a file from its beginning, a batch at a time.
template <class Key> class operation_reader {
  public:
    explicit operation_reader(const operation_file& file);

    // Effects: puts the next operations into `batch`, as many as fit, overwriting what is there, so
    //   that the memory of strings is used again. Returns: how many; 0 at the end.
    std::size_t read(std::vector<operation<Key>>& batch);

  private:
    [[nodiscard]] bool take(void* to, std::size_t count);

    int descriptor_;
    std::uint64_t offset_ = 0;
    std::size_t at_ = 0;
    std::size_t filled_ = 0;
    std::vector<char> buffer_;
};

extern template class operation_reader<std::uint64_t>;
extern template class operation_reader<std::string>;

} // namespace replay
