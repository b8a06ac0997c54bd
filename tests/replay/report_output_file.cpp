// An output file is there whole or not at all.
#include "report/output_file.hpp"

#include "error.hpp"
#include "temporary_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <sys/stat.h>

namespace replay_tests {
namespace {

using replay::output_file;

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::ptrdiff_t files_in(const temporary_folder& folder) {
    return std::distance(std::filesystem::directory_iterator(folder.path("")), {});
}

unsigned mode_of(const std::string& path) {
    struct stat found {};
    return ::stat(path.c_str(), &found) == 0 ? found.st_mode & 07777U : 0;
}

std::string failure_at(const std::string& path, const std::string& text = "") {
    try {
        output_file(path).keep(text);
    } catch (const replay::failure& error) {
        return error.what();
    }
    return "no failure";
}

TEST(report_output_file, holds_what_is_kept) {
    const temporary_folder folder;
    std::string text(3'000'000, 'x');
    text.push_back('\0');
    text.append("end");
    output_file(folder.path("report.json")).keep(text);
    EXPECT_TRUE(content_of(folder.path("report.json")) == text);
    EXPECT_EQ(files_in(folder), 1);
}

TEST(report_output_file, is_not_there_until_it_is_kept) {
    const temporary_folder folder;
    output_file file(folder.path("report.json"));
    EXPECT_FALSE(std::filesystem::exists(folder.path("report.json")));
    file.keep("text");
    EXPECT_EQ(content_of(folder.path("report.json")), "text");
}

TEST(report_output_file, leaves_nothing_unless_it_is_kept) {
    const temporary_folder folder;
    { const output_file file(folder.path("report.json")); }
    EXPECT_EQ(files_in(folder), 0);
}

TEST(report_output_file, leaves_an_older_file_until_it_is_kept) {
    const temporary_folder folder;
    const std::string path = folder.write("report.json", "an older report, and a longer one");
    { const output_file file(path); }
    EXPECT_EQ(content_of(path), "an older report, and a longer one");
    output_file(path).keep("new");
    EXPECT_EQ(content_of(path), "new");
    EXPECT_EQ(files_in(folder), 1);
}

TEST(report_output_file, has_the_mode_that_other_new_files_have) {
    const temporary_folder folder;
    for (const mode_t mask : {0U, 022U, 027U, 077U}) {
        const mode_t before = ::umask(mask);
        output_file(folder.path("report.json")).keep("text");
        EXPECT_EQ(::umask(before), mask) << "the mask is as it was";
        EXPECT_EQ(mode_of(folder.path("report.json")), 0666U & ~mask);
    }
}

TEST(report_output_file, needs_its_folder_at_once) {
    const temporary_folder folder;
    const std::string path = folder.path("missing/report.json");
    EXPECT_EQ(failure_at(path), path + ": can't be written: No such file or directory");
    EXPECT_THROW(output_file{path}, replay::failure) << "before there is anything to keep";
}

TEST(report_output_file, is_no_folder) {
    const temporary_folder folder;
    EXPECT_EQ(failure_at(folder.path("")), folder.path("") + ": can't be written: Is a directory");
}

TEST(report_output_file, writes_to_devices_in_place) {
    EXPECT_EQ(failure_at("/dev/null", "text"), "no failure");
    EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

TEST(report_output_file, tells_when_there_is_no_room) {
    EXPECT_EQ(failure_at("/dev/full", "text"),
              "/dev/full: can't be written: No space left on device");
}

TEST(report_output_file, goes_where_a_link_points) {
    const temporary_folder folder;
    const std::string target = folder.write("target.json", "older");
    std::filesystem::create_symlink("target.json", folder.path("link.json"));
    output_file(folder.path("link.json")).keep("new");
    EXPECT_TRUE(std::filesystem::is_symlink(folder.path("link.json")));
    EXPECT_EQ(content_of(target), "new");
}

TEST(report_output_file, goes_where_a_link_points_that_leads_to_no_file_yet) {
    const temporary_folder folder;
    std::filesystem::create_symlink("target.json", folder.path("near.json"));
    std::filesystem::create_symlink(folder.path("near.json"), folder.path("far.json"));
    output_file(folder.path("far.json")).keep("new");
    EXPECT_TRUE(std::filesystem::is_symlink(folder.path("far.json")));
    EXPECT_TRUE(std::filesystem::is_symlink(folder.path("near.json")));
    EXPECT_EQ(content_of(folder.path("target.json")), "new");
}

TEST(report_output_file, goes_nowhere_by_links_that_lead_to_each_other) {
    const temporary_folder folder;
    std::filesystem::create_symlink("two", folder.path("one"));
    std::filesystem::create_symlink("one", folder.path("two"));
    EXPECT_EQ(failure_at(folder.path("one")),
              folder.path("one") + ": can't be written: Too many levels of symbolic links");
}

} // namespace
} // namespace replay_tests
