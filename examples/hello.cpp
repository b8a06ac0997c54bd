// A session table that is changed while it is walked, and gives its memory back.
#include <ebb/map.hpp>

#include <iostream>
#include <string>

int main() {
    // [readme]
    ebb::map<std::string, int> sessions; // name -> minutes left
    for (int user = 0; user < 100'000; ++user) sessions["user " + std::to_string(user)] = user % 60;

    for (auto&& [name, minutes] : sessions.range()) {
        if (minutes == 59)
            sessions.try_emplace(name + " (renewed)", 120); // while walking: fine
        else if (minutes < 50)
            sessions.erase(name); // this too
    }
    while (sessions.maintain(64)) { // what a timer does in an idle service, a little at a time
    }
    std::size_t bytes = sessions.memory_bytes(); // exact, and less than before
    // [readme]
    std::cout << sessions.size() << " sessions in " << bytes << " bytes\n";
}
