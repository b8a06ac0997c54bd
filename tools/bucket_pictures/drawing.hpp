#pragma once
// A picture as SVG, put together from texts, slots, buckets and chains. All lengths are in pixels.
//
// A slot's state is told by its colour (Okabe and Ito's, which the colour-blind can tell apart), by
// a pattern or outline, and where there is room by the tophash byte in it. Two sets of colours: the
// reader's system says whether light or dark is shown. The background is part of the picture.

#include "view.hpp"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace pictures {

inline constexpr int picture_width = 900;
inline constexpr int margin = 24;

struct point {
    int x;
    int y;
};

// How large a slot is drawn; a byte is written into one that is large enough.
struct slot_size {
    int width;
    int height;
    [[nodiscard]] bool holds_text() const noexcept { return width >= 24; }
};
inline constexpr slot_size large_slot{28, 26};
inline constexpr slot_size small_slot{9, 12};

enum class slot_state {
    in_use,
    empty_one,
    empty_rest,
    evacuated_x,
    evacuated_y,
    evacuated_empty,
    unwritten
};

// Where the overflow buckets of a chain are drawn.
enum class direction { right, down };

class drawing {
  public:
    // `title` is shown; `description` is what a reader hears who can't see the picture.
    drawing(std::string_view title, std::string_view description);

    // Styles: "title", "head", "label", "note", "code". Anchors: "start", "middle", "end".
    void text(point at, std::string_view style, std::string_view words,
              std::string_view anchor = "start");
    // A frame with words in its middle.
    void frame(point corner, int width, int height, std::string_view style, std::string_view words);
    void line(point from, point to, bool is_arrow = false);

    void bucket(point corner, const bucket_view& bytes, slot_size size = large_slot);
    // Returns: the lowest y that the chain reaches.
    int chain(point corner, const chain_view& chain, direction overflow);
    // What the states look like, in one line or two. Returns: the lowest y of it.
    int legend(point corner, std::initializer_list<slot_state> states, slot_size size = large_slot);

    // Returns: the file's text. Effects: nothing more can be drawn.
    [[nodiscard]] std::string finish(int height) &&;

  private:
    void slot(point corner, slot_state state, std::string_view byte, slot_size size);

    std::string title_;
    std::string description_;
    std::string body_;
};

} // namespace pictures
