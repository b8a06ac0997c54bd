// Tables as they exist: columns by their names in any order, by --columns, or by what they look
// like.
#include "trace_reading.hpp"

namespace replay_tests {
namespace {

constexpr trace_format csv = trace_format::csv;

reading read_csv(std::string_view text, const std::string& columns = {}) {
    return read_text(text, {csv, {}, false, columns, {}});
}

std::string refusal_of(const std::string& columns) {
    try {
        static_cast<void>(make_line_format(csv, {{}, columns, {}}));
    } catch (const usage_error& error) {
        return error.what();
    }
    return "";
}

TEST(csv_columns, are_found_by_their_names) {
    const reading got = read_csv("key,op,size,op_count\na,GET,10,1\na,SET,12,1\n");
    EXPECT_EQ(got.error, "");
    EXPECT_THAT(got.requests, ElementsAre("get a bytes 10", "set a bytes 12"));
    EXPECT_THAT(got.notes,
                ElementsAre("columns: op is 'op', key is 'key', size is 'size'; not used: "
                            "'op_count'"));
}

TEST(csv_columns, have_common_names) {
    for (const char* text :
         {"timestamp,operation,object_id,bytes\n5,read,k,3\n",
          "TS,Command,Obj_Id,Size\n5,GET,k,3\n", "size,lbn,time\n3,k,5\n",
          "datetime,url,response_size\n5,k,3\n",
          "relative_unix\thashed_host_path_query\timage_type\tresponse_size\n5\tk\tjpeg\t3\n",
          "\"time\";\"id\";\"length\"\n\"5\";\"k\";\"3\"\n"}) {
        const reading got = read_csv(text);
        EXPECT_EQ(got.error, "") << text;
        EXPECT_THAT(got.requests, ElementsAre("get k @0 bytes 3")) << text;
    }
}

TEST(csv_columns, are_the_best_of_several_that_have_a_name) {
    const reading got = read_csv("id,type,op,key,date,time\n1,x,set,k,2020-01-01,7\n");
    EXPECT_THAT(got.requests, ElementsAre("set k @0"));
    EXPECT_THAT(
        got.notes,
        ElementsAre("columns: time is 'time', op is 'op', key is 'key'; not used: 'id', 'type', "
                    "'date'",
                    "times are taken as seconds"));
}

TEST(csv_columns, have_semicolons_tabs_or_blanks_between) {
    EXPECT_THAT(read_csv("time;op;key\n1;set;a,b\n2;get;a,b\n").requests,
                ElementsAre("set a,b @0", "get a,b @1"));
    EXPECT_THAT(read_csv("time\top\tkey\n1\tset\ta b\n").requests, ElementsAre("set a b @0"));
    EXPECT_THAT(read_csv("1 17 512\n2   18 512\n 3 17 512\n").requests,
                ElementsAre("get 17 @0 bytes 512", "get 18 @1 bytes 512", "get 17 @2 bytes 512"));
    EXPECT_THAT(read_csv("1 17 512 7 8\n2 18 512 9 9\n").requests,
                ElementsAre("get 17 @0 bytes 512", "get 18 @1 bytes 512"));
    EXPECT_THAT(read_csv("1\tget\tk\n").requests, ElementsAre("get k @0"));
}

TEST(csv_columns, are_guessed_where_they_have_no_names) {
    const std::pair<const char*, const char*> texts[] = {
        {"1,17,512\n", "get 17 @0 bytes 512"},
        {"1,17\n", "get 17 @0"},
        {"get,k\n", "get k"},
        {"k,set\n", "set k"},
        {"1,k,del\n", "erase k @0"},
        {"2023-10-10T13:00:00Z,k\n", "get k @0"},
    };
    for (const auto& [text, request] : texts) {
        const reading got = read_csv(text);
        EXPECT_EQ(got.error, "") << text;
        EXPECT_THAT(got.requests, ElementsAre(request)) << text;
        EXPECT_FALSE(got.notes.empty()) << text;
    }
    for (const char* text : {"a,b,c\n", "1,a,b,get,5\n", "word\n", "1,2,3,4\n"}) {
        EXPECT_THAT(read_csv(text).error,
                    ::testing::StartsWith("trace:1: expected a first line with the columns' names"))
            << text;
    }
}

TEST(csv_columns, may_be_said_in_their_order) {
    EXPECT_THAT(
        read_csv("128166372003061629,hm,0,Read,383,32,331\n128166372013061629,hm,0,Write,5,64,1\n",
                 "time,-,-,op,key,size")
            .requests,
        ElementsAre("get 383 @0 bytes 32", "set 5 @1 bytes 64"));
    const reading got = read_csv("when,who\n1,a\n", "time_ms,key");
    EXPECT_THAT(got.error, ::testing::HasSubstr("expected a time")) << "it is no known name";
    EXPECT_THAT(read_csv("id,key\n1,a\n", "-,key").requests, ElementsAre("get a"));
}

TEST(csv_columns, may_be_said_by_name_or_number) {
    EXPECT_THAT(read_csv("when,who,verb\n1500,a,put\n2500,b,read\n", "time_ms=when,key=who,op=verb")
                    .requests,
                ElementsAre("set a @0", "get b @1"));
    EXPECT_THAT(read_csv("x;5;a\nx;6;b\n", "key=3,time=2").requests,
                ElementsAre("get a @0", "get b @1"));
    EXPECT_THAT(read_csv("when,who\n1,a\n", "key=nobody").error,
                ::testing::StartsWith("trace:1: expected one column with the key"));
    EXPECT_THAT(read_csv("a,b\n", "key=3").error, "trace:1: expected a key, found 'a,b'");
}

TEST(csv_columns, are_said_in_words_that_are_known) {
    const std::string roles =
        "--columns: expected time (or time_s, time_ms, time_us, time_ns), op, key, ttl, size or -, "
        "found ";
    EXPECT_EQ(refusal_of("time,kye"), roles + "'kye'");
    EXPECT_EQ(refusal_of("time,id"), roles + "'id'");
    EXPECT_EQ(refusal_of("time,,key"), roles + "''");
    EXPECT_EQ(refusal_of("time,op"), "--columns: none of them is the key");
    EXPECT_EQ(refusal_of("key,key"), "--columns: 'key' is there twice");
    EXPECT_EQ(refusal_of("key=a,key=b"), "--columns: 'key' is there twice");
    EXPECT_EQ(refusal_of("key=0"),
              "--columns: expected a column's name, or its number from 1 on, found 'key=0'");
    EXPECT_EQ(refusal_of("key="),
              "--columns: expected a column's name, or its number from 1 on, found 'key='");
}

TEST(csv_columns, without_operations_are_known_for_it) {
    EXPECT_FALSE(read_csv("key,size\na,1\n").facts.has_operations);
    EXPECT_TRUE(read_csv("key,op\na,get\n").facts.has_operations);
    EXPECT_FALSE(read_text("a\nb\n").facts.has_operations);
}

TEST(csv_sizes, may_be_missing_and_large) {
    EXPECT_THAT(read_csv("key,size\na,\nb,-\nc,99999999999\nd,1e3\n").requests,
                ElementsAre("get a", "get b", "get c bytes 4294967295", "get d bytes 1000"));
    EXPECT_EQ(read_csv("key,size\na,big\n").error,
              "trace:2: expected a size in bytes, or nothing, found 'big'");
}

TEST(key_lines, are_whole) {
    const reading got =
        read_text("a b\n#c\n# no key\n\nd\n", {trace_format::keys, {}, false, {}, {}});
    EXPECT_THAT(got.requests, ElementsAre("get a b", "get #c", "get d"));
    EXPECT_FALSE(got.facts.has_clock);
    EXPECT_THAT(requests_of("17\n18\n17\n", {{}, true, false, {}, {}}),
                ElementsAre("get 17", "get 18", "get 17"));
}

} // namespace
} // namespace replay_tests
