// A session table that is changed while it is walked.
#include <ebb/map.hpp>

#include <iostream>
#include <string>

int main() {
    ebb::map<std::string, int> sessions; // name -> minutes left
    for (int user = 0; user < 100'000; ++user) sessions["user " + std::to_string(user)] = user % 60;
    std::cout << sessions.size() << " sessions in " << sessions.memory_bytes() << " bytes\n";

    for (auto&& [name, minutes] : sessions.range()) {
        if (minutes == 59)
            sessions.insert({name + " (renewed)", 120}); // may or may not be visited, never twice
        else if (minutes < 50)
            sessions.erase(name); // frees the entry at once
    }
    while (sessions.maintain(64)) {} // what a timer does, a little at a time, in an idle service
    std::cout << sessions.size() << " sessions in " << sessions.memory_bytes() << " bytes\n";
}
