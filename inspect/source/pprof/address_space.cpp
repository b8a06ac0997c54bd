#include "pprof/address_space.hpp"

#include "pprof/build_id.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <system_error>

#include <cxxabi.h>
#include <dlfcn.h>

namespace ebb::inspect {
namespace {

std::string proc_folder(long process) {
    return "/proc/" + (process == 0 ? std::string("self") : std::to_string(process));
}

// A line is BEGIN-END rwxp OFFSET DEVICE INODE PATH.
std::optional<mapped_file> parse(const std::string& line) {
    std::istringstream words(line);
    mapped_file file;
    char dash = 0;
    std::string permissions;
    std::string device;
    std::string inode;
    words >> std::hex >> file.begin >> dash >> file.end >> permissions >> file.offset >> device >>
        inode >> std::ws;
    std::getline(words, file.path);
    if (permissions.size() != 4 || permissions[2] != 'x' || file.path.empty() ||
        file.path.front() != '/') {
        return std::nullopt;
    }
    return file;
}

} // namespace

address_space::address_space(long process) : process_(process) {
    const std::string folder = proc_folder(process);
    std::error_code error;
    const std::string program = std::filesystem::read_symlink(folder + "/exe", error);
    std::ifstream maps(folder + "/maps");
    for (std::string line; std::getline(maps, line);) {
        if (std::optional<mapped_file> file = parse(line)) {
            file->is_program = file->path == program;
            files_.push_back(std::move(*file));
        }
    }
    std::stable_partition(files_.begin(), files_.end(),
                          [](const mapped_file& file) { return file.is_program; });
}

const mapped_file* address_space::file_at(std::uint64_t address) const noexcept {
    const auto at = std::find_if(files_.begin(), files_.end(), [address](const mapped_file& file) {
        return file.begin <= address && address < file.end;
    });
    return at == files_.end() ? nullptr : &*at;
}

std::optional<std::string> address_space::function_at(std::uint64_t address) const {
    Dl_info found{};
    if (process_ != 0 ||
        ::dladdr(reinterpret_cast<const void*>(static_cast<std::uintptr_t>(address)), &found) ==
            0 ||
        found.dli_sname == nullptr) {
        return std::nullopt;
    }
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> demangled(
        abi::__cxa_demangle(found.dli_sname, nullptr, nullptr, &status), &std::free);
    return demangled == nullptr ? found.dli_sname : demangled.get();
}

std::string address_space::build_id(const mapped_file& file) const {
    const std::string folder = proc_folder(process_);
    // The program can be read even if its file is gone; others are looked for where the process has
    // its root.
    return build_id_of(file.is_program ? folder + "/exe" : folder + "/root" + file.path);
}

} // namespace ebb::inspect
