#include "pprof/profile.hpp"

#include "text/printable.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>
#include <protozero/pbf_writer.hpp>

namespace ebb::inspect {
namespace {

using writer = protozero::pbf_writer;

// Field numbers of the messages.
namespace field {
enum profile : protozero::pbf_tag_type {
    sample_type = 1,
    sample = 2,
    mapping = 3,
    location = 4,
    function = 5,
    string_table = 6,
    time_nanos = 9,
    duration_nanos = 10,
    period_type = 11,
    period = 12,
    default_sample_type = 14,
};
enum value_type : protozero::pbf_tag_type { type = 1, unit = 2 };
enum sample_message : protozero::pbf_tag_type { location_id = 1, value = 2, label = 3 };
enum label_message : protozero::pbf_tag_type { key = 1, str = 2, num = 3, num_unit = 4 };
enum mapping_message : protozero::pbf_tag_type {
    mapping_id = 1,
    memory_start = 2,
    memory_limit = 3,
    file_offset = 4,
    filename = 5,
    build_id = 6,
    has_functions = 7,
    has_filenames = 8,
    has_line_numbers = 9,
    has_inline_frames = 10,
};
enum location_message : protozero::pbf_tag_type {
    own_location_id = 1,
    location_mapping = 2,
    address = 3,
    line = 4,
};
enum line_message : protozero::pbf_tag_type { line_function = 1, line_number = 2 };
enum function_message : protozero::pbf_tag_type {
    function_id = 1,
    function_name = 2,
    function_system_name = 3,
    function_file = 4,
};
} // namespace field

std::int64_t nanoseconds(wall_clock::duration since) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(since).count();
}

} // namespace

profile::profile(long process) : space_(process) {
    static_cast<void>(text("")); // the first one has to be empty
    // The program is the first mapping, also if no stack leads there.
    for (const mapped_file& file : space_.files()) {
        if (file.is_program) {
            static_cast<void>(mapping(file));
            break;
        }
    }
}

void profile::add(const identity& map, const std::string& label, std::uint64_t slot_bytes,
                  const amount_kind& kind, const amount& values) {
    auto& creation = stacks_[{map.id, map.library, map.name}];
    if (creation.empty()) {
        creation = stack_of(map);
    }
    std::vector<std::uint64_t> stack = frames_of(map, label, kind);
    stack.insert(stack.end(), creation.begin(), creation.end());
    std::string message;
    writer sample(message);
    sample.add_packed_uint64(field::location_id, stack.begin(), stack.end());
    const std::array all{values.slots, values.bytes, values.growths};
    sample.add_packed_int64(field::value, all.begin(), all.end());
    const auto add_label = [&](std::string_view key, std::string_view value) {
        if (!value.empty()) {
            std::string encoded;
            writer to(encoded);
            to.add_int64(field::key, text(key));
            to.add_int64(field::str, text(value));
            sample.add_message(field::label, encoded);
        }
    };
    add_label("map", label);
    add_label("table", kind.table);
    add_label("component", kind.component);
    add_label("slot_state", kind.state);
    std::string encoded;
    writer to(encoded);
    to.add_int64(field::key, text("bytes"));
    to.add_int64(field::num, static_cast<std::int64_t>(slot_bytes));
    to.add_int64(field::num_unit, text("bytes"));
    sample.add_message(field::label, encoded);
    writer(samples_).add_message(field::sample, message);
}

std::string profile::encoded(wall_clock::time_point begun, wall_clock::time_point ended) {
    std::string message;
    writer to(message);
    const auto value_type = [this](std::string_view type, std::string_view unit) {
        std::string encoded;
        writer pair(encoded);
        pair.add_int64(field::type, text(type));
        pair.add_int64(field::unit, text(unit));
        return encoded;
    };
    to.add_message(field::sample_type, value_type("slots", "count"));
    to.add_message(field::sample_type, value_type("space", "bytes"));
    to.add_message(field::sample_type, value_type("growths", "count"));
    to.add_int64(field::time_nanos, nanoseconds(begun.time_since_epoch()));
    if (begun < ended) {
        to.add_int64(field::duration_nanos, nanoseconds(ended - begun));
    }
    to.add_message(field::period_type, value_type("space", "bytes"));
    to.add_int64(field::period, 1);
    to.add_int64(field::default_sample_type, text("space"));
    return message + samples_ + mappings_ + locations_ + functions_ + texts_;
}

std::int64_t profile::text(std::string_view value) {
    const auto [at, is_new] =
        text_places_.try_emplace(valid_utf8(value), static_cast<std::int64_t>(text_places_.size()));
    if (is_new) {
        writer(texts_).add_string(field::string_table, at->first);
    }
    return at->second;
}

std::uint64_t profile::function(const std::string& name, const std::string& file) {
    const auto [at, is_new] = function_ids_.try_emplace({name, file}, function_ids_.size() + 1);
    if (is_new) {
        std::string message;
        writer to(message);
        to.add_uint64(field::function_id, at->second);
        to.add_int64(field::function_name, text(name));
        to.add_int64(field::function_system_name, text(name));
        to.add_int64(field::function_file, text(file));
        writer(functions_).add_message(field::function, message);
    }
    return at->second;
}

std::uint64_t profile::location(std::uint64_t address, std::uint64_t function, std::uint64_t line) {
    const auto [at, is_new] =
        location_ids_.try_emplace({address, function, line}, location_ids_.size() + 1);
    if (is_new) {
        std::string line_message;
        writer in_line(line_message);
        in_line.add_uint64(field::line_function, function);
        in_line.add_int64(field::line_number, static_cast<std::int64_t>(line));
        std::string message;
        writer to(message);
        to.add_uint64(field::own_location_id, at->second);
        to.add_uint64(field::location_mapping, mapping_of(address));
        to.add_uint64(field::address, address);
        to.add_message(field::line, line_message);
        writer(locations_).add_message(field::location, message);
    }
    return at->second;
}

std::uint64_t profile::mapping_of(std::uint64_t address) {
    const mapped_file* const file = space_.file_at(address);
    return file == nullptr ? 0 : mapping(*file);
}

std::uint64_t profile::mapping(const mapped_file& file) {
    const auto [at, is_new] = mapping_ids_.try_emplace(&file, mapping_ids_.size() + 1);
    if (is_new) {
        std::string message;
        writer to(message);
        to.add_uint64(field::mapping_id, at->second);
        to.add_uint64(field::memory_start, file.begin);
        to.add_uint64(field::memory_limit, file.end);
        to.add_uint64(field::file_offset, file.offset);
        to.add_int64(field::filename, text(file.path));
        to.add_int64(field::build_id, text(space_.build_id(file)));
        // There are names already: nobody need look for them in the file.
        to.add_bool(field::has_functions, true);
        to.add_bool(field::has_filenames, true);
        to.add_bool(field::has_line_numbers, true);
        to.add_bool(field::has_inline_frames, true);
        writer(mappings_).add_message(field::mapping, message);
    }
    return at->second;
}

// Frames that no code has, so that reports by function name maps and states: the leaf is the state
// of a map's slots, its caller the map.
std::vector<std::uint64_t> profile::frames_of(const identity& map, const std::string& label,
                                              const amount_kind& kind) {
    return {location(0, function(label + ": " + in_words(kind), map.site_file), map.site_line),
            location(0, function(label, map.site_file), map.site_line)};
}

// The innermost frame that is not of ebb::inspect is where watch() was called, of which the
// compiler has told file and line. Addresses are those behind calls; one less is within the call.
std::vector<std::uint64_t> profile::stack_of(const identity& map) {
    std::vector<std::uint64_t> addresses;
    for (const std::uint64_t address : map.stack) {
        const bool is_own = addresses.empty() && name_of(address - 1).starts_with("ebb::inspect::");
        if (address != 0 && !is_own) {
            addresses.push_back(address - 1);
        }
    }
    const std::string site = map.site_function.empty() ? called(map) : map.site_function;
    std::vector<std::uint64_t> stack{location(addresses.empty() ? 0 : addresses.front(),
                                              function(site, map.site_file), map.site_line)};
    for (std::size_t i = 1; i < addresses.size(); ++i) {
        const mapped_file* const file = space_.file_at(addresses[i]);
        stack.push_back(location(
            addresses[i],
            function(name_of(addresses[i]), file == nullptr ? std::string() : file->path), 0));
    }
    return stack;
}

std::string profile::name_of(std::uint64_t address) const {
    if (std::optional<std::string> name = space_.function_at(address)) {
        return *name;
    }
    const mapped_file* const file = space_.file_at(address);
    return file == nullptr
               ? fmt::format("{:#x}", address)
               : fmt::format("{}+{:#x}", std::filesystem::path(file->path).filename().string(),
                             address - file->begin + file->offset);
}

} // namespace ebb::inspect
