#include "server/demo/club.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "core/base/day.h"
#include "core/consent/standing.h"
#include "core/member/validate.h"
#include "core/notice/earlier.h"
#include "core/retention/keep_until.h"
#include "server/config/notice_folder.h"
#include "tests/support/builders.h"
#include "tests/support/memory_store.h"

namespace samtycke::server {
namespace {

const std::string assets_folder = std::string(SAMTYCKE_SOURCE_DIR) + "/assets";

notice::Notice hemtex() {
  auto draft = load_draft(assets_folder + "/notice/hemtex");
  SAMTYCKE_CHECK(draft.ok());
  return std::move(draft).value();
}

// Everyone by number, without the random ids.
std::map<std::string, consent::MemberFile> everyone(Store& store) {
  std::vector<MemberId> ids;
  SAMTYCKE_CHECK(store
                     .for_each_member([&](const MemberId& id) {
                       ids.push_back(id);
                       return true;
                     })
                     .ok());
  std::map<std::string, consent::MemberFile> files;
  for (const MemberId& id : ids) {
    consent::MemberFile file = store.load(id).value();
    file.id = MemberId{};
    const std::string number{member::value_of(file.holdings, member::field::member_number)};
    files.emplace(number, std::move(file));
  }
  return files;
}

class DemoClub : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    notice_ = new notice::Notice(hemtex());
    MemoryStore store;
    auto filled = demo::fill(store, {*notice_}, assets_folder, now());
    SAMTYCKE_CHECK(filled.ok());
    filled_ = filled.value();
    files_ = new std::map<std::string, consent::MemberFile>(everyone(store));
  }
  static void TearDownTestSuite() {
    delete files_;
    delete notice_;
  }
  static Instant now() { return support::at("2026-03-14T09:26:53Z"); }
  static std::string value(const std::string& number, const char* field) {
    return std::string(member::value_of(files_->at(number).holdings, FieldId{field}));
  }

  static notice::Notice* notice_;
  static std::map<std::string, consent::MemberFile>* files_;
  static demo::Filled filled_;
};
notice::Notice* DemoClub::notice_ = nullptr;
std::map<std::string, consent::MemberFile>* DemoClub::files_ = nullptr;
demo::Filled DemoClub::filled_;

// The shipped version said that it was published today, and members had agreed to it for years.
TEST_F(DemoClub, NobodyAgreedToATextBeforeItWasPublished) {
  const auto versions = load_published(assets_folder + "/notice/hemtex");
  ASSERT_TRUE(versions.ok());
  for (const auto& [number, file] : *files_) {
    for (const consent::Decision& decision : file.decisions) {
      EXPECT_GE(local_day(decision.at), versions.value().front().published) << number;
    }
  }
}

// L6: whoever joined before the latest version agreed to the words of the version of their day.
TEST_F(DemoClub, EveryDecisionIsAboutWordsOfTheVersionThatItNames) {
  const auto versions = load_published(assets_folder + "/notice/hemtex");
  ASSERT_TRUE(versions.ok());
  MemoryStore store;
  ASSERT_TRUE(
      demo::fill(store, versions.value(), assets_folder, support::at("2027-02-01T12:00:00Z")).ok());
  std::set<int> seen;
  int categories = 0;
  for (const auto& [number, file] : everyone(store)) {
    for (const consent::Decision& decision : file.decisions) {
      const auto& notice =
          versions.value().at(static_cast<std::size_t>(decision.notice_version - 1));
      seen.insert(notice.version);
      EXPECT_LE(notice.published, local_day(decision.at)) << number;
      if (decision.text_sha256.empty()) continue;
      const auto texts = notice::agreeable(notice);
      EXPECT_TRUE(std::any_of(texts.begin(), texts.end(), [&](const notice::Agreeable& one) {
        return one.sha256->in(decision.language) == decision.text_sha256;
      })) << number;
      const auto* object = std::get_if<consent::Object>(&decision.act);
      if (object != nullptr && std::holds_alternative<consent::CategoryUse>(object->to))
        ++categories;
    }
  }
  EXPECT_EQ(*seen.begin(), 1);
  EXPECT_EQ(*seen.rbegin(), versions.value().back().version);
  EXPECT_GT(categories, 3);
}

TEST_F(DemoClub, HasMembersWithLimitsAndMembersWhoWantNoLetters) {
  std::map<std::string, int> with;
  for (const auto& [number, file] : *files_) {
    for (const char* field : {"frequency", "nix_listed"}) {
      if (!value(number, field).empty()) ++with[field];
    }
    for (const member::Interaction& one : file.holdings.interactions) {
      if (one.kind == member::InteractionKind::message) ++with["messages"];
    }
  }
  EXPECT_GT(with["frequency"], 20);
  EXPECT_GT(with["nix_listed"], 5);
  EXPECT_GT(with["messages"], 100);
}

TEST_F(DemoClub, HasManyMembersWithThreeYearsOfPurchases) {
  EXPECT_GE(files_->size(), 240U);
  EXPECT_EQ(filled_.members, static_cast<std::int64_t>(files_->size()));
  EXPECT_GT(filled_.receipt_lines, 8000);
  std::set<int> years;
  for (const auto& [number, file] : *files_) {
    for (const member::Receipt& receipt : file.holdings.receipts) {
      years.insert(calendar_date(local_day(receipt.at)).year);
      EXPECT_LT(receipt.at, now());
      EXPECT_FALSE(receipt.lines.empty());
    }
  }
  EXPECT_GE(years.size(), 4U) << "2023 to 2026.";
}

TEST_F(DemoClub, IsTheSameForTheSameSeedAndAnotherForAnother) {
  MemoryStore again;
  ASSERT_TRUE(demo::fill(again, {*notice_}, assets_folder, now()).ok());
  EXPECT_EQ(everyone(again), *files_);
  MemoryStore other;
  ASSERT_TRUE(demo::fill(other, {*notice_}, assets_folder, now(), 7).ok());
  EXPECT_NE(everyone(other), *files_);
}

TEST_F(DemoClub, HoldsNothingButWhatTheNoticeAllows) {
  for (const auto& [number, file] : *files_) {
    for (const member::Record& record : file.holdings.records) {
      const notice::Field* field = notice::find(*notice_, record.field);
      ASSERT_NE(field, nullptr) << record.field.text();
      EXPECT_FALSE(notice::purposes_of(*notice_, record.field).empty());
      const auto canonical = member::validate(*notice_, *field, record.value);
      ASSERT_TRUE(canonical.ok()) << record.field.text();
      EXPECT_EQ(canonical.value(), record.value);
      EXPECT_LE(record.at, now());
    }
    std::set<std::string> numbers;
    for (const member::Receipt& receipt : file.holdings.receipts) {
      EXPECT_TRUE(numbers.insert(receipt.number).second) << "a number twice for " << number;
      for (const member::ReceiptLine& line : receipt.lines) {
        EXPECT_NE(notice::find(*notice_, line.topic), nullptr) << line.topic.text();
      }
    }
    for (const member::Interaction& one : file.holdings.interactions) {
      EXPECT_NE(notice::find(*notice_, one.topic), nullptr) << one.topic.text();
      EXPECT_LT(one.at, now());
    }
  }
}

TEST_F(DemoClub, AsaIsRichInEverything) {
  const consent::MemberFile& asa = files_->at("100001");
  EXPECT_EQ(value("100001", "email"), "asa.lindqvist@example.se");
  EXPECT_EQ(value("100001", "given_name"), "Åsa");
  EXPECT_EQ(value("100001", "followed_topics"), "bath,sleep");
  for (const notice::Field& field : notice_->fields) {
    if (field.kind == notice::FieldKind::receipts ||
        field.kind == notice::FieldKind::interactions || field.id == FieldId{"nix_listed"}) {
      continue;
    }
    EXPECT_FALSE(member::value_of(asa.holdings, field.id).empty()) << field.id.text();
  }
  EXPECT_GT(asa.holdings.receipts.size(), 20U);
  EXPECT_GT(asa.holdings.interactions.size(), 20U);
  EXPECT_GT(asa.decisions.size(), notice_->terms.turns_on.size())
      << "She changed her mind on some.";
}

TEST_F(DemoClub, HasTheMembersThatAreThereToBeMet) {
  EXPECT_EQ(value("100002", "given_name"), "ليلى");
  EXPECT_EQ(value("100003", "given_name"), "Maja 🌷");
  const auto due = retention::keep_until(files_->at("100004"), *notice_);
  ASSERT_TRUE(due.has_value());
  EXPECT_FALSE(retention::is_due(*due, now()));
  EXPECT_TRUE(retention::is_due(*due, Instant{now().utc_ms + 7LL * 24 * 3600 * 1000}));
  EXPECT_TRUE(files_->at("100005").holdings.receipts.empty());
  EXPECT_EQ(value("100007", "email"), "");
  EXPECT_EQ(files_->at("100008").holdings.records.size(), 1U) << "Known by number alone.";

  std::size_t lines = 0;
  for (const member::Receipt& receipt : files_->at("100006").holdings.receipts) {
    lines += receipt.lines.size();
  }
  EXPECT_EQ(lines, 2000U);
}

TEST_F(DemoClub, NobodyIsDueForErasureToday) {
  for (const auto& [number, file] : *files_) {
    const auto until = retention::keep_until(file, *notice_);
    if (until) {
      EXPECT_FALSE(retention::is_due(*until, now())) << number;
    }
  }
}

TEST_F(DemoClub, SomeSaidNoAndNobodyDecidedInTheFutureOrBeforeTheyJoined) {
  int withdrew = 0;
  int objected = 0;
  int without_address = 0;
  for (const auto& [number, file] : *files_) {
    bool no_to_cell = false;
    bool no_to_purpose = false;
    Instant before;
    for (const consent::Decision& decision : file.decisions) {
      EXPECT_GE(decision.at, before) << number;
      EXPECT_LE(decision.at, now()) << number;
      before = decision.at;
      no_to_cell = no_to_cell || std::holds_alternative<consent::Withdraw>(decision.act);
      if (const auto* object = std::get_if<consent::Object>(&decision.act)) {
        no_to_purpose = no_to_purpose || std::holds_alternative<PurposeId>(object->to);
      }
    }
    withdrew += no_to_cell ? 1 : 0;
    objected += no_to_purpose ? 1 : 0;
    without_address += member::value_of(file.holdings, member::field::email).empty() ? 1 : 0;
  }
  EXPECT_GT(withdrew, 20);
  EXPECT_GT(objected, 5);
  EXPECT_GT(without_address, 5);
}

TEST_F(DemoClub, AddressesAndNumbersAreEachOnesOwn) {
  std::set<std::string> addresses;
  for (const auto& [number, file] : *files_) {
    const std::string_view email = member::value_of(file.holdings, member::field::email);
    if (email.empty()) continue;
    EXPECT_TRUE(addresses.insert(member::email_lookup_key(email)).second) << number;
    EXPECT_TRUE(email.ends_with("@example.se"));
  }
}

TEST_F(DemoClub, FillsOnlyAnEmptyStoreAndNamesAListThatIsMissing) {
  MemoryStore store;
  ASSERT_TRUE(demo::fill(store, {*notice_}, assets_folder, now()).ok());
  EXPECT_FALSE(demo::fill(store, {*notice_}, assets_folder, now()).ok());
  MemoryStore empty;
  const auto filled = demo::fill(empty, {*notice_}, "/nowhere", now());
  ASSERT_FALSE(filled.ok());
  EXPECT_NE(filled.reason().line.find("/nowhere/demo/given_names.csv"), std::string::npos);
  EXPECT_EQ(empty.count_members().value(), 0);
}

TEST_F(DemoClub, WorksOnAnyDayOfTheYear) {
  for (const char* day : {"2024-02-29", "2025-12-31", "2027-01-01", "2026-07-01"}) {
    MemoryStore store;
    EXPECT_TRUE(demo::fill(store, {*notice_}, assets_folder, support::at(day)).ok()) << day;
  }
}

}  // namespace
}  // namespace samtycke::server
