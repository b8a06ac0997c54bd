#include "drawing.hpp"

#include "joined.hpp"

#include <array>
#include <cstddef>

namespace pictures {

namespace {

struct state_look {
    std::string_view style;
    std::string_view example; // the byte shown in the legend
    std::string_view words;
};

constexpr std::array<state_look, 7> looks{{
    {"used", "a7", "in use"},
    {"one", "01", "empty_one: deleted"},
    {"rest", "00", "empty_rest: nothing follows"},
    {"gone x", "02", "evacuated_x: moved, same index"},
    {"gone y", "03", "evacuated_y: moved, upper half"},
    {"gone none", "04", "evacuated_empty: was empty"},
    {"unwritten", "", "not filled yet"},
}};

const state_look& look_of(slot_state state) { return looks[static_cast<std::size_t>(state)]; }

slot_state state_of(std::uint8_t tophash) {
    constexpr std::array<slot_state, 5> marks{slot_state::empty_rest, slot_state::empty_one,
                                              slot_state::evacuated_x, slot_state::evacuated_y,
                                              slot_state::evacuated_empty};
    return tophash < marks.size() ? marks[tophash] : slot_state::in_use;
}

std::string hex(std::uint8_t byte) {
    constexpr std::string_view digits = "0123456789abcdef";
    return {digits[byte >> 4U], digits[byte & 15U]};
}

std::string escaped(std::string_view words) {
    std::string result;
    for (const char c : words) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        default:
            result += c;
        }
    }
    return result;
}

std::string attribute(std::string_view name, std::string_view value) {
    return joined({" ", name, "=\"", value, "\""});
}

std::string attribute(std::string_view name, int value) {
    return attribute(name, std::to_string(value));
}

// Fill, outline and pattern of every state in light and in dark.
constexpr std::string_view style_sheet = R"svg(<style>
text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: #1f2328 }
.title { font-size: 17px; font-weight: 600 }
.head { font-size: 14px; font-weight: 600 }
.label { font-size: 13px }
.note { font-size: 12px; fill: #59636e }
.code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 13px }
.page { fill: #ffffff; stroke: #d1d9e0 }
.line { stroke: #59636e; stroke-width: 1.5; fill: none }
.tip { fill: #59636e }
.plain { fill: #eef1f4; stroke: #818b98 }
.used { fill: #0072b2; stroke: #00486f }
.one { fill: url(#hatch); stroke: #9a6a00 }
.rest { fill: #ffffff; stroke: #818b98 }
.gone { stroke-dasharray: 3 2 }
.x { fill: #cfe8f8; stroke: #2b7fb5 }
.y { fill: #bfe5d8; stroke: #00795a }
.none { fill: #e4e6e9; stroke: #818b98 }
.unwritten { fill: none; stroke: #b6bfc9; stroke-dasharray: 1 3 }
text.on-used { fill: #ffffff }
.hatch-ground { fill: #fbe3b0 }
.hatch-line { stroke: #e69f00; stroke-width: 2 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
.note { fill: #9da7b3 }
.page { fill: #0d1117; stroke: #3d444d }
.line { stroke: #9da7b3 }
.tip { fill: #9da7b3 }
.plain { fill: #21262d; stroke: #6e7681 }
.used { fill: #56b4e9; stroke: #a9d9f4 }
.one { stroke: #e69f00 }
.rest { fill: #0d1117; stroke: #6e7681 }
.x { fill: #123a56; stroke: #56b4e9 }
.y { fill: #0b4434; stroke: #35c39b }
.none { fill: #2a3038; stroke: #6e7681 }
.unwritten { stroke: #57606a }
text.on-used { fill: #06131c }
.hatch-ground { fill: #3a2a05 }
.hatch-line { stroke: #8a6410 }
}
</style>
<defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect class="hatch-ground" width="6" height="6"/><line class="hatch-line" x1="0" y1="0" x2="0" y2="6"/>
</pattern>
<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto">
<path class="tip" d="M0 0 8 4 0 8z"/>
</marker>
</defs>
)svg";

} // namespace

drawing::drawing(std::string_view title, std::string_view description)
    : title_(title), description_(description) {
    text({margin, 36}, "title", title);
}

void drawing::text(point at, std::string_view style, std::string_view words,
                   std::string_view anchor) {
    body_ += joined({"<text", attribute("class", style), attribute("x", at.x), attribute("y", at.y),
                     anchor == "start" ? std::string() : attribute("text-anchor", anchor), ">",
                     escaped(words), "</text>\n"});
}

void drawing::frame(point corner, int width, int height, std::string_view style,
                    std::string_view words) {
    body_ += joined({"<rect", attribute("class", style), attribute("x", corner.x),
                     attribute("y", corner.y), attribute("width", width),
                     attribute("height", height), "/>\n"});
    if (!words.empty()) {
        text({corner.x + width / 2, corner.y + height / 2 + 5},
             style == "used" ? "code on-used" : "code", words, "middle");
    }
}

void drawing::line(point from, point to, bool is_arrow) {
    body_ += joined({"<line class=\"line\"", attribute("x1", from.x), attribute("y1", from.y),
                     attribute("x2", to.x), attribute("y2", to.y),
                     is_arrow ? " marker-end=\"url(#tip)\"" : "", "/>\n"});
}

void drawing::slot(point corner, slot_state state, std::string_view byte, slot_size size) {
    frame(corner, size.width, size.height, look_of(state).style,
          size.holds_text() ? byte : std::string_view());
}

void drawing::bucket(point corner, const bucket_view& bytes, slot_size size) {
    constexpr int slots_unwritten = 8;
    for (int i = 0; bytes.empty() && i < slots_unwritten; ++i) {
        slot({corner.x + i * size.width, corner.y}, slot_state::unwritten, "", size);
    }
    for (const std::uint8_t byte : bytes) {
        slot(corner, state_of(byte), hex(byte), size);
        corner.x += size.width;
    }
}

int drawing::chain(point corner, const chain_view& chain, direction overflow) {
    constexpr int gap = 34;
    constexpr int indent = 14;
    const int middle = large_slot.height / 2;
    for (std::size_t i = 0; i < chain.size(); ++i) {
        if (i > 0 && overflow == direction::right) {
            const int end = corner.x + static_cast<int>(chain[i - 1].size()) * large_slot.width;
            line({end + 2, corner.y + middle}, {end + gap - 2, corner.y + middle}, true);
            corner.x = end + gap;
        } else if (i > 0) {
            const int top = corner.y + large_slot.height;
            corner.y = top + 6;
            line({corner.x + 5, top}, {corner.x + 5, corner.y + middle});
            line({corner.x + 5, corner.y + middle}, {corner.x + indent, corner.y + middle}, true);
            corner.x += indent;
        }
        bucket(corner, chain[i]);
    }
    return corner.y + large_slot.height;
}

int drawing::legend(point corner, std::initializer_list<slot_state> states, slot_size size) {
    constexpr int columns = 3;
    constexpr int column_width = (picture_width - 2 * margin) / columns;
    const int row_height = size.height + 8;
    int at = 0;
    for (const slot_state state : states) {
        const state_look& look = look_of(state);
        const point where{corner.x + at % columns * column_width,
                          corner.y + at / columns * row_height};
        slot(where, state, look.example, size);
        text({where.x + size.width + 8, where.y + size.height / 2 + 4}, "note", look.words);
        ++at;
    }
    return corner.y + (at + columns - 1) / columns * row_height;
}

std::string drawing::finish(int height) && {
    const std::string box =
        joined({"0 0 ", std::to_string(picture_width), " ", std::to_string(height)});
    return joined({
        "<svg xmlns=\"http://www.w3.org/2000/svg\"",
        attribute("width", picture_width),
        attribute("height", height),
        attribute("viewBox", box),
        " role=\"img\" aria-labelledby=\"title description\">\n",
        "<!-- Made by tools/bucket_pictures out of the control words of a map. -->\n",
        "<title id=\"title\">",
        escaped(title_),
        "</title>\n<desc id=\"description\">",
        escaped(description_),
        "</desc>\n",
        style_sheet,
        "<rect class=\"page\" x=\"1\" y=\"1\"",
        attribute("width", picture_width - 2),
        attribute("height", height - 2),
        " rx=\"8\"/>\n",
        body_,
        "</svg>\n",
    });
}

} // namespace pictures
