#pragma once
// A profile.proto under construction.
//
// https://github.com/google/pprof/blob/main/proto/profile.proto

#include "pprof/address_space.hpp"
#include "pprof/amounts.hpp"

#include <ebb/inspect/state.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace ebb::inspect {

class profile {
  public:
    explicit profile(long process);

    // Effects: adds a sample. `label`: what the map is called.
    void add(const identity& map, const std::string& label, std::uint64_t slot_bytes,
             const amount_kind& kind, const amount& values);

    // Returns: the message's bytes. `begun`: what a difference counts from; else `ended`.
    [[nodiscard]] std::string encoded(wall_clock::time_point begun, wall_clock::time_point ended);

  private:
    using function_key = std::tuple<std::string, std::string>; // name, file
    using location_key =
        std::tuple<std::uint64_t, std::uint64_t, std::uint64_t>; // address, function, line

    [[nodiscard]] std::int64_t text(std::string_view value);
    [[nodiscard]] std::uint64_t function(const std::string& name, const std::string& file);
    [[nodiscard]] std::uint64_t location(std::uint64_t address, std::uint64_t function,
                                         std::uint64_t line);
    [[nodiscard]] std::uint64_t mapping_of(std::uint64_t address);
    [[nodiscard]] std::uint64_t mapping(const mapped_file& file);
    [[nodiscard]] std::vector<std::uint64_t>
    frames_of(const identity& map, const std::string& label, const amount_kind& kind);
    [[nodiscard]] std::vector<std::uint64_t> stack_of(const identity& map);
    [[nodiscard]] std::string name_of(std::uint64_t address) const;

    address_space space_;
    std::string samples_; // encoded fields of the message, one kind each
    std::string mappings_;
    std::string locations_;
    std::string functions_;
    std::string texts_;
    std::map<std::string, std::int64_t, std::less<>> text_places_;
    std::map<function_key, std::uint64_t> function_ids_;
    std::map<location_key, std::uint64_t> location_ids_;
    std::map<const mapped_file*, std::uint64_t> mapping_ids_;
    std::map<std::tuple<std::uint64_t, std::string, std::string>, std::vector<std::uint64_t>>
        stacks_;
};

} // namespace ebb::inspect
