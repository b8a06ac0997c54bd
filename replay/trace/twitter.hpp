#pragma once
// The traces of Twitter's cache clusters (Yang, Yue, Vinayak, OSDI 2020): a line each
//
//     timestamp,key,key size,value size,client id,operation,TTL
//
// with times in whole seconds and sizes in bytes. Keys are text and may contain commas.
//
//     get gets               get
//     set replace cas        set: a new value with a time to live of its own
//     add                    add
//     delete                 erase
//     append prepend         get: they change a value that is there and neither store an entry nor
//     incr decr                   touch its time to live; to the map they are lookups
//
// That replace and cas have found their key is taken for granted: a trace begins with a full
// cache, a replay with an empty one.

#include "trace/line_format.hpp"

#include <string_view>

namespace replay {

class twitter_format final : public line_format {
  public:
    explicit twitter_format(bool has_numeric_keys) : line_format(has_numeric_keys, true) {}

  protected:
    [[nodiscard]] line_kind read_line(std::string_view line, request& to) override;
};

} // namespace replay
