// What a member takes along, packed.
#include "server/download/download.h"

#include <gtest/gtest.h>
#include <zip.h>

#include <map>

#include "core/view/copy.h"
#include "core/wire/download_csv.h"
#include "core/wire/download_json.h"
#include "server/download/zip.h"
#include "tests/support/builders.h"
#include "tests/support/planted.h"

namespace samtycke::server {
namespace {

// By libzip's own reader, with all of its checks.
std::map<std::string, std::string> unzipped(const std::string& bytes) {
  std::map<std::string, std::string> files;
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, nullptr);
  if (archive == nullptr) {
    zip_source_free(source);
    ADD_FAILURE() << "this is no zip file";
    return files;
  }
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
    const auto index = static_cast<zip_uint64_t>(i);
    zip_stat_t about;
    zip_stat_index(archive, index, 0, &about);
    zip_file_t* file = zip_fopen_index(archive, index, 0);
    std::string text(about.size, '\0');
    EXPECT_EQ(zip_fread(file, text.data(), text.size()), static_cast<zip_int64_t>(text.size()));
    EXPECT_EQ(zip_fclose(file), 0) << about.name;
    files[about.name] = text;
  }
  zip_close(archive);
  return files;
}

const Instant now = support::at("2026-03-14T23:30:00Z");

class Downloads : public ::testing::Test {
 protected:
  std::optional<Download> made(DownloadFormat format) const {
    return make_download(format, file_, setting_);
  }

  notice::Notice notice_ = support::small_notice();
  notice::Offers offers_;
  notice::EarlierTexts earlier_;
  std::vector<view::Words> words_ = {{support::english(), {{"path.data", "my-data"}}}};
  view::Setting setting_{notice_, offers_, earlier_, words_[0], words_, now, {}};
  consent::MemberFile file_ = support::planted_member(notice_);
};

TEST_F(Downloads, TheZipFileHoldsTheTablesByteForByte) {
  const auto download = made(DownloadFormat::csv);
  ASSERT_TRUE(download.has_value());
  std::map<std::string, std::string> wanted;
  for (const auto& table : wire::encode_download_csv(file_, notice_, support::english(), now)) {
    wanted[table.name] = table.text;
  }
  EXPECT_EQ(unzipped(download->bytes), wanted);
  EXPECT_EQ(download->media_type, "application/zip");
}

TEST_F(Downloads, AreNamedByTheDayThatTheMemberHas) {
  EXPECT_EQ(made(DownloadFormat::csv)->name, "my-data-2026-03-15.zip");
  const auto json = made(DownloadFormat::json);
  EXPECT_EQ(json->name, "my-data-2026-03-15.json");
  EXPECT_EQ(json->bytes, wire::encode_download(file_, notice_, now));
  EXPECT_EQ(json->media_type, "application/json");
  const auto html = made(DownloadFormat::html);
  EXPECT_EQ(html->name, "my-data-2026-03-15.html");
  EXPECT_EQ(html->bytes, view::copy_document(setting_, file_));
  EXPECT_EQ(html->media_type, "text/html; charset=utf-8");
}

TEST(Zip, NamesAndBytesOfAnyKindComeBack) {
  const std::string zeros(100000, '\0');
  const auto bytes = zip({{"å/ö.csv", "a"}, {"empty", ""}, {"zeros", zeros}}, now);
  ASSERT_TRUE(bytes.has_value());
  const std::map<std::string, std::string> wanted = {
      {"å/ö.csv", "a"}, {"empty", ""}, {"zeros", zeros}};
  EXPECT_EQ(unzipped(*bytes), wanted);
  EXPECT_LT(bytes->size(), 2000U) << "it is packed";
}

TEST(Zip, TwoFilesOfOneNameAreRefused) {
  EXPECT_FALSE(zip({{"a", "1"}, {"a", "2"}}, now).has_value());
}

}  // namespace
}  // namespace samtycke::server
