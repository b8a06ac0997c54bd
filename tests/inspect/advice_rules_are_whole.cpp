// The file of rules says something wherever it finds something, and no text has a word that there
// is not.
#include <ebb/inspect/advice.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ebb_tests {
namespace {

struct said {
    std::string condition;
    std::string text;
};

const std::set<std::string> words{
    "key",
#define EBB_WORD(name, text) #name,
#include <ebb/inspect/rules.def>
};

std::multimap<std::string, said> whats() {
    return {
#define EBB_WHAT(detector, condition, text) {#detector, {#condition, text}},
#include <ebb/inspect/rules.def>
    };
}

std::multimap<std::string, said> advices() {
    return {
#define EBB_ADVICE(name, condition, text) {#name, {#condition, text}},
#include <ebb/inspect/rules.def>
    };
}

// In the order of the file, the last one holds always.
void expect_whole(const std::multimap<std::string, said>& texts, const std::string& name) {
    const auto [first, last] = texts.equal_range(name);
    ASSERT_NE(first, last) << name;
    EXPECT_EQ(std::prev(last)->second.condition, "1") << name;
    for (auto each = first; each != last; ++each) {
        const std::string& text = each->second.text;
        EXPECT_EQ(text.back(), '.') << text;
        for (std::size_t open = text.find('{'); open != text.npos;
             open = text.find('{', open + 1)) {
            const std::size_t close = text.find('}', open);
            ASSERT_NE(close, text.npos) << text;
            EXPECT_TRUE(words.contains(text.substr(open + 1, close - open - 1))) << text;
        }
    }
}

TEST(advice_rules, every_detector_has_a_sentence_and_an_advice) {
    const std::multimap<std::string, std::string> advice_of{
#define EBB_DETECTOR(name, condition, is_serious, advice) {#name, #advice},
#include <ebb/inspect/rules.def>
    };
    EXPECT_EQ(advice_of.size(), ebb::inspect::detectors().size());
    for (const auto& [detector, advice] : advice_of) {
        expect_whole(whats(), detector);
        expect_whole(advices(), advice);
    }
}

} // namespace
} // namespace ebb_tests
