// Lines with random changes are read or refused, in every format; nothing else happens.
#include "support/random_source.hpp"
#include "trace_compression.hpp"
#include "trace_reading.hpp"

#include <iterator>

namespace replay_tests {
namespace {

using ebb_tests::random_source;

constexpr std::string_view samples[] = {
    "5 1 0 0\n100 3 0 1\n",
    "100,q:q:1:8WTf,12,213,4,get,0\n101,a,b,3,1,4,set,60\n",
    "h - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1\n",
    "OK\n1.5 [1 [::1]:49066] \"mset\" \"a\\x00\" \"b\\\"\" \"c\" \"d\"\n1.6 [0 lua] \"set\" \"k\" "
    "\"v\" \"ex\" \"5\"\n",
    "time,op,key,ttl\n1.5,set,\"a,\"\"b\",60\n2,get,a,\n",
    "timestamp_ms;object_id;size;what\n1700000000000;a;5;\n1700000000001;b;;x\n",
    "1 17 512\n2 18 512\n",
    "17\n18\n",
    "v.org:443 192.0.2.1 - - [17/May/2015:10:05:03.5 +0000] \"GET /\" 200 1 \"-\" \"192.0.2.9\"\n",
    "{\"ts\":1.5,\"request\":{\"remote_ip\":\"192.0.2.1\"}}\n{\"log\":\"h - - [\"}\n",
    "#Fields: date time c-ip\n2023-10-10 13:00:00 192.0.2.1\n",
    "http 2018-07-02T22:23:00.186641Z app/lb/5 192.0.2.1:2817 10.0.0.1:80 0 \"GET\"\n",
    "1.0 [0 lua] \"rename\" \"a\" \"b\"\n1.0 [0 lua] \"flushall\"\n1.0 [0 lua] \"swapdb\" \"0\" "
    "\"1\"\n",
};

std::string changed(std::string text, random_source& random) {
    constexpr std::string_view common = "\n\r\" ,[]0:\\x-#";
    for (std::size_t changes = random.below(4); changes != 0 && !text.empty(); --changes) {
        const std::size_t at = random.below(text.size());
        const char byte = random.one_in(2) ? common[random.below(common.size())]
                                           : static_cast<char>(random.below(256));
        switch (random.below(4)) {
        case 0:
            text[at] = byte;
            break;
        case 1:
            text.insert(at, 1, byte);
            break;
        case 2:
            text.erase(at, 1 + random.below(5));
            break;
        default:
            text.insert(at, text.substr(random.below(text.size()), random.below(40)));
            break;
        }
    }
    return text;
}

TEST(random_text, is_read_or_refused) {
    random_source random;
    for (int round = 0; round < 4'000; ++round) {
        std::string text = changed(std::string(samples[random.below(std::size(samples))]), random);
        if (random.one_in(8)) text = changed(gzip_of(text), random);
        if (random.one_in(8)) text = changed(zstd_of(text), random);
        reading_options options;
        if (!random.one_in(4)) {
            options.format = trace_formats()[random.below(trace_formats().size())].format;
        }
        if (random.one_in(2)) options.numeric_keys = random.one_in(2);
        options.lenient = random.one_in(2);
        if (options.format == trace_format::oracle_general) options.format = std::nullopt;
        const reading got = read_text(text, options);
        std::string said = got.error + got.facts.first_skipped;
        for (const std::string& note : got.notes) {
            said += note;
        }
        for (const char c : said) {
            ASSERT_TRUE(c >= ' ' && c <= '~') << "round " << round << ": " << got.error;
        }
    }
}

} // namespace
} // namespace replay_tests
