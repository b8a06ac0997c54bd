#pragma once
// A profile read back, by protobuf's rules and not by those of the writer.

#include <gtest/gtest.h>
#include <protozero/pbf_reader.hpp>
#include <zlib.h>

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace ebb_tests {

inline std::string gunzipped(const std::string& compressed) {
    constexpr int gzip_only = 15 + 16;
    z_stream stream{};
    if (inflateInit2(&stream, gzip_only) != Z_OK) {
        throw std::runtime_error("inflateInit2");
    }
    std::string text;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
    stream.avail_in = static_cast<uInt>(compressed.size());
    int result = Z_OK;
    while (result == Z_OK) {
        char part[4096];
        stream.next_out = reinterpret_cast<Bytef*>(part);
        stream.avail_out = sizeof part;
        result = inflate(&stream, Z_NO_FLUSH);
        text.append(part, sizeof part - stream.avail_out);
    }
    inflateEnd(&stream);
    if (result != Z_STREAM_END || stream.avail_in != 0) {
        throw std::runtime_error("not one gzip member");
    }
    return text;
}

struct decoded_sample {
    std::vector<std::uint64_t> locations;
    std::vector<std::int64_t> values;
    std::map<std::string, std::string> labels;
    std::map<std::string, std::int64_t> numbers;

    [[nodiscard]] std::string label(const std::string& key) const {
        const auto at = labels.find(key);
        return at == labels.end() ? std::string() : at->second;
    }
};

struct decoded_location {
    std::uint64_t mapping = 0;
    std::uint64_t address = 0;
    std::uint64_t function = 0;
    std::int64_t line = 0;
};

struct decoded_function {
    std::string name;
    std::string file;
};

struct decoded_mapping {
    std::string file;
    std::string build_id;
};

class decoded_profile {
  public:
    explicit decoded_profile(const std::string& gzipped) : bytes_(gunzipped(gzipped)) {
        each(string_table, [this](protozero::pbf_reader& r) { texts_.push_back(r.get_string()); });
        each(sample_type, [this](protozero::pbf_reader& r) { types.push_back(pair_of(r)); });
        each(mapping, [this](protozero::pbf_reader& r) { read_mapping(r.get_message()); });
        each(function, [this](protozero::pbf_reader& r) { read_function(r.get_message()); });
        each(location, [this](protozero::pbf_reader& r) { read_location(r.get_message()); });
        each(sample, [this](protozero::pbf_reader& r) { read_sample(r.get_message()); });
        each(time_nanos, [this](protozero::pbf_reader& r) { time = r.get_int64(); });
        each(duration_nanos, [this](protozero::pbf_reader& r) { duration = r.get_int64(); });
        each(default_type, [this](protozero::pbf_reader& r) { shown_first = text(r.get_int64()); });
    }

    // Returns: the sum of a value, 0 slots and 1 bytes, over samples whose label is so.
    [[nodiscard]] std::int64_t sum(std::size_t value, const std::string& key,
                                   const std::string& label) const {
        std::int64_t all = 0;
        for (const decoded_sample& each : samples) {
            all += each.label(key) == label ? each.values[value] : 0;
        }
        return all;
    }

    std::vector<std::string> types;
    std::vector<decoded_sample> samples;
    std::map<std::uint64_t, decoded_location> locations;
    std::map<std::uint64_t, decoded_function> functions;
    std::map<std::uint64_t, decoded_mapping> mappings;
    std::string shown_first;
    std::int64_t time = 0;
    std::int64_t duration = 0;

  private:
    enum : protozero::pbf_tag_type {
        sample_type = 1,
        sample = 2,
        mapping = 3,
        location = 4,
        function = 5,
        string_table = 6,
        time_nanos = 9,
        duration_nanos = 10,
        default_type = 14,
    };

    template <class Read> void each(protozero::pbf_tag_type tag, Read read) {
        protozero::pbf_reader message(bytes_);
        while (message.next(tag)) {
            read(message);
        }
    }
    [[nodiscard]] const std::string& text(std::int64_t index) const {
        return texts_.at(static_cast<std::size_t>(index));
    }
    [[nodiscard]] std::string pair_of(protozero::pbf_reader& r) const {
        protozero::pbf_reader pair = r.get_message();
        std::string both;
        while (pair.next()) {
            both += (both.empty() ? "" : "/") + text(pair.get_int64());
        }
        return both;
    }
    void read_mapping(protozero::pbf_reader m) {
        std::uint64_t id = 0;
        decoded_mapping made;
        while (m.next()) {
            switch (m.tag()) {
            case 1:
                id = m.get_uint64();
                break;
            case 5:
                made.file = text(m.get_int64());
                break;
            case 6:
                made.build_id = text(m.get_int64());
                break;
            default:
                m.skip();
            }
        }
        mappings[id] = made;
    }
    void read_function(protozero::pbf_reader m) {
        std::uint64_t id = 0;
        decoded_function made;
        while (m.next()) {
            switch (m.tag()) {
            case 1:
                id = m.get_uint64();
                break;
            case 2:
                made.name = text(m.get_int64());
                break;
            case 4:
                made.file = text(m.get_int64());
                break;
            default:
                m.skip();
            }
        }
        functions[id] = made;
    }
    void read_location(protozero::pbf_reader m) {
        std::uint64_t id = 0;
        decoded_location made;
        while (m.next()) {
            switch (m.tag()) {
            case 1:
                id = m.get_uint64();
                break;
            case 2:
                made.mapping = m.get_uint64();
                break;
            case 3:
                made.address = m.get_uint64();
                break;
            case 4: {
                protozero::pbf_reader line = m.get_message();
                while (line.next()) {
                    (line.tag() == 1 ? made.function = line.get_uint64()
                                     : static_cast<std::uint64_t>(made.line = line.get_int64()));
                }
                break;
            }
            default:
                m.skip();
            }
        }
        locations[id] = made;
    }
    void read_sample(protozero::pbf_reader m) {
        decoded_sample made;
        while (m.next()) {
            switch (m.tag()) {
            case 1:
                for (const std::uint64_t id : m.get_packed_uint64()) {
                    EXPECT_TRUE(locations.contains(id));
                    made.locations.push_back(id);
                }
                break;
            case 2:
                for (const std::int64_t value : m.get_packed_int64()) {
                    made.values.push_back(value);
                }
                break;
            default:
                read_label(made, m.get_message());
            }
        }
        samples.push_back(made);
    }
    void read_label(decoded_sample& to, protozero::pbf_reader m) const {
        std::string key;
        while (m.next()) {
            switch (m.tag()) {
            case 1:
                key = text(m.get_int64());
                break;
            case 2:
                EXPECT_TRUE(to.labels.emplace(key, text(m.get_int64())).second);
                break;
            case 3:
                to.numbers[key] = m.get_int64();
                break;
            default:
                m.skip();
            }
        }
    }

    std::string bytes_;
    std::vector<std::string> texts_;
};

} // namespace ebb_tests
