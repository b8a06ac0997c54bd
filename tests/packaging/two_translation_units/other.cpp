// The second translation unit: the same maps as in the first one, so that their code meets at the
// link.
int entries_in_the_other_unit();

int entries_in_the_other_unit() {
    ebb::map<int, int> squares;
    squares.insert({1, 1});
    return static_cast<int>(squares.size());
}
