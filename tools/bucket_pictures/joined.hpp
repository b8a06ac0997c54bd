#pragma once
// Texts one behind the other. (Of `"a" + text` g++ 12 warns wrongly, at -O3: GCC bug 105651.)

#include <initializer_list>
#include <string>
#include <string_view>

namespace pictures {

[[nodiscard]] inline std::string joined(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts) {
        text += part;
    }
    return text;
}

} // namespace pictures
