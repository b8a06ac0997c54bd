#pragma once
// The files that a command reads and writes. None of those that it writes is another one of them.

#include "report/file_place.hpp"

#include <string>
#include <vector>

namespace replay {

class used_files {
  public:
    // Standard output and standard error are files that are written.
    used_files();

    // `what`: as messages name it, "the trace", "--json report.json".
    // Throws: usage_error, before anything is written, if it is the same file as another one, of
    //   which one is written.
    void reads(const std::string& what, const file_place& place);
    void writes(const std::string& what, const file_place& place);

  private:
    struct used_file {
        std::string what;
        file_place place;
    };

    std::vector<used_file> read_;
    std::vector<used_file> written_;
};

} // namespace replay
