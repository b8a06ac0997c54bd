#include "table.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace ebb_tests {

namespace {

using nlohmann::json;

const json& table() {
    static const json read = [] {
        std::ifstream file(EBB_GUARANTEES_JSON);
        return json::parse(file);
    }();
    return read;
}

// A claim is one word, or one for every case.
std::string claim(const json& value, std::string_view which) {
    return value.is_object() ? value.at(std::string(which)) : value;
}

std::vector<std::string> calls_of(const json& row, std::string_view container) {
    std::vector<std::string> calls = row.at("calls");
    if (container == "map" && row.contains("calls_of_map")) {
        const std::vector<std::string> more = row.at("calls_of_map");
        calls.insert(calls.end(), more.begin(), more.end());
    }
    return calls;
}

guarantee_row read_row(const json& row, std::string_view container, std::string_view policy) {
    const json& guarantee = row.at("guarantee");
    const json& declared = row.at("noexcept");
    return {.id = row.at("group").get<std::string>() + ": " + row.at("name").get<std::string>(),
            .calls = calls_of(row, container),
            .complexity = row.at("complexity"),
            .throws = row.at("throws"),
            .guarantee = claim(guarantee, "otherwise"),
            .guarantee_if_functions_throw = claim(guarantee, "functions"),
            .terminates = row.value("terminates", std::set<std::string>()),
            .says_noexcept = declared.is_boolean(),
            .is_noexcept = declared.is_boolean() && declared.get<bool>(),
            .references = claim(row.at("references"), policy),
            .iterators = claim(row.at("iterators"), policy),
            .walks = row.at("walks"),
            .moves = claim(row.at("moves"), policy),
            .allocates = claim(row.at("allocates"), policy),
            .threads = row.at("threads")};
}

std::set<std::string> words_in(const json& value) {
    std::set<std::string> words;
    if (value.is_string()) {
        words.insert(value.get<std::string>());
    } else {
        for (const json& part : value) {
            words.merge(words_in(part));
        }
    }
    return words;
}

} // namespace

std::vector<guarantee_row> rows_about(std::string_view container, std::string_view policy) {
    std::vector<guarantee_row> rows;
    for (const json& row : table().at("operations")) {
        const std::set<std::string> containers = row.at("of");
        if (containers.contains(std::string(container))) {
            rows.push_back(read_row(row, container, policy));
        }
    }
    return rows;
}

std::vector<std::string> words_out_of_place() {
    std::vector<std::string> wrong;
    for (const auto& [column, meanings] : table().at("words").items()) {
        std::set<std::string> used;
        for (const json& row : table().at("operations")) {
            used.merge(words_in(row.at(column)));
        }
        std::set<std::string> known;
        for (const auto& meaning : meanings.items()) {
            known.insert(meaning.key());
        }
        std::set_symmetric_difference(used.begin(), used.end(), known.begin(), known.end(),
                                      std::back_inserter(wrong));
    }
    return wrong;
}

} // namespace ebb_tests
