#include "process/elf_image.hpp"

#if __has_include(<elf.h>)

#include <algorithm>
#include <bit>
#include <cstring>

#include <elf.h>

namespace ebb::inspect {
namespace {

// More than any file has, so that a damaged one is not read for long.
constexpr std::uint64_t headers_max = 65'536;
constexpr std::uint64_t names_bytes_max = std::uint64_t{16} << 20;
constexpr std::size_t piece_bytes = std::size_t{1} << 20;

constexpr int own_order = std::endian::native == std::endian::little ? ELFDATA2LSB : ELFDATA2MSB;

} // namespace

elf_image::elf_image(const readable_file& file) : file_(file) {
    Elf64_Ehdr header{};
    if (!file.read(0, header.e_ident, sizeof header.e_ident) ||
        std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) {
        return;
    }
    if (header.e_ident[EI_DATA] != own_order) {
        return;
    }
    if (header.e_ident[EI_CLASS] != ELFCLASS64) {
        kind_ = header.e_ident[EI_CLASS] == ELFCLASS32 ? elf_kind::of_32_bits : elf_kind::none;
        return;
    }
    if (!file.read(0, &header, sizeof header)) {
        return;
    }
    kind_ = elf_kind::of_64_bits;
    for (std::uint64_t i = 0; i < header.e_phnum && header.e_phentsize == sizeof(Elf64_Phdr); ++i) {
        Elf64_Phdr segment{};
        if (!file.read(header.e_phoff + i * sizeof segment, &segment, sizeof segment)) {
            break;
        }
        if (segment.p_type == PT_LOAD) {
            segments_.push_back({segment.p_offset, segment.p_vaddr});
        } else if (segment.p_type == PT_NOTE) {
            notes_.push_back({segment.p_offset, segment.p_filesz});
        }
    }
    if (header.e_shoff == 0 || header.e_shentsize != sizeof(Elf64_Shdr)) {
        return;
    }
    // Where there are too many sections for the header, the first one says how many there are.
    Elf64_Shdr first{};
    if (!file.read(header.e_shoff, &first, sizeof first)) {
        return;
    }
    const std::uint64_t count =
        std::min(header.e_shnum != 0 ? header.e_shnum : first.sh_size, headers_max);
    const std::uint64_t names = header.e_shstrndx != SHN_XINDEX ? header.e_shstrndx : first.sh_link;
    for (std::uint64_t i = 0; i < count; ++i) {
        Elf64_Shdr each{};
        if (!file.read(header.e_shoff + i * sizeof each, &each, sizeof each)) {
            break;
        }
        sections_.push_back({each.sh_name, each.sh_type, each.sh_link, each.sh_addr, each.sh_offset,
                             each.sh_size, each.sh_entsize});
    }
    if (names < sections_.size() && sections_[names].bytes <= names_bytes_max) {
        names_.resize(sections_[names].bytes);
        if (!file.read(sections_[names].offset, names_.data(), names_.size())) {
            names_.clear();
        }
    }
}

std::optional<std::uint64_t> elf_image::section_address(std::string_view name) const {
    for (const section& each : sections_) {
        if (each.name < names_.size() && each.address != 0 &&
            std::string_view(names_.c_str() + each.name) == name) {
            return each.address;
        }
    }
    return {};
}

std::optional<std::uint64_t> elf_image::symbol_address(std::string_view name) const {
    for (const unsigned type : {unsigned{SHT_DYNSYM}, unsigned{SHT_SYMTAB}}) {
        for (const section& each : sections_) {
            if (each.type == type) {
                if (const auto found = symbol_in(each, name)) {
                    return found;
                }
            }
        }
    }
    return {};
}

std::optional<std::uint64_t> elf_image::symbol_in(const section& table,
                                                  std::string_view name) const {
    if (table.link >= sections_.size() || table.entry_bytes != sizeof(Elf64_Sym)) {
        return {};
    }
    const std::vector<std::uint64_t> names = places_of(sections_[table.link], name);
    if (names.empty()) {
        return {};
    }
    std::vector<Elf64_Sym> symbols(piece_bytes / sizeof(Elf64_Sym));
    const std::uint64_t file_symbols = std::min(table.bytes, file_.bytes()) / sizeof(Elf64_Sym);
    for (std::uint64_t at = 0; at < file_symbols; at += symbols.size()) {
        const auto count =
            static_cast<std::size_t>(std::min<std::uint64_t>(symbols.size(), file_symbols - at));
        if (!file_.read(table.offset + at * sizeof(Elf64_Sym), symbols.data(),
                        count * sizeof(Elf64_Sym))) {
            break;
        }
        for (std::size_t i = 0; i < count; ++i) {
            const Elf64_Sym& symbol = symbols[i];
            if (symbol.st_shndx != SHN_UNDEF && symbol.st_value != 0 &&
                std::find(names.begin(), names.end(), symbol.st_name) != names.end()) {
                return symbol.st_value;
            }
        }
    }
    return {};
}

// A name may be the end of a longer one, as linkers write them.
std::vector<std::uint64_t> elf_image::places_of(const section& strings,
                                                std::string_view text) const {
    const std::string wanted = std::string(text) + '\0';
    const std::uint64_t bytes = std::min(strings.bytes, file_.bytes());
    std::vector<std::uint64_t> places;
    std::string piece;
    // Pieces overlap by what may be cut off.
    for (std::uint64_t at = 0; at + wanted.size() <= bytes; at += piece_bytes) {
        piece.resize(static_cast<std::size_t>(
            std::min<std::uint64_t>(piece_bytes + wanted.size() - 1, bytes - at)));
        if (!file_.read(strings.offset + at, piece.data(), piece.size())) {
            break;
        }
        for (std::size_t found = 0; (found = piece.find(wanted, found)) != piece.npos; ++found) {
            places.push_back(at + found);
        }
    }
    return places;
}

} // namespace ebb::inspect

#endif
