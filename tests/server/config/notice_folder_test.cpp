// A published version never changes, and is there whole or not at all.
#include "server/config/notice_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "core/notice/earlier.h"
#include "core/proof/sha256.h"
#include "server/cli/notice_check.h"
#include "server/cli/notice_diff.h"
#include "server/cli/notice_publish.h"
#include "server/config/whole_folder.h"

namespace samtycke::server {
namespace {

namespace fs = std::filesystem;

constexpr const char* hemtex = SAMTYCKE_SOURCE_DIR "/assets/notice/hemtex";

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// A copy of the shipped draft in a folder of its own, with nothing published.
class NoticeFolder : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    dir_ = fs::path(testing::TempDir()) /
           ("notice_" + std::string(test->name()) + "_" +
            std::to_string(::testing::UnitTest::GetInstance()->random_seed()));
    fs::remove_all(dir_);
    fs::create_directories(dir_);
    for (const auto& entry : fs::directory_iterator(hemtex)) {
      if (entry.path().extension() == ".json")
        fs::copy_file(entry.path(), dir_ / entry.path().filename());
    }
  }
  void TearDown() override { fs::remove_all(dir_); }

  std::string dir() const { return dir_.string(); }
  fs::path path(const std::string& name) const { return dir_ / name; }

  void replace(const std::string& file, const std::string& from, const std::string& to) {
    std::string text = contents(path(file));
    const std::size_t place = text.find(from);
    ASSERT_NE(place, std::string::npos) << file << " has no " << from;
    text.replace(place, from.size(), to);
    write(file, text);
  }
  void write(const std::string& file, const std::string& text) {
    fs::remove(path(file));  // Published files are read-only.
    std::ofstream(path(file), std::ios::binary) << text;
  }
  void publish_next(int expected) {
    const auto published = publish(dir(), day_);
    ASSERT_TRUE(published.ok()) << published.reason().line;
    EXPECT_EQ(published.value().version, expected);
  }
  // Why the published versions cannot be loaded, as "kind: line" without the folder's name.
  std::string refused() {
    const auto loaded = load_published(dir());
    if (loaded.ok()) return "loaded";
    std::string line = loaded.reason().line;
    for (auto at = line.find(dir()); at != std::string::npos; at = line.find(dir())) {
      line.replace(at, dir().size(), "DIR");
    }
    return line;
  }

  const Day day_ = *parse_day("2026-11-22");
  const Instant now_ = start_of(day_);
  fs::path dir_;
};

TEST_F(NoticeFolder, PublishesOneVersionAfterTheOther) {
  publish_next(1);
  replace("topics.json", "Sova", "Sömn");
  publish_next(2);
  const auto loaded = load_published(dir());
  ASSERT_TRUE(loaded.ok()) << loaded.reason().line;
  ASSERT_EQ(loaded.value().size(), 2U);
  EXPECT_EQ(loaded.value()[0].version, 1);
  EXPECT_EQ(loaded.value()[0].topics[1].name.in(Language("sv")), "Sova");
  EXPECT_EQ(loaded.value()[1].version, 2);
  EXPECT_EQ(loaded.value()[1].published, day_);
  EXPECT_EQ(loaded.value()[1].topics[1].name.in(Language("sv")), "Sömn");
}

TEST_F(NoticeFolder, HashesEveryWordingInEveryLanguage) {
  const auto draft = load_draft(dir());
  ASSERT_TRUE(draft.ok()) << draft.reason().line;
  EXPECT_EQ(draft.value().version, 0);
  std::size_t with_company = 0;
  for (const auto& one : notice::agreeable(draft.value())) {
    for (const auto& [language, text] : one.text->by_language) {
      const bool about_a_cell = with_company++ < 2 * 2 * draft.value().cells.size();
      const std::string shown = about_a_cell ? text + "\n" + std::string(one.company) : text;
      EXPECT_EQ(one.sha256->in(language), proof::sha256_hex(shown)) << shown;
    }
  }
}

// The review's own way: a partner's goods become another company's, and not a word beside the switch.
TEST_F(NoticeFolder, SaysThatWhoeverSaidYesToAnotherCompanyMustBeAskedAgain) {
  publish_next(1);
  replace("senders.json", "Exempelsömn Sängar AB", "Helt Annat Bolag AB");
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(notice_diff(dir() + "/published/1", dir(), out, err), Exit::findings);
  for (const char* how : {"by its switch", "by accepting the terms"}) {
    const std::string line = "ask again  cells/partner/email: whoever said yes " +
                             std::string(how) + ", since it is another company now (en, sv)\n";
    EXPECT_NE(out.str().find(line), std::string::npos) << out.str();
  }
  EXPECT_EQ(out.str().find("cells/own/email"), std::string::npos) << out.str();
}

TEST_F(NoticeFolder, HasNothingInForceBeforeItIsPublished) {
  const auto loaded = load_published(dir());
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.reason().kind, NoticeFaultKind::unpublished);
}

TEST_F(NoticeFolder, IsNotPublishedAgainWhenNothingChanged) {
  publish_next(1);
  const auto again = publish(dir(), day_);
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.reason().kind, NoticeFaultKind::unchanged);
  EXPECT_FALSE(fs::exists(path("published/2")));
}

TEST_F(NoticeFolder, IsNotPublishedWhileItIsBroken) {
  replace("topics.json", "\"Sova\"", "\"\"");
  const auto published = publish(dir(), day_);
  ASSERT_FALSE(published.ok());
  EXPECT_EQ(published.reason().kind, NoticeFaultKind::broken);
  EXPECT_NE(published.reason().line.find("topics.json at /topics/1/name/sv: "), std::string::npos)
      << published.reason().line;
  EXPECT_FALSE(fs::exists(path("published")));
}

// A version cannot be mended, so what cannot work must not become one.
TEST_F(NoticeFolder, IsNotPublishedWhileItsCheckFindsAnError) {
  replace("segments.json", R"({"fact": "purchases", "where": "online", "at_most": 0})",
          R"({"fact": "purchases", "months": 12, "where": "shop", "at_most": 0})");
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(notice_publish(dir(), now_, out, err), Exit::findings);
  EXPECT_EQ(err.str(), "samtycke: " + dir() +
                           ": segments/shop_visitors cannot work as written (segment_impossible); "
                           "`samtycke notice check` says why\n");
  EXPECT_FALSE(fs::exists(path("published")));
}

TEST_F(NoticeFolder, RefusesPublishedBytesThatWereChanged) {
  publish_next(1);
  replace("published/1/cells.json", "Hemtex", "Hemtexx");
  EXPECT_EQ(
      refused(),
      "DIR/published/1/cells.json is not what was published; a published version never changes");
  const auto published = publish(dir(), day_);
  ASSERT_FALSE(published.ok());
  EXPECT_EQ(published.reason().kind, NoticeFaultKind::changed);
}

TEST_F(NoticeFolder, RefusesAPublishedFileThatIsGoneOrNew) {
  publish_next(1);
  const std::string topics = contents(path("published/1/topics.json"));
  fs::remove(path("published/1/topics.json"));
  EXPECT_EQ(
      refused(),
      "DIR/published/1/topics.json is not what was published; a published version never changes");
  write("published/1/topics.json", topics);
  EXPECT_EQ(refused(), "loaded");
  write("published/1/note.txt", "Hej");
  EXPECT_EQ(
      refused(),
      "DIR/published/1/note.txt is not what was published; a published version never changes");
  fs::remove(path("published/1/note.txt"));
  fs::remove(path("published/1/SHA256SUMS"));
  EXPECT_EQ(refused(), "DIR/published/1/SHA256SUMS is missing");
}

// With its own sums made anew, a changed old version is still told by the one after it.
TEST_F(NoticeFolder, RefusesAnOldVersionThatWasRewrittenWithItsSums) {
  publish_next(1);
  const std::string before = proof::sha256_hex(contents(path("published/1/cells.json")));
  replace("topics.json", "Sova", "Sömn");
  publish_next(2);
  replace("published/1/cells.json", "Hemtex", "Hemtexx");
  const std::string after = proof::sha256_hex(contents(path("published/1/cells.json")));
  replace("published/1/SHA256SUMS", before, after);
  EXPECT_EQ(
      refused(),
      "DIR/published/1/SHA256SUMS is not what was published; a published version never changes");
}

TEST_F(NoticeFolder, RefusesAGapAndAForeignFolder) {
  publish_next(1);
  replace("topics.json", "Sova", "Sömn");
  publish_next(2);
  fs::rename(path("published/1"), path("elsewhere"));
  EXPECT_EQ(refused(), "DIR/published: a version before 2 is missing");
  fs::rename(path("elsewhere"), path("published/1"));
  fs::create_directory(path("published/03"));
  EXPECT_EQ(refused(), "DIR/published/03 is not a version's folder");
}

TEST_F(NoticeFolder, RefusesAVersionUnderAnotherNumber) {
  publish_next(1);
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(path("published/1"))) {
    files[entry.path().filename().string()] = contents(entry.path());
  }
  files["version.json"] = "{\"version\": 7, \"published\": \"2026-11-22\"}\n";
  files.erase("SHA256SUMS");
  std::string sums;
  for (const auto& [name, bytes] : files) sums += proof::sha256_hex(bytes) + "  " + name + "\n";
  write("published/1/version.json", files["version.json"]);
  write("published/1/SHA256SUMS", sums);
  EXPECT_EQ(refused(), "DIR/published/1/version.json at /version: not the version of its folder");
}

// A draft with a number of its own could claim to be any version.
TEST_F(NoticeFolder, RefusesADraftThatSaysItsOwnVersion) {
  write("version.json", "{\"version\": 9, \"published\": \"2026-11-22\"}");
  const auto draft = load_draft(dir());
  ASSERT_FALSE(draft.ok());
  EXPECT_EQ(draft.reason().kind, NoticeFaultKind::broken);
}

TEST_F(NoticeFolder, IsNotConfusedByAPublicationThatWasCutShort) {
  publish_next(1);
  fs::create_directory(path("published/.unfinished-2-4711"));
  write("published/.unfinished-2-4711/cells.json", "{\"cel");
  EXPECT_EQ(refused(), "loaded");
  replace("topics.json", "Sova", "Sömn");
  publish_next(2);
  EXPECT_FALSE(fs::exists(path("published/.unfinished-2-4711")));
}

TEST_F(NoticeFolder, LeavesNothingBehindWhereItCannotBeWritten) {
  write("published", "a file where a folder is wanted");
  const auto published = publish(dir(), day_);
  ASSERT_FALSE(published.ok());
  EXPECT_EQ(contents(path("published")), "a file where a folder is wanted");
}

TEST_F(NoticeFolder, WritesAFolderWholeOrNotAtAll) {
  EXPECT_TRUE(write_whole_folder(path("whole/1").string(), {{"a", "1"}, {"b", "2"}}));
  EXPECT_EQ(contents(path("whole/1/b")), "2");
  EXPECT_FALSE(write_whole_folder(path("whole/1").string(), {{"a", "other"}}));
  EXPECT_EQ(contents(path("whole/1/a")), "1");
  EXPECT_FALSE(write_whole_folder(path("whole/2").string(), {{"a", "1"}, {"no/such/folder", "2"}}));
  EXPECT_FALSE(fs::exists(path("whole/2")));
  for (const auto& entry : fs::directory_iterator(path("whole"))) {
    EXPECT_EQ(entry.path().filename(), "1") << "nothing unfinished is left";
  }
}

TEST(ShippedNotice, IsPublishedAndAsItWasPublished) {
  const auto loaded = load_published(hemtex);
  ASSERT_TRUE(loaded.ok()) << loaded.reason().line;
  EXPECT_EQ(loaded.value().front().version, 1);
}

// ---- the commands

TEST_F(NoticeFolder, IsCheckedWithItsAssumptionsAndWarnings) {
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(notice_check(dir(), now_, out, err), Exit::done);
  EXPECT_EQ(err.str(), "");
  for (const char* said :
       {"the draft is complete",
        "assumption  senders/group: ", "assumption  retention/three_years/otherwise: ",
        "(GDPR Art. 7(2), 7(4)) [consent_bundled_with_terms]", "[sender_unnamed]",
        "[profiling_on_contract]", "(EDPB 2/2019 section 3; IMY DI-2019-11737)", "[offer_ended]",
        "15 offers beside it", "no version is published yet"}) {
    EXPECT_NE(out.str().find(said), std::string::npos) << said;
  }
}

TEST_F(NoticeFolder, IsCheckedWithExitCodesThatSayWhatIsWrong) {
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(notice_check(dir() + "/nowhere", now_, out, err), Exit::could_not_start);
  EXPECT_EQ(err.str(), "samtycke: " + dir() + "/nowhere is not a readable folder\n");
  publish_next(1);
  replace("published/1/cells.json", "Hemtex", "Hemtexx");
  EXPECT_EQ(notice_check(dir(), now_, out, err), Exit::findings);
  replace("club.json", "\"name\"", "\"title\"");
  err.str("");
  EXPECT_EQ(notice_check(dir(), now_, out, err), Exit::findings);
  EXPECT_EQ(err.str(), "samtycke: " + dir() +
                           "/club.json at /club/title: there is no such key here (unknown_key)\n");
}

TEST_F(NoticeFolder, APublishedVersionIsCheckedByItself) {
  publish_next(1);
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(notice_check(dir() + "/published/1", now_, out, err), Exit::done);
  EXPECT_EQ(err.str(), "");
  EXPECT_NE(out.str().find("version 1, in force from "), std::string::npos) << out.str();
  EXPECT_NE(out.str().find("[consent_bundled_with_terms]"), std::string::npos);
  EXPECT_EQ(notice_check(dir() + "/published/2", now_, out, err), Exit::could_not_start);
  replace("published/1/cells.json", "Hemtex", "Hemtexx");
  EXPECT_EQ(notice_check(dir() + "/published/1", now_, out, err), Exit::findings);
}

TEST_F(NoticeFolder, AFileThatIsNoneIsSaidInOneLine) {
  std::ostringstream out;
  std::ostringstream err;
  fs::remove(path("cells.json"));
  fs::create_directory(path("cells.json"));
  EXPECT_EQ(notice_check(dir(), now_, out, err), Exit::could_not_start);
  EXPECT_EQ(err.str(), "samtycke: " + dir() + "/cells.json cannot be read\n");
  fs::remove(path("cells.json"));
  fs::create_symlink("/dev/zero", path("cells.json"));
  err.str("");
  EXPECT_EQ(notice_check(dir(), now_, out, err), Exit::could_not_start) << "it never ends";
  EXPECT_EQ(err.str(), "samtycke: " + dir() + "/cells.json cannot be read\n");
}

// What cannot work as written is an error, though every part of it could be read.
TEST_F(NoticeFolder, IsCheckedWithAnErrorWhereNobodyCouldBeInASegment) {
  replace("segments.json", R"({"fact": "purchases", "where": "online", "at_most": 0})",
          R"({"fact": "purchases", "months": 12, "where": "shop", "at_most": 0})");
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(notice_check(dir(), now_, out, err), Exit::findings);
  EXPECT_NE(out.str().find("error       segments/shop_visitors: "), std::string::npos) << out.str();
}

TEST_F(NoticeFolder, DoesNotPublishItsOffersAndRefusesBrokenOnes) {
  publish_next(1);
  EXPECT_FALSE(fs::exists(path("published/1/offers.json")));
  replace("offers.json", "\"own\"", "\"stranger\"");
  const auto offers = load_offers(dir(), load_draft(dir()).value());
  ASSERT_FALSE(offers.ok());
  EXPECT_NE(offers.reason().line.find("offers.json at /offers/0/sender: "), std::string::npos);
  const auto again = publish(dir(), day_);
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.reason().kind, NoticeFaultKind::unchanged) << "an offer is no new text";
  fs::remove(path("offers.json"));
  EXPECT_TRUE(load_offers(dir(), load_draft(dir()).value()).value().empty());
}

// L6
TEST_F(NoticeFolder, SaysWhoMustBeAskedAgainAfterATextChanged) {
  publish_next(1);
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(notice_diff(dir() + "/published/1", dir(), out, err), Exit::done);
  EXPECT_EQ(out.str(),
            "Nothing changed for members.\nNobody must be asked again: every consent stands.\n");
  replace("cells.json", "I consent to Hemtex AB sending me offers by e-mail about its own",
          "I agree to Hemtex AB sending me offers by e-mail about its own");
  out.str("");
  EXPECT_EQ(notice_diff(dir() + "/published/1/", dir(), out, err), Exit::findings);
  EXPECT_NE(out.str().find("changed  cells/own/email\n  before: I consent to"), std::string::npos);
  EXPECT_NE(out.str().find("ask again  cells/own/email: whoever said yes by its switch, since the "
                           "words changed (en)\n"),
            std::string::npos)
      << out.str();
  EXPECT_EQ(out.str().find("cells/own/sms"), std::string::npos);
  EXPECT_EQ(notice_diff(dir() + "/published/2", dir(), out, err), Exit::could_not_start);
}

// Members who agreed under version 1 need not be asked: not a word of what they agreed to was changed.
TEST(ShippedNotice, AsksNobodyAgainWithItsSecondVersion) {
  std::ostringstream out;
  std::ostringstream err;
  const std::string published = std::string(hemtex) + "/published/";
  EXPECT_EQ(notice_diff(published + "1", published + "2", out, err), Exit::done);
  EXPECT_NE(out.str().find("added    segments/sleepers\n"), std::string::npos) << out.str();
  EXPECT_NE(out.str().find("added    purposes/offers/objection\n"), std::string::npos);
  EXPECT_NE(out.str().find("Nobody must be asked again"), std::string::npos);
}

// The third tells what a no takes away, and leaves every text that somebody agreed to as it was.
TEST(ShippedNotice, AsksNobodyAgainWithItsThirdVersion) {
  std::ostringstream out;
  std::ostringstream err;
  const std::string published = std::string(hemtex) + "/published/";
  EXPECT_EQ(notice_diff(published + "2", published + "3", out, err), Exit::done);
  EXPECT_NE(out.str().find("changed  retention/three_years/explanation\n"), std::string::npos)
      << out.str();
  EXPECT_NE(out.str().find("added    terms/legal_age\n"), std::string::npos);
  for (const char* same : {"cells/", "terms/text", "terms/turns_on", "objection\n", "senders/"}) {
    EXPECT_EQ(out.str().find(same), std::string::npos) << same;
  }
}

// What happens when data is removed was said for the first time; nobody agreed to anything by it.
TEST(ShippedNotice, AsksNobodyAgainSinceItSaysWhatErasingDoes) {
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(notice_diff(std::string(hemtex) + "/published/3", std::string(hemtex) + "/published/4",
                        out, err),
            Exit::done)
      << out.str();
  EXPECT_EQ(out.str().substr(0, 17), "added    erasure\n");
}

TEST(ShippedNotice, IsPublishedAsItsDraftIs) {
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(notice_diff(std::string(hemtex) + "/published/4", hemtex, out, err), Exit::done);
  EXPECT_EQ(out.str().substr(0, 29), "Nothing changed for members.\n");
}

TEST_F(NoticeFolder, IsPublishedByTheCommandOnTheSwedishDay) {
  std::ostringstream out;
  std::ostringstream err;
  // Half past eleven in the evening in UTC is the next day in Sweden.
  EXPECT_EQ(notice_publish(dir(), *parse_instant("2026-11-22T23:30:00Z"), out, err), Exit::done);
  EXPECT_NE(out.str().find("version 1 is published"), std::string::npos);
  EXPECT_NE(out.str().find(proof::sha256_hex(contents(path("published/1/SHA256SUMS")))),
            std::string::npos);
  EXPECT_EQ(iso(load_published(dir()).value().back().published), "2026-11-23");
  EXPECT_EQ(notice_publish(dir(), *parse_instant("2026-11-22T23:30:00Z"), out, err),
            Exit::findings);
  EXPECT_EQ(err.str(), "samtycke: " + dir() + ": nothing changed since version 1 was published\n");
}

}  // namespace
}  // namespace samtycke::server
