#pragma once
// A terminal whose screen is filled again and again, or what is not a terminal.

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace ebb::attach {

struct screen_size {
    std::size_t columns = 0; // 0: it is no terminal
    std::size_t rows = 0;
};

class screen {
  public:
    // Effects: where standard output is a terminal, shows an empty screen beside the usual one;
    //   where standard input is one, keys come without Enter.
    explicit screen(std::function<void(std::string_view)> print);
    screen(const screen&) = delete;
    screen& operator=(const screen&) = delete;
    // Effects: as leave().
    ~screen();

    [[nodiscard]] bool is_terminal() const noexcept { return is_terminal_; }
    [[nodiscard]] screen_size size() const noexcept;

    // Effects: puts the text in place of the last one, as many lines as there is room for; what
    //   is no terminal gets it appended.
    void show(const std::string& text);

    // Returns: after so long, or before where `q` was typed or `is_over` says so; whether to go on.
    [[nodiscard]] bool wait(std::chrono::milliseconds time, const std::function<bool()>& is_over);

    // Effects: the terminal is as it was before.
    void leave() noexcept;

  private:
    class raw_input;

    [[nodiscard]] bool is_quit_typed(std::chrono::milliseconds time);

    std::function<void(std::string_view)> print_;
    bool is_terminal_;
    bool has_left_ = false;
    bool takes_keys_ = false;
};

} // namespace ebb::attach
