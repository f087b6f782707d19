#include "server/config/places.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

namespace samtycke::server {
namespace {

namespace fs = std::filesystem;

class Places_ : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("samtycke-places-" + std::to_string(::getpid()));
    fs::create_directories(folder_ / "assets/text");
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path folder_;
};

TEST_F(Places_, AnAssetsFolderInTheCurrentFolderWins) {
  const auto places = settle(Places{}, folder_.string());
  ASSERT_TRUE(places.ok());
  EXPECT_EQ(places.value().assets, (folder_ / "assets").string());
  EXPECT_EQ(places.value().notice, (folder_ / "assets/notice/hemtex").string());
  EXPECT_EQ(places.value().db, "sqlite:" + (folder_ / "data/samtycke.db").string());
}

TEST_F(Places_, ARelativePathIsTakenFromTheFolderOfTheCallAndAnAbsoluteOneIsKept) {
  Places asked;
  asked.db = "sqlite:club/members.db";
  asked.notice = "/etc/samtycke/notice";
  const auto places = settle(asked, folder_.string());
  ASSERT_TRUE(places.ok());
  EXPECT_EQ(places.value().db, "sqlite:" + (folder_ / "club/members.db").string());
  EXPECT_EQ(places.value().notice, "/etc/samtycke/notice");
}

TEST_F(Places_, AnUnknownKindOfDatabaseIsRefusedInOneLine) {
  Places asked;
  asked.db = "oracle:club";
  const auto places = settle(asked, folder_.string());
  ASSERT_FALSE(places.ok());
  EXPECT_EQ(places.reason().line.find('\n'), std::string::npos);
  EXPECT_NE(places.reason().line.find("--db"), std::string::npos);
}

TEST_F(Places_, AnAssetsFolderThatIsNotThereIsRefusedByName) {
  Places asked;
  asked.assets = "nowhere";
  const auto places = settle(asked, folder_.string());
  ASSERT_FALSE(places.ok());
  EXPECT_NE(places.reason().line.find("nowhere"), std::string::npos);
}

TEST(AdminSocketPath, LiesBesideTheDatabase) {
  EXPECT_EQ(admin_socket_path("sqlite:/srv/club.db"), "/srv/club.db.admin");
}

}  // namespace
}  // namespace samtycke::server
