#pragma once
// The raw data of a run: a file that is there when all of it is.

#include <cstdio>
#include <string>

namespace bench::grid {

class csv_file {
  public:
    // Effects: opens PATH.part; without a path there is no file, and printing to it does nothing.
    // Throws: std::runtime_error.
    explicit csv_file(std::string path);
    csv_file(const csv_file&) = delete;
    csv_file& operator=(const csv_file&) = delete;
    ~csv_file(); // removes what was not completed

    // Throws: std::runtime_error if it could not be written. Effects: PATH has the lines.
    void complete();
    void line(const std::string& text);

  private:
    std::string path_;
    std::FILE* file_ = nullptr;
};

} // namespace bench::grid
