#include "pprof/build_id.hpp"

#if __has_include(<elf.h>)

#include "process/elf_image.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include <elf.h>

namespace ebb::inspect {
namespace {

constexpr std::uint64_t notes_bytes_max = 64 * 1024;

std::string hexadecimal(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char byte : bytes) {
        text += digits[static_cast<std::uint8_t>(byte) >> 4U];
        text += digits[static_cast<std::uint8_t>(byte) & 15U];
    }
    return text;
}

// A note is a header, its owner's name and its contents, both padded to four bytes.
std::string build_id_in(std::string_view notes) {
    const auto padded = [](std::uint64_t bytes) { return (bytes + 3) / 4 * 4; };
    Elf64_Nhdr note;
    while (notes.size() >= sizeof note) {
        std::memcpy(&note, notes.data(), sizeof note);
        notes.remove_prefix(sizeof note);
        const std::uint64_t name_bytes = padded(note.n_namesz);
        if (name_bytes > notes.size() || note.n_descsz > notes.size() - name_bytes) {
            break;
        }
        if (note.n_type == NT_GNU_BUILD_ID &&
            notes.substr(0, note.n_namesz) == std::string_view(ELF_NOTE_GNU, sizeof ELF_NOTE_GNU)) {
            return hexadecimal(notes.substr(name_bytes, note.n_descsz));
        }
        notes.remove_prefix(
            std::min<std::size_t>(notes.size(), name_bytes + padded(note.n_descsz)));
    }
    return {};
}

} // namespace

std::string build_id_of(const std::string& path) {
    const readable_file file(path);
    const elf_image image(file);
    for (const elf_notes& each : image.notes()) {
        std::vector<char> notes(std::min(each.bytes, notes_bytes_max));
        if (file.read(each.offset, notes.data(), notes.size())) {
            if (std::string found = build_id_in({notes.data(), notes.size()}); !found.empty()) {
                return found;
            }
        }
    }
    return {};
}

} // namespace ebb::inspect

#else

namespace ebb::inspect {

std::string build_id_of(const std::string&) { return {}; }

} // namespace ebb::inspect

#endif
