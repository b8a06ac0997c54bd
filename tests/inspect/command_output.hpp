#pragma once
// What another program says of a file.

#include <gtest/gtest.h>

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include <unistd.h>

namespace ebb_tests {

// A file of this content, which goes with it.
class temporary_file {
  public:
    explicit temporary_file(std::string_view content) {
        std::string name = (std::filesystem::temp_directory_path() / "ebb_inspect.XXXXXX").string();
        const int descriptor = ::mkstemp(name.data());
        if (descriptor < 0) {
            throw std::runtime_error("no temporary file");
        }
        ::close(descriptor);
        path_ = name;
        std::ofstream(path_, std::ios::binary) << content;
    }
    temporary_file(const temporary_file&) = delete;
    temporary_file& operator=(const temporary_file&) = delete;
    ~temporary_file() { std::filesystem::remove(path_); }

    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    std::string path_;
};

struct command_result {
    int status = 0;
    std::string output; // both streams
};

inline command_result run_command(const std::string& command) {
    command_result result;
    std::FILE* const pipe = ::popen((command + " 2>&1 < /dev/null").c_str(), "r");
    if (pipe == nullptr) {
        throw std::runtime_error("popen: " + command);
    }
    std::array<char, 4096> part;
    for (std::size_t bytes = 0; (bytes = std::fread(part.data(), 1, part.size(), pipe)) != 0;) {
        result.output.append(part.data(), bytes);
    }
    const int status = ::pclose(pipe);
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return result;
}

} // namespace ebb_tests
