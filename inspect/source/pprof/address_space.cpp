#include "pprof/address_space.hpp"

#include "pprof/build_id.hpp"
#include "process/mappings.hpp"
#include "process/readable_file.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include <cxxabi.h>
#include <dlfcn.h>

namespace ebb::inspect {
namespace {

std::string proc_folder(long process) {
    return "/proc/" + (process == 0 ? std::string("self") : std::to_string(process));
}

} // namespace

address_space::address_space(long process) : process_(process) {
    const std::string folder = proc_folder(process);
    std::error_code error;
    const std::string program = std::filesystem::read_symlink(folder + "/exe", error);
    for (mapping& each : file_mappings(readable_file(folder + "/maps").text())) {
        if (each.is_executable) {
            std::string path = std::move(each.path) + (each.is_deleted ? " (deleted)" : "");
            const bool is_program = path == program;
            files_.push_back({each.begin, each.end, each.offset, std::move(path), is_program});
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
