#pragma once
// A file that is there whole or not at all.

#include <string>
#include <string_view>

namespace replay {

class output_file {
  public:
    // Effects: makes a file beside `path`, so that what can't be written is found before the work is
    //   done. Throws: failure.
    explicit output_file(std::string path);
    output_file(const output_file&) = delete;
    output_file& operator=(const output_file&) = delete;
    // Effects: unless it was kept, nothing is left of it; what was at `path` stays.
    ~output_file();

    // Effects: the file stands at its path, with this text. Throws: failure.
    void keep(std::string_view text);

  private:
    std::string path_;
    std::string temporary_; // empty: written in place
    int descriptor_ = -1;
};

} // namespace replay
