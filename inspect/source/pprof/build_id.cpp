#include "pprof/build_id.hpp"

#if __has_include(<elf.h>)

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <string_view>
#include <vector>

#include <elf.h>

namespace ebb::inspect {
namespace {

constexpr std::size_t headers_max = 256;
constexpr std::uint64_t notes_bytes_max = 64 * 1024;

// Effects: fills `bytes` from that place in the file. Returns: whether there were so many.
bool read_at(std::ifstream& file, std::uint64_t offset, void* to, std::size_t bytes) {
    file.clear();
    file.seekg(static_cast<std::streamoff>(offset));
    file.read(static_cast<char*>(to), static_cast<std::streamsize>(bytes));
    return file.good();
}

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
    constexpr int own_order =
        std::endian::native == std::endian::little ? ELFDATA2LSB : ELFDATA2MSB;
    std::ifstream file(path, std::ios::binary);
    Elf64_Ehdr header;
    if (!read_at(file, 0, &header, sizeof header) ||
        std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 ||
        header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != own_order ||
        header.e_phentsize != sizeof(Elf64_Phdr)) {
        return {};
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(header.e_phnum, headers_max); ++i) {
        Elf64_Phdr segment;
        if (!read_at(file, header.e_phoff + i * sizeof segment, &segment, sizeof segment)) {
            return {};
        }
        if (segment.p_type != PT_NOTE) {
            continue;
        }
        std::vector<char> notes(std::min<std::uint64_t>(segment.p_filesz, notes_bytes_max));
        if (read_at(file, segment.p_offset, notes.data(), notes.size())) {
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
