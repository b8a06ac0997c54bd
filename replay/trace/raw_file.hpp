#pragma once
// The bytes of a file as they lie there: opens it, reads ahead, counts.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace replay {

class raw_file {
  public:
    // "-" is standard input. Throws: failure.
    explicit raw_file(const std::string& path);
    // Effects: owns the descriptor from now on. Throws: failure.
    raw_file(int descriptor, std::string name);
    raw_file(raw_file&& other) noexcept;
    raw_file& operator=(raw_file&&) = delete;
    ~raw_file();

    [[nodiscard]] const std::string& name() const noexcept { return name_; }

    // Requires: least <= 4,096. Returns: the bytes that come next, at least so many unless the file
    // ends before; until the next call. Throws: failure.
    [[nodiscard]] std::string_view ahead(std::size_t least);
    // Requires: that many are ahead.
    void consume(std::size_t count) noexcept { begin_ += count; }

    // Returns: how many bytes have been consumed.
    [[nodiscard]] std::uint64_t position() const noexcept { return bytes_read_ - (end_ - begin_); }
    // Returns: the share of the file that has been read; nothing where the end is not known.
    [[nodiscard]] std::optional<double> progress() const noexcept;

    // Whether it is a pipe or a terminal, which an interrupt ends.
    [[nodiscard]] bool is_live() const noexcept { return is_live_; }

  private:
    void inspect();
    void read_on();
    [[nodiscard]] bool wait() const;
    [[nodiscard]] ssize_t read_some();

    std::string name_;
    std::vector<char> buffer_;
    int descriptor_ = -1;   // behind what may throw while it is made
    std::size_t begin_ = 0; // of what is ahead, in buffer_
    std::size_t end_ = 0;
    bool has_ended_ = false;
    std::uint64_t bytes_read_ = 0;
    std::uint64_t bytes_ = 0; // of the file; 0: not known
    bool is_live_ = false;
};

} // namespace replay
