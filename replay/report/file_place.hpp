#pragma once
// Which file a path or a descriptor leads to, however it is spelled.

#include <string>

#include <sys/stat.h>
#include <sys/types.h>

namespace replay {

class file_place {
  public:
    // Effects: follows links, those that lead to a file still to be made as well.
    explicit file_place(const std::string& path);
    explicit file_place(int descriptor);

    // Returns: where the path leads; what was given if that can't be told.
    [[nodiscard]] const std::string& target() const noexcept { return target_; }
    // Returns: what is there; mode 0 if there is nothing.
    [[nodiscard]] ::mode_t mode() const noexcept { return mode_; }

    // Returns: whether both are one file, be it under two names or still to be made. Terminals and
    //   /dev/null are not what is meant: each writer has them for himself. Nor are sockets, which
    //   go both ways.
    [[nodiscard]] bool is_same_file(const file_place& other) const noexcept;

  private:
    std::string target_;
    ::mode_t mode_ = 0;
    ::dev_t device_ = 0; // of the file; of its folder, where it is still to be made
    ::ino_t inode_ = 0;  // 0: there is neither
    std::string name_;   // in the folder, of a file still to be made
};

} // namespace replay
