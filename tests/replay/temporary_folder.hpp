#pragma once
// A folder that is there as long as the test, with the files it wants.

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

#include <stdlib.h>

namespace replay_tests {

class temporary_folder {
  public:
    temporary_folder() {
        std::string name = (std::filesystem::temp_directory_path() / "ebb_replay_XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error(name + " can't be made");
        path_ = name;
    }
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;
    ~temporary_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    // Returns: where a file of this name would be.
    [[nodiscard]] std::string path(std::string_view name) const { return (path_ / name).string(); }

    // Effects: writes a file. Returns: its path.
    std::string write(std::string_view name, std::string_view bytes) const {
        std::ofstream file(path(name), std::ios::binary);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        file.close();
        if (!file) throw std::runtime_error(path(name) + " can't be written");
        return path(name);
    }

  private:
    std::filesystem::path path_;
};

} // namespace replay_tests
