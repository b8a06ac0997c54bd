#pragma once
// A record of ebb_registry made by hand, so that the debugger's part of the registry is tested
// without the library that keeps it.

#include <ebb/inspect/registry.hpp>
#include <ebb/misuse.hpp>
#include <ebb/table/fields.hpp>

#include <deque>
#include <string>
#include <type_traits>

namespace debugger_tests {

class records {
  public:
    // Requires: name stays.
    template <class Map> void watch(Map& map, const char* name) {
        auto& engine = ebb::table::map_access::engine(map);
        using engine_type = std::remove_cvref_t<decltype(engine)>;
        fields_.push_back(ebb::table::fields<engine_type>::of(engine));
        types_.push_back(std::string(ebb::type_name<Map>()));
        types_.push_back(std::string(ebb::type_name<typename Map::key_type>()));
        ebb::inspect::registry_record record{};
        record.next = ebb_registry.first;
        record.id = ++ebb_registry.count;
        record.engine = &engine;
        record.fields = &fields_.back();
        record.name = name;
        record.map_type = types_[types_.size() - 2].c_str();
        record.key_type = types_.back().c_str();
        record.value_type = record.policy = "";
        ebb_registry.first = &records_.emplace_back(record);
    }

  private:
    std::deque<ebb::inspect::registry_record> records_; // addresses stay
    std::deque<ebb::table::engine_fields> fields_;
    std::deque<std::string> types_;
};

} // namespace debugger_tests
