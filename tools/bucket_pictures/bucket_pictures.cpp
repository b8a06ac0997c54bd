// Draws the pictures of docs/go_map.md: drives real maps and shows their control words as SVG.
//
//     bucket_pictures FOLDER      writes FOLDER/anatomy.svg and so on

#include "drawing.hpp"
#include "joined.hpp"
#include "scenarios.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

namespace pictures {

namespace {

std::string counted(std::size_t count, std::string_view what) {
    return joined({std::to_string(count), " ", what, count == 1 ? "" : "s"});
}

// "4 buckets + 2 overflow buckets: 25 entries in 48 slots"
std::string summary(const map_view& map) {
    const std::size_t overflow = map.current.overflow_buckets();
    const std::string more =
        overflow == 0 ? "" : joined({" + ", counted(overflow, "overflow bucket")});
    return joined({counted(map.current.chains.size(), "bucket"), more, ": ",
                   std::to_string(map.entries), map.entries == 1 ? " entry in " : " entries in ",
                   counted(map.current.slots(), "slot")});
}

// All chains under each other, overflow to the right. Returns: the lowest y.
int draw_array(drawing& picture, int top, const table_view& table) {
    constexpr int left = 104;
    constexpr int row_height = 36;
    for (std::size_t index = 0; index < table.chains.size(); ++index) {
        picture.text({left - 10, top + 18}, "label", joined({"bucket ", std::to_string(index)}),
                     "end");
        picture.chain({left, top}, table.chains[index], direction::right);
        top += row_height;
    }
    return top;
}

std::string anatomy() {
    const map_view map = plain_map();
    drawing picture("An array of B = 2: four buckets of eight slots",
                    "The top byte of a hash is the tophash byte of its slot, the low two bits "
                    "choose the bucket. Full buckets go on in overflow buckets. Each slot shows "
                    "its tophash byte.");
    constexpr int top = 80;
    picture.text({margin, top - 14}, "head", "the hash of one key, 64 bits");
    picture.frame({104, top}, 92, 26, "used", "a7");
    picture.frame({196, top}, 380, 26, "plain", "54 bits that matter when the array doubles");
    picture.frame({576, top}, 60, 26, "plain", "01");
    picture.text({150, top + 44}, "note", "tophash", "middle");
    picture.text({606, top + 44}, "note", "low B bits: bucket 1", "middle");
    picture.text({margin, top + 82}, "head", summary(map));
    const int bottom = draw_array(picture, top + 98, map.current);
    picture.text({104, bottom + 10}, "note", "home buckets");
    picture.text({362, bottom + 10}, "note", "overflow buckets");
    const int end = picture.legend(
        {margin, bottom + 32}, {slot_state::in_use, slot_state::empty_one, slot_state::empty_rest});
    return std::move(picture).finish(end + 12);
}

std::string deletes() {
    const auto states = chain_losing_entries();
    drawing picture("Three deletes in one chain",
                    "The first two leave empty_one, since slots in use follow. The third takes the "
                    "last entry of the overflow bucket: the run of empty slots that ends the chain "
                    "becomes empty_rest, back into the home bucket. The overflow bucket stays.");
    constexpr std::string_view captions[] = {
        "before: slot 2 was deleted earlier",
        "delete d0: a slot in use follows in the overflow bucket, so empty_one",
        "delete 4e: slot 1 behind it is in use, so empty_one again",
        "delete b2: nothing follows. The whole run becomes empty_rest, back into the home bucket; "
        "slot 2 keeps empty_one",
    };
    int top = 62;
    for (std::size_t i = 0; i < states.size(); ++i) {
        picture.text({margin, top}, "label", captions[i]);
        picture.chain({margin, top + 10}, states[i], direction::right);
        top += 68;
    }
    const int end = picture.legend(
        {margin, top + 2}, {slot_state::in_use, slot_state::empty_one, slot_state::empty_rest});
    return std::move(picture).finish(end + 12);
}

std::string doubling() {
    const map_view map = map_in_a_doubling();
    const std::size_t old_count = map.old->chains.size();
    drawing picture("A doubling under way: B goes from 2 to 3",
                    "Old buckets 0 and 2 are evacuated: their slots carry marks, and their entries "
                    "lie densely in the new buckets of the same index and of that index plus four. "
                    "Old buckets 1 and 3 are still in use.");
    constexpr int columns[] = {102, 376, 646};
    picture.text({columns[0], 70}, "head", "old array");
    picture.text({columns[1], 70}, "head", "new array, x: same index");
    picture.text({columns[2], 70}, "head", "new array, y: index + 4");
    int top = 84;
    for (std::size_t index = 0; index < old_count; ++index) {
        const chain_view& old = map.old->chains[index];
        const chain_view* chains[] = {&old, &map.current.chains[index],
                                      &map.current.chains[index + old_count]};
        const std::size_t numbers[] = {index, index, index + old_count};
        int bottom = top;
        for (int i = 0; i < 3; ++i) {
            picture.text({columns[i] - 7, top + 18}, "label", std::to_string(numbers[i]), "end");
            bottom =
                std::max(bottom, picture.chain({columns[i], top}, *chains[i], direction::down));
        }
        if (is_evacuation_mark(old.front().front())) {
            picture.line({columns[0] + 228, top + 13}, {columns[1] - 20, top + 13}, true);
        }
        if (index == map.nevacuate) {
            picture.text({16, top + 18}, "note", "nevacuate");
        }
        top = bottom + 14;
    }
    const int end =
        picture.legend({margin, top + 8}, {slot_state::in_use, slot_state::evacuated_x,
                                           slot_state::evacuated_y, slot_state::empty_rest,
                                           slot_state::evacuated_empty, slot_state::unwritten});
    return std::move(picture).finish(end + 12);
}

std::string same_size() {
    const before_and_after maps = same_size_growth();
    drawing picture("A same-size growth",
                    "Before: as many overflow buckets as buckets, nearly all of their slots "
                    "deleted. After: the entries lie densely in a new array of as many buckets.");
    picture.text({margin, 66}, "head", joined({"before: ", summary(maps.before)}));
    const int middle = draw_array(picture, 80, maps.before.current);
    picture.text({margin, middle + 24}, "head",
                 joined({"after one insert and one more write: ", summary(maps.after)}));
    const int bottom = draw_array(picture, middle + 38, maps.after.current);
    const int end = picture.legend(
        {margin, bottom + 12}, {slot_state::in_use, slot_state::empty_one, slot_state::empty_rest});
    return std::move(picture).finish(end + 12);
}

// Buckets without bytes, so many to a line, overflow buckets behind all others.
int draw_small(drawing& picture, int top, const table_view& table) {
    const int slots = static_cast<int>(table.chains.front().front().size());
    const int columns = 80 / slots;
    const point step{slots * small_slot.width + 13, small_slot.height + 7};
    int drawn = 0;
    const auto draw = [&](const bucket_view& bucket) {
        picture.bucket({margin + drawn % columns * step.x, top + drawn / columns * step.y}, bucket,
                       small_slot);
        ++drawn;
    };
    for (const chain_view& chain : table.chains) {
        draw(chain.front());
    }
    drawn = (drawn + columns - 1) / columns * columns; // overflow buckets begin a line
    top += small_slot.height / 2;
    for (const chain_view& chain : table.chains) {
        for (std::size_t i = 1; i < chain.size(); ++i) {
            draw(chain[i]);
        }
    }
    return top + (drawn + columns - 1) / columns * step.y;
}

std::string what_is_left() {
    constexpr std::size_t entries = 400;
    constexpr std::size_t left = 4;
    const both_maps maps = maps_that_lost_nearly_all(entries, left);
    drawing picture(
        "What is left of 400 entries when 99 % are deleted",
        joined({"The same commands to both maps, with an insert after every ten deletes. "
                "ebb::go_map still has all its buckets and overflow buckets, ebb::map ",
                counted(maps.ebb.current.chains.size(), "bucket"), "."}));
    picture.text({margin, 68}, "head", joined({"ebb::go_map: ", summary(maps.go)}));
    picture.text({margin, 86}, "note", joined({"when full: ", summary(maps.full_go)}));
    const int middle = draw_small(picture, 98, maps.go.current);
    picture.text({margin, middle + 26}, "head", joined({"ebb::map: ", summary(maps.ebb)}));
    picture.text({margin, middle + 44}, "note", joined({"when full: ", summary(maps.full_ebb)}));
    const int bottom = draw_small(picture, middle + 56, maps.ebb.current);
    const int end = picture.legend(
        {margin, bottom + 16}, {slot_state::in_use, slot_state::empty_one, slot_state::empty_rest},
        small_slot);
    return std::move(picture).finish(end + 14);
}

bool write_file(const std::string& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    if (!file) {
        std::fprintf(stderr, "bucket_pictures: cannot write %s\n", path.c_str());
    }
    return static_cast<bool>(file);
}

} // namespace

} // namespace pictures

int main(int argc, char** argv) {
    if (argc != 2 || std::string_view(argv[1]).empty() || argv[1][0] == '-') {
        std::fprintf(stderr, "bucket_pictures: one argument is needed, the folder to write to\n");
        return 2;
    }
    const std::string folder = std::string(argv[1]) + "/";
    const bool is_written =
        pictures::write_file(folder + "anatomy.svg", pictures::anatomy()) &&
        pictures::write_file(folder + "deletes.svg", pictures::deletes()) &&
        pictures::write_file(folder + "doubling.svg", pictures::doubling()) &&
        pictures::write_file(folder + "same_size.svg", pictures::same_size()) &&
        pictures::write_file(folder + "what_is_left.svg", pictures::what_is_left());
    return is_written ? EXIT_SUCCESS : EXIT_FAILURE;
}
