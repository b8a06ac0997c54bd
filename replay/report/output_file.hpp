#pragma once
// A file that is there whole or not at all.

#include "report/file_place.hpp"

#include <string>
#include <string_view>

namespace replay {

class output_file {
  public:
    // Effects: tries whether a file can be made there, so that what can't be written is found
    //   before the work is done; nothing is left of it. Throws: failure.
    explicit output_file(std::string path);

    [[nodiscard]] const std::string& path() const noexcept { return path_; }

    // Effects: the file stands at its path, with this text; links are followed. Throws: failure;
    //   what was there stays then.
    void keep(std::string_view text) const;

  private:
    std::string path_; // as it was given
    file_place place_; // where that leads
    bool is_in_place_; // a terminal, a pipe: nothing that could be replaced
};

} // namespace replay
