#pragma once
// Checks JSON against docs/inspect.schema.json, as far as that schema uses JSON Schema.

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

class schema_check {
  public:
    schema_check() : schema_(nlohmann::json::parse(std::ifstream(EBB_INSPECT_SCHEMA))) {}

    // Returns: what is wrong with it, as a definition of the schema; empty: nothing.
    [[nodiscard]] std::string fault_of(const std::string& text,
                                       const std::string& definition) const {
        const auto value = nlohmann::json::parse(text, nullptr, false);
        return value.is_discarded() ? "this is not JSON"
                                    : fault(value, schema_["$defs"].at(definition), definition);
    }

  private:
    using json = nlohmann::json;

    [[nodiscard]] std::string fault(const json& value, const json& rule,
                                    const std::string& where) const {
        if (rule.contains("$ref")) {
            const json::json_pointer target(rule["$ref"].get<std::string>().substr(1));
            return fault(value, schema_.at(target), where);
        }
        if (rule.contains("oneOf")) {
            return fault_of_one(value, rule["oneOf"], where);
        }
        if (rule.contains("const") && value != rule["const"]) {
            return where + " is another value: " + value.dump();
        }
        if (rule.contains("enum") && rule["enum"] != json() && !contains(rule["enum"], value)) {
            return where + " is none of the values: " + value.dump();
        }
        if (rule.contains("type") && !is_of_type(value, rule["type"])) {
            return where + " has another type: " + value.dump();
        }
        if (rule.contains("minimum") && value.is_number() && value < rule["minimum"]) {
            return where + " is too small: " + value.dump();
        }
        return value.is_object()  ? fault_of_members(value, rule, where)
               : value.is_array() ? fault_of_items(value, rule, where)
                                  : "";
    }

    [[nodiscard]] std::string fault_of_one(const json& value, const json& rules,
                                           const std::string& where) const {
        std::string first;
        for (const json& rule : rules) {
            const std::string found = fault(value, rule, where);
            if (found.empty()) {
                return "";
            }
            first = found;
        }
        return first;
    }

    [[nodiscard]] std::string fault_of_members(const json& value, const json& rule,
                                               const std::string& where) const {
        for (const auto& [name, member] : value.items()) {
            if (!rule["properties"].contains(name)) {
                return where + "." + name + " is not documented";
            }
            const std::string found = fault(member, rule["properties"][name], where + "." + name);
            if (!found.empty()) {
                return found;
            }
        }
        for (const json& name : rule["required"]) {
            if (!value.contains(name)) {
                return where + "." + name.get<std::string>() + " is missing";
            }
        }
        return "";
    }

    [[nodiscard]] std::string fault_of_items(const json& value, const json& rule,
                                             const std::string& where) const {
        if (value.size() < rule.value("minItems", std::size_t{0}) ||
            value.size() > rule.value("maxItems", value.size())) {
            return where + " has another number of items: " + std::to_string(value.size());
        }
        for (const json& item : value) {
            const std::string found =
                rule.contains("items") ? fault(item, rule["items"], where + "[]") : "";
            if (!found.empty()) {
                return found;
            }
        }
        return "";
    }

    static bool contains(const json& list, const json& value) {
        return std::find(list.begin(), list.end(), value) != list.end();
    }

    static bool is_of_type(const json& value, const json& type) {
        if (type.is_array()) {
            return std::any_of(type.begin(), type.end(),
                               [&](const json& each) { return is_of_type(value, each); });
        }
        return (type == "null" && value.is_null()) || (type == "string" && value.is_string()) ||
               (type == "boolean" && value.is_boolean()) ||
               (type == "integer" && value.is_number_integer()) ||
               (type == "number" && value.is_number()) || (type == "array" && value.is_array()) ||
               (type == "object" && value.is_object());
    }

    json schema_;
};
