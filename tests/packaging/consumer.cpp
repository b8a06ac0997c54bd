// What every consumer runs: uses a map and prints the version that it was compiled with.
#include <ebb/map.hpp>
#include <ebb/version.hpp>

#include <iostream>

int main() {
    ebb::map<int, int> squares;
    for (int i = 0; i < 1000; ++i) squares.insert({i, i * i});
    std::cout << ebb::version << '\n';
    return squares.size() == 1000 && squares.find(31)->second == 961 ? 0 : 1;
}
