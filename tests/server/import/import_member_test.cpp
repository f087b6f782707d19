// A member who was exported is the same member after they were imported (L12; GDPR Art. 20).
#include "server/import/import_member.h"

#include <gtest/gtest.h>

#include "core/wire/download_json.h"
#include "server/config/notice_folder.h"
#include "server/demo/club.h"
#include "server/store/sqlite_store.h"
#include "tests/support/builders.h"
#include "tests/support/memory_store.h"
#include "tests/support/planted.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::server::import {
namespace {

using support::at;

const std::string assets_folder = std::string(SAMTYCKE_SOURCE_DIR) + "/assets";
const Instant now = at("2026-03-14T09:00:00Z");

const notice::Notice& hemtex() {
  static const notice::Notice notice = [] {
    auto draft = load_draft(assets_folder + "/notice/hemtex");
    SAMTYCKE_CHECK(draft.ok());
    return std::move(draft).value();
  }();
  return notice;
}

std::vector<consent::MemberFile> everyone(Store& store) {
  std::vector<consent::MemberFile> files;
  SAMTYCKE_CHECK(store
                     .for_each_file([&](const auto& file) {
                       files.push_back(file.value());
                       return true;
                     })
                     .ok());
  return files;
}

// Its own store counts its changes anew.
consent::MemberFile with_first_revision(consent::MemberFile file) {
  file.revision = 1;
  return file;
}

std::string exported(const consent::MemberFile& file, const notice::Notice& notice) {
  return wire::encode_download(file, notice, now);
}

// "taken", or why not.
std::string said(const Expected<MemberTaken, CannotStart>& taken) {
  return taken.ok() ? "taken" : taken.reason().line;
}

std::string valid_value(const notice::Notice& notice, const notice::Field& field,
                        const std::string& planted) {
  switch (field.kind) {
    case notice::FieldKind::name:
    case notice::FieldKind::text: return planted;
    case notice::FieldKind::email: return "planted@example.se";
    case notice::FieldKind::phone: return "+46701234567";
    case notice::FieldKind::postcode: return "123 45";
    case notice::FieldKind::date: return "2021-01-02";
    case notice::FieldKind::number:
    case notice::FieldKind::amount: return "7";
    case notice::FieldKind::choice: return field.choices.front().value;
    case notice::FieldKind::topic:
    case notice::FieldKind::topics: return notice.topics.front().id.text();
    case notice::FieldKind::receipts:
    case notice::FieldKind::interactions: return planted;
  }
  return planted;
}

TEST(ImportMember, GivesEveryMemberOfTheDemoClubBackAsTheyWere) {
  MemoryStore club;
  ASSERT_TRUE(demo::fill(club, {hemtex()}, assets_folder, now).ok());
  MemoryStore empty;
  std::size_t members = 0;
  for (const consent::MemberFile& file : everyone(club)) {
    ASSERT_EQ(said(take_member(empty, hemtex(), exported(file, hemtex()), now)), "taken");
    ASSERT_EQ(empty.load(file.id).value(), with_first_revision(file));
    ++members;
  }
  EXPECT_GE(members, 100U);
}

// Every kind of value, receipt, interaction and act, into a sealed store.
TEST(ImportMember, GivesBackEveryPartOfEverythingThatCanBeHeld) {
  consent::MemberFile file = support::planted_member(hemtex());
  file.id = MemberId("0123456789abcdef0123456789abcdef");
  FieldId unknown;
  for (member::Record& record : file.holdings.records) {
    const notice::Field* field = notice::find(hemtex(), record.field);
    if (field == nullptr) unknown = record.field;
    if (field != nullptr) record.value = valid_value(hemtex(), *field, record.value);
  }
  const support::TemporaryFolder folder;
  const auto store = SqliteStore::open(folder.file("store.db"));
  ASSERT_TRUE(store.ok());
  const Instant later = at("2022-01-01");
  const auto taken = take_member(*store.value(), hemtex(), exported(file, hemtex()), later);
  ASSERT_EQ(said(taken), "taken");
  EXPECT_EQ(taken.value().left_out, std::vector{unknown}) << "no purpose covers it";
  std::erase_if(file.holdings.records, [&](const auto& one) { return one.field == unknown; });
  std::sort(file.holdings.records.begin(), file.holdings.records.end(),
            [](const auto& a, const auto& b) { return a.field < b.field; });
  EXPECT_EQ(store.value()->load(file.id).value(), with_first_revision(file));
}

class ImportOfOne : public testing::Test {
 protected:
  std::string take(const consent::MemberFile& file) {
    return said(take_member(store_, notice_, exported(file, notice_), now));
  }
  notice::Notice notice_ = support::small_notice();
  consent::MemberFile asa_ = support::joined_member();
  MemoryStore store_;
};

TEST_F(ImportOfOne, IsRefusedWhereTheMemberIsHereAlready) {
  EXPECT_EQ(take(asa_), "taken");
  EXPECT_EQ(take(asa_), "this member is here already; nothing was stored");
  asa_.id = MemberId("fedcba9876543210fedcba9876543210");
  EXPECT_EQ(take(asa_), "another member has the number or the e-mail address; nothing was stored");
}

TEST_F(ImportOfOne, IsRefusedWhereTheMemberWasErased) {
  ASSERT_EQ(take(asa_), "taken");
  ASSERT_TRUE(store_.erase(asa_.id, now).ok());
  EXPECT_EQ(take(asa_), "this member was erased here; nothing was stored");
}

TEST_F(ImportOfOne, IsRefusedWhereTheirTimeHasRunOut) {
  EXPECT_EQ(said(take_member(store_, notice_, exported(asa_, notice_), at("2029-01-01"))),
            "the notice's time for this member has run out; nothing was stored");
}

TEST_F(ImportOfOne, IsRefusedWithAPurchaseInTheFuture) {
  asa_.holdings.receipts.front().at = at("2026-03-14T09:00:01Z");
  EXPECT_EQ(take(asa_), "something in the file is dated in the future; nothing was stored");
}

TEST_F(ImportOfOne, IsRefusedWithAValueThatTheFieldDoesNotTake) {
  for (member::Record& record : asa_.holdings.records) {
    if (record.field == member::field::email) record.value = "åsa at example";
  }
  EXPECT_EQ(take(asa_), "the value of email is none that the field takes; nothing was stored");
}

TEST_F(ImportOfOne, IsRefusedWithAnIdThatAnotherKindOfKeyMayHave) {
  asa_.id = MemberId("notice-0123456789abcdef012345678");
  EXPECT_EQ(take(asa_), "the member's id is not 32 hexadecimal digits; nothing was stored");
}

TEST_F(ImportOfOne, IsRefusedWhereTheFileIsNoMembersFile) {
  EXPECT_EQ(
      said(take_member(store_, notice_, "{}", now)),
      "the file is not right at \"/format\": missing_key, this key is missing; nothing was stored");
  std::string text = exported(asa_, notice_);
  text.replace(text.find("samtycke.member"), 15, "another.members");
  EXPECT_EQ(said(take_member(store_, notice_, text, now)),
            "the file is not right at \"/format\": unknown_word, this is no member's file; nothing "
            "was stored");
  EXPECT_EQ(store_.count_members().value(), 0);
}

}  // namespace
}  // namespace samtycke::server::import
