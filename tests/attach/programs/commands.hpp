#pragma once
// A program that does what it is told on standard input, line by line, and answers a line with
// "done" in the end: so those who test it know what it has done, and need not wait for a time.

#include <functional>
#include <iostream>
#include <map>
#include <string>

// Effects: runs the command of each line until the input ends or says quit. Returns: the exit
//   status.
inline int obey(const std::map<std::string, std::function<void()>>& commands) {
    std::cout << "ready" << std::endl;
    for (std::string line; std::getline(std::cin, line) && line != "quit";) {
        const auto found = commands.find(line);
        if (found == commands.end()) {
            std::cerr << "unknown command: " << line << "\n";
            return 2;
        }
        found->second();
        std::cout << "done" << std::endl;
    }
    return 0;
}
