#include "server/import/import.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "core/consent/standing.h"
#include "core/notice/hashes.h"
#include "tests/support/builders.h"
#include "tests/support/memory_store.h"
#include "tests/support/shipped_notice.h"

namespace samtycke::server::import {
namespace {

namespace fs = std::filesystem;
using support::at;

constexpr std::string_view receipt_header =
    "member_number,number,at,store,article,topic,quantity,amount\n";

class Import : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              ("samtycke-import-" + std::to_string(::getpid()) + "-" +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, std::string_view text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  std::string rejects() const {
    std::ifstream in(folder_ / "in.rejects.csv", std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  Request request(Kind kind, std::string_view csv, std::string_view map = "") {
    Request made;
    made.kind = kind;
    made.file = write("in.csv", csv);
    made.rejects = (folder_ / "in.rejects.csv").string();
    made.folder_of_map = folder_.string();
    made.as_of = at("2026-03-01T12:00:00Z");
    if (!map.empty()) {
      auto decoded = wire::decode_import_map(map);
      EXPECT_TRUE(decoded.ok()) << (decoded.ok() ? "" : decoded.reason().pointer);
      if (decoded.ok()) made.map = std::move(decoded).value();
    }
    return made;
  }
  // "read stored unchanged rejected new", or the line why it could not start.
  std::string run(const Request& made) {
    const auto summary = import::run(store_, notice_, made);
    if (!summary.ok()) return summary.reason().line;
    const Summary& counts = summary.value();
    EXPECT_EQ(counts.read, counts.stored + counts.unchanged + counts.rejected);
    return std::to_string(counts.read) + " " + std::to_string(counts.stored) + " " +
           std::to_string(counts.unchanged) + " " + std::to_string(counts.rejected) + " " +
           std::to_string(counts.new_members);
  }
  std::string run(Kind kind, std::string_view csv, std::string_view map = "") {
    return run(request(kind, csv, map));
  }
  consent::MemberFile member(const std::string& number) {
    const auto id = store_.find({LookupKind::member_number, number});
    if (!id.ok()) return {};
    return store_.load(id.value()).value();
  }

  fs::path folder_;
  MemoryStore store_;
  notice::Notice notice_ = support::small_notice();
};

TEST_F(Import, StoresMembersInTheFieldsOfTheNotice) {
  EXPECT_EQ(run(Kind::members,
                "member_number,given_name,email,phone\n"
                "1,Åsa,Asa@EXAMPLE.se,070-123 45 67\n"
                "2,\"Bo, den äldre\",,\n"),
            "2 2 0 0 2");
  EXPECT_EQ(member::value_of(member("1").holdings, FieldId{"email"}), "Asa@example.se");
  EXPECT_EQ(member::value_of(member("1").holdings, FieldId{"phone"}), "+46701234567");
  EXPECT_EQ(member::value_of(member("2").holdings, FieldId{"given_name"}), "Bo, den äldre");
  EXPECT_EQ(member::find(member("2").holdings, FieldId{"email"}), nullptr);
  EXPECT_FALSE(fs::exists(folder_ / "in.rejects.csv")) << "Nothing was rejected.";
}

TEST_F(Import, ASecondTimeChangesNothing) {
  const std::string members = "member_number,given_name\n1,Åsa\n2,Bo\n1,Åsa\n";
  EXPECT_EQ(run(Kind::members, members), "3 3 0 0 2");
  EXPECT_EQ(run(Kind::members, members), "3 0 3 0 0");
  EXPECT_EQ(member("1").revision, 1);

  const std::string receipts = std::string(receipt_header) +
                               "1,K1,2026-01-01T10:00:00Z,Borås,Kudde,sleep,1,99.50\n"
                               "1,K1,2026-01-01T10:00:00Z,Borås,Kudde,sleep,1,99.50\n";
  EXPECT_EQ(run(Kind::receipts, receipts), "2 2 0 0 0");
  EXPECT_EQ(run(Kind::receipts, receipts), "2 0 2 0 0");
  EXPECT_EQ(member("1").revision, 2);
  ASSERT_EQ(member("1").holdings.receipts.size(), 1U);
  EXPECT_EQ(member("1").holdings.receipts[0].lines.size(), 2U) << "Two alike on a receipt are two.";

  const std::string visits = "member_number,number,at,kind,about\n1,V1,2026-01-02,visit,/sova\n";
  EXPECT_EQ(run(Kind::interactions, visits), "1 1 0 0 0");
  EXPECT_EQ(run(Kind::interactions, visits), "1 0 1 0 0");
}

TEST_F(Import, GroupsTheLinesOfAReceiptWhereverTheyLieInTheFile) {
  std::string csv(receipt_header);
  for (int line = 0; line < 3; ++line) {
    for (int one = 1; one <= 40; ++one) {
      const std::string number = std::to_string(one);
      csv += number + ",K" + number + ",2026-01-01T10:00:00Z,Borås,Vara " + std::to_string(line) +
             ",,1,10\n";
    }
  }
  Request small_passes = request(Kind::receipts, csv);
  small_passes.bytes_in_a_pass = 700;  // About a dozen passes.
  EXPECT_EQ(run(small_passes), "120 120 0 0 40");
  EXPECT_EQ(run(small_passes), "120 0 120 0 0");
  for (int one = 1; one <= 40; ++one) {
    const consent::MemberFile file = member(std::to_string(one));
    ASSERT_EQ(file.holdings.receipts.size(), 1U) << one;
    const auto& lines = file.holdings.receipts[0].lines;
    ASSERT_EQ(lines.size(), 3U) << one;
    EXPECT_EQ(lines[0].article, "Vara 0");
    EXPECT_EQ(lines[2].article, "Vara 2");
  }
}

TEST_F(Import, AMemberKnownByNumberAloneGetsNothingThatTheFileDoesNotSay) {
  run(Kind::receipts,
      std::string(receipt_header) + "77,K1,2026-01-01T10:00:00Z,Borås,Kudde,sleep,1,99.50\n");
  const consent::MemberFile file = member("77");
  ASSERT_EQ(file.holdings.records.size(), 1U);
  EXPECT_EQ(file.holdings.records[0].field, member::field::member_number);
  EXPECT_TRUE(file.decisions.empty());
}

TEST_F(Import, AMapMayRefuseMembersThatAreNotKnown) {
  EXPECT_EQ(run(Kind::interactions, "m,n,at\n9,V1,2026-01-01\n",
                R"({"import": "interactions", "unknown_members": "reject", "fields": {
                   "member_number": {"column": "m"}, "number": {"column": "n"},
                   "at": {"column": "at"}, "kind": {"constant": "open"}}})"),
            "1 0 0 1 0");
  EXPECT_NE(rejects().find("2,member_number.no_such_member,9,V1"), std::string::npos);
  EXPECT_EQ(store_.count_members().value(), 0);
}

TEST_F(Import, AReceiptIsReplacedByTheFilesOrAddedToWhenTheMapSaysParts) {
  const std::string first = std::string(receipt_header) + "1,K1,2026-01-01,Borås,Kudde,,1,10\n";
  const std::string second = std::string(receipt_header) + "1,K1,2026-01-01,Borås,Lakan,,1,20\n";
  run(Kind::receipts, first);
  run(Kind::receipts, second);
  ASSERT_EQ(member("1").holdings.receipts.size(), 1U);
  ASSERT_EQ(member("1").holdings.receipts[0].lines.size(), 1U);
  EXPECT_EQ(member("1").holdings.receipts[0].lines[0].article, "Lakan");

  const std::string parts = R"({"import": "receipts", "receipts": "parts", "fields": {
      "member_number": {"column": "member_number"}, "number": {"column": "number"},
      "at": {"column": "at"}, "store": {"column": "store"}, "article": {"column": "article"},
      "amount": {"column": "amount"}}, "ignore": ["topic", "quantity"]})";
  EXPECT_EQ(run(Kind::receipts, first, parts), "1 1 0 0 0");
  EXPECT_EQ(run(Kind::receipts, first, parts), "1 0 1 0 0");
  EXPECT_EQ(member("1").holdings.receipts[0].lines.size(), 2U);
}

TEST_F(Import, AMendedRejectFileAddsToTheReceiptThatTheOtherLinesMade) {
  const std::string lines = "1,K1,2026-01-01,Borås,Kudde,,1,10\n1,K1,2026-01-01,Borås,Lakan,,1,x\n";
  EXPECT_EQ(run(Kind::receipts, std::string(receipt_header) + lines), "2 1 0 1 1");
  std::string mended = rejects();
  const std::size_t bad = mended.rfind(",x");
  ASSERT_NE(bad, std::string::npos);
  mended.replace(bad, 2, ",20");
  EXPECT_EQ(run(Kind::receipts, mended), "1 1 0 0 0");
  EXPECT_EQ(run(Kind::receipts, mended), "1 0 1 0 0");
  ASSERT_EQ(member("1").holdings.receipts.size(), 1U);
  ASSERT_EQ(member("1").holdings.receipts[0].lines.size(), 2U);
  EXPECT_EQ(member("1").holdings.receipts[0].lines[0].article, "Kudde");
  EXPECT_EQ(member("1").holdings.receipts[0].lines[1].article, "Lakan");
}

TEST_F(Import, AMomentThatNoStoreCouldReadBackIsRejected) {
  EXPECT_EQ(
      run(Kind::receipts, std::string(receipt_header) + "1,K1,1900-01-01,Borås,Kudde,,1,10\n"),
      "1 0 0 1 0");
  EXPECT_NE(rejects().find("2,at.bad_time,"), std::string::npos) << rejects();
  const std::string_view map = R"({"import": "interactions", "fields": {
      "member_number": {"column": "m"}, "number": {"column": "n"}, "kind": {"constant": "visit"},
      "at": {"column": "at", "format": "stockholm"}}})";
  EXPECT_EQ(run(Kind::interactions, "m,n,at\n1,V1,1900-01-01 00:30\n", map), "1 0 0 1 0");
}

TEST_F(Import, NobodyIsSaidToHaveAcceptedATextThatWasNotThereYet) {
  notice_.published = *parse_day("2025-06-01");
  const std::string_view header = "member_number,terms_accepted_at\n";
  EXPECT_EQ(run(Kind::members, std::string(header) + "1,2025-05-31\n2,2025-06-01\n"), "2 1 0 1 1");
  EXPECT_NE(rejects().find("2,terms_accepted_at.before_this_notice,1,"), std::string::npos);
  ASSERT_EQ(member("2").decisions.size(), 1U);

  // A later notice does not make the same file wrong for those whose acceptance is written down.
  notice_.published = *parse_day("2026-01-01");
  EXPECT_EQ(run(Kind::members, std::string(header) + "2,2025-06-01\n"), "1 0 1 0 0");
}

TEST_F(Import, ABadRowGoesToTheRejectFileWithItsLineAndReasonAndTheOthersStay) {
  EXPECT_EQ(run(Kind::receipts, std::string(receipt_header) +
                                    "1,K1,2026-01-01,Borås,Kudde,sleep,1,9.99\n"
                                    "1,K2,2026-13-01,Borås,Kudde,sleep,1,9.99\n"
                                    "1,K3,2026-01-01,Borås,Kudde,sleep,1,9.999\n"
                                    "1,K4,2026-01-01,Borås,Kudde,garden,1,9.99\n"
                                    ",K5,2026-01-01,Borås,Kudde,sleep,1,9.99\n"
                                    "1,K6,2026-01-01,Borås\n"
                                    "1,K7,2027-01-01,Borås,Kudde,sleep,1,9.99\n"
                                    "1,K1,2026-01-02,Borås,Kudde,sleep,1,9.99\n"
                                    "1,K8,2026-01-01,Borås,Kudde,sleep,many,9.99\n"
                                    "1,K9,2026-01-01,Bo\"rås,Kudde,sleep,1,9.99\n"
                                    "2,K1,2026-01-01,Borås,,sleep,1,9.99\n"),
            "11 1 0 10 1");
  EXPECT_EQ(rejects(),
            "rejected_line,rejected_reason,member_number,number,at,store,article,topic,quantity,"
            "amount\r\n"
            "3,at.bad_time,1,K2,2026-13-01,Borås,Kudde,sleep,1,9.99\r\n"
            "4,amount.bad_amount,1,K3,2026-01-01,Borås,Kudde,sleep,1,9.999\r\n"
            "5,topic.not_a_topic,1,K4,2026-01-01,Borås,Kudde,garden,1,9.99\r\n"
            "6,member_number.empty,,K5,2026-01-01,Borås,Kudde,sleep,1,9.99\r\n"
            "7,row.wrong_number_of_cells,1,K6,2026-01-01,Borås\r\n"
            "8,at.after_as_of,1,K7,2027-01-01,Borås,Kudde,sleep,1,9.99\r\n"
            "9,number.another_receipt,1,K1,2026-01-02,Borås,Kudde,sleep,1,9.99\r\n"
            "10,quantity.bad_number,1,K8,2026-01-01,Borås,Kudde,sleep,many,9.99\r\n"
            "11,row.stray_quote,1,K9,2026-01-01,\"Bo\"\"rås\",Kudde,sleep,1,9.99\r\n"
            "12,article.empty,2,K1,2026-01-01,Borås,,sleep,1,9.99\r\n");
  EXPECT_EQ(member("2").revision, 0) << "A member of whom every row was bad is not made.";
  struct stat seen {};
  ASSERT_EQ(::stat((folder_ / "in.rejects.csv").c_str(), &seen), 0);
  EXPECT_EQ(seen.st_mode & 0777U, 0600U) << "It holds personal data.";
}

TEST_F(Import, AMendedRejectFileCanBeImportedAsItIs) {
  run(Kind::members, "member_number,email\n1,no address\n");
  std::string mended = rejects();
  mended.replace(mended.find("no address"), 10, "a@example.se");
  EXPECT_EQ(run(Kind::members, mended), "1 1 0 0 1");
  EXPECT_EQ(member::value_of(member("1").holdings, member::field::email), "a@example.se");
}

TEST_F(Import, AnAddressThatAnotherMemberHasRejectsTheRow) {
  EXPECT_EQ(
      run(Kind::members, "member_number,email\n1,a@example.se\n2,b@example.se\n3,A@example.se\n"),
      "3 2 0 1 2");
  EXPECT_NE(rejects().find("email.already_taken"), std::string::npos);
}

TEST_F(Import, AnAcceptanceThatCannotBeProvedRejectsTheRowAndNothingElse) {
  notice_.published = *parse_day("1960-01-01");
  EXPECT_EQ(run(Kind::members,
                "member_number,terms_accepted_at\n1,1969-12-30\n2,2025-06-01\n3,2025-06-01\n"),
            "3 2 0 1 2");
  EXPECT_NE(rejects().find("2,terms_accepted_at.not_provable,1,1969-12-30"), std::string::npos);
  EXPECT_EQ(member("2").decisions.size() > 0, true);
}

TEST_F(Import, NeverTurnsAWithdrawalOrAnObjectionBackOn) {
  notice_.published = *parse_day("2025-01-01");
  const std::string csv =
      "member_number,given_name,email,terms_accepted_at\n1,Åsa,a@example.se,2025-01-01\n";
  run(Kind::members, csv);
  consent::MemberFile file = member("1");
  const notice::Cell own_email = support::cell("own", "email");
  ASSERT_TRUE(is_on(standing_of(file.decisions, own_email, notice_), own_email, notice_));
  EXPECT_EQ(file.decisions.front().way, consent::Way::import);
  EXPECT_EQ(file.decisions.front().actor, "import:in.csv");

  Change change;
  change.member = file.id;
  change.based_on = file.revision;
  change.decisions =
      consent::decide_all(file,
                          {support::wish(notice_, consent::Withdraw{own_email}),
                           support::wish(notice_, consent::Object{PurposeId{"analysis"}})},
                          notice_, support::today())
          .decisions;
  ASSERT_EQ(change.decisions.size(), 2U);
  ASSERT_TRUE(store_.commit(change).ok());

  run(Kind::members,
      "member_number,given_name,email,terms_accepted_at\n1,Åse,a@example.se,2026-02-01\n");
  file = member("1");
  EXPECT_EQ(member::value_of(file.holdings, member::field::given_name), "Åse");
  EXPECT_FALSE(is_on(standing_of(file.decisions, own_email, notice_), own_email, notice_));
  EXPECT_FALSE(is_on(standing_of(file.decisions, PurposeId{"analysis"})));
}

TEST_F(Import, NobodyWhoWasErasedIsBroughtBack) {
  const std::string members = "member_number,email\n1,asa@example.se\n2,bo@example.se\n";
  EXPECT_EQ(run(Kind::members, members), "2 2 0 0 2");
  ASSERT_TRUE(store_.erase(member("1").id, at("2026-02-01T12:00:00Z")).ok());

  EXPECT_EQ(run(Kind::members, members), "2 0 1 1 0");
  EXPECT_NE(rejects().find("member_number.erased"), std::string::npos) << rejects();
  EXPECT_EQ(run(Kind::receipts, std::string(receipt_header) +
                                    "1,K1,2026-01-01T10:00:00Z,Borås,Kudde,sleep,1,99.50\n"),
            "1 0 0 1 0");
  EXPECT_EQ(run(Kind::members, "member_number,email\n3,ASA@example.se\n"), "1 0 0 1 0");
  EXPECT_NE(rejects().find("email.erased"), std::string::npos) << rejects();
  EXPECT_EQ(store_.count_members().value(), 1);
}

TEST_F(Import, WhoeverWasErasedAndAcceptedTheTermsOnALaterDayIsANewMember) {
  EXPECT_EQ(run(Kind::members, "member_number,email\n1,asa@example.se\n"), "1 1 0 0 1");
  ASSERT_TRUE(store_.erase(member("1").id, at("2026-02-01T12:00:00Z")).ok());
  const std::string header = "member_number,email,terms_accepted_at\n";
  EXPECT_EQ(run(Kind::members, header + "1,asa@example.se,2026-02-01T13:00:00Z\n"), "1 0 0 1 0");
  EXPECT_EQ(run(Kind::members, header + "1,asa@example.se,2026-02-02T13:00:00Z\n"), "1 1 0 0 1");
}

// L22: the yes of one member does not lead to the address of another who said no and was erased.
TEST_F(Import, AnAddressThatSaidNoAndWasErasedBecomesNobodyElses) {
  EXPECT_EQ(run(Kind::members, "member_number,email\n1,asa@example.se\n2,bo@example.se\n"),
            "2 2 0 0 2");
  Change no;
  no.member = member("1").id;
  no.based_on = whatever_stands;
  no.decisions = consent::decide_all(
                     member("1"), {support::wish(notice_, consent::Object{PurposeId{"analysis"}})},
                     notice_, support::today())
                     .decisions;
  ASSERT_EQ(no.decisions.size(), 1U);
  ASSERT_TRUE(store_.commit(no).ok());
  ASSERT_TRUE(store_.erase(member("1").id, at("2026-02-01T12:00:00Z")).ok());

  EXPECT_EQ(run(Kind::members, "member_number,email\n2,ASA@example.se\n"), "1 0 0 1 0");
  EXPECT_NE(rejects().find("email.erased"), std::string::npos) << rejects();
  EXPECT_EQ(member::value_of(member("2").holdings, member::field::email), "bo@example.se");
  EXPECT_EQ(run(Kind::members, "member_number,email\n2,bosse@example.se\n"), "1 1 0 0 0");
}

// L22; NIX-nämnden 21-115: whoever said no and was erased is not marketed to because they joined again.
TEST_F(Import, TheNoOfSomebodyWhoWasErasedStandsWhenTheyJoinAgain) {
  const std::string header = "member_number,email,address,terms_accepted_at\n";
  EXPECT_EQ(run(Kind::members, header + "1,asa@example.se,Storgatan 1,2026-01-20\n"), "1 1 0 0 1");
  const consent::MemberFile file = member("1");
  Change no;
  no.member = file.id;
  no.based_on = file.revision;
  no.decisions =
      consent::decide_all(
          file, {support::wish(notice_, consent::Withdraw{support::cell("own", "email")})}, notice_,
          support::today())
          .decisions;
  ASSERT_EQ(no.decisions.size(), 1U);
  ASSERT_TRUE(store_.commit(no).ok());
  ASSERT_TRUE(store_.erase(file.id, at("2026-02-10T12:00:00Z")).ok());

  EXPECT_EQ(run(Kind::members, header + "7,ASA@example.se,Storgatan 1,2026-02-20\n"), "1 1 0 0 1");
  const consent::MemberFile back = member("7");
  for (const notice::CellText& text : notice_.cells) {
    EXPECT_FALSE(is_on(standing_of(back.decisions, text.cell, notice_), text.cell, notice_))
        << text.cell.sender.text() << "/" << text.cell.channel.text();
  }
  EXPECT_TRUE(std::any_of(back.decisions.begin(), back.decisions.end(), [](const auto& one) {
    return std::holds_alternative<consent::Join>(one.act);
  }));
}

// The shipped notice, since phone and address have their names there. Another member of that household comes, with a
// number and an e-mail address of their own.
TEST_F(Import, WhereSomebodyWithANoWasReachedNothingIsSentBeforeItsNewHolderSaysSo) {
  notice_ = wire::decode_notice_files(support::shipped_notice_files()).value();
  notice::fill_hashes(notice_, support::text_hash);
  const std::string header = "member_number,email,phone,street,postcode\n";
  ASSERT_EQ(run(Kind::members, header + "1,asa@example.se,070-123 45 67,Björkgatan 5 B,753 28\n"),
            "1 1 0 0 1");
  Change no;
  no.member = member("1").id;
  no.based_on = whatever_stands;
  no.decisions = {{consent::Leave{}, notice_.version, notice_.languages.front(), "",
                   consent::Way::portal, "member", at("2026-02-01T12:00:00Z")}};
  ASSERT_TRUE(store_.commit(no).ok());
  ASSERT_TRUE(store_.erase(no.member, at("2026-02-01T12:00:00Z")).ok());

  EXPECT_EQ(
      run(Kind::members, header + "2,bo@example.se,+46701234567,\"BJÖRKGATAN 5b, lgh 3\",75328\n" +
                             "3,eva@example.se,0707654321,Ekvägen 1,753 28\n"),
      "2 2 0 0 2");
  const auto letters_on = [this](const std::string& number) {
    for (const notice::CellText& text : notice_.cells) {
      const notice::Channel* channel = notice::find(notice_, text.cell.channel);
      if (channel->address != member::field::street) continue;
      if (is_on(standing_of(member(number).decisions, text.cell, notice_), text.cell, notice_)) {
        return true;
      }
    }
    return false;
  };
  EXPECT_FALSE(letters_on("2")) << "the letters that need no consent";
  EXPECT_TRUE(letters_on("3"));
  EXPECT_TRUE(member("3").decisions.empty());
  EXPECT_EQ(member::value_of(member("2").holdings, member::field::phone), "+46701234567");
}

TEST_F(Import, StoresNoDecisionWithoutAColumnThatSaysWhenTheTermsWereAccepted) {
  run(Kind::members, "member_number,email\n1,a@example.se\n");
  EXPECT_TRUE(member("1").decisions.empty());
}

TEST_F(Import, LeavesAValueThatTheMemberGaveThemselves) {
  run(Kind::members, "member_number,given_name\n1,Asa\n");
  consent::MemberFile file = member("1");
  Change change;
  change.member = file.id;
  change.based_on = file.revision;
  change.records = {{FieldId{"given_name"}, "Åsa", member::Source::member, support::today().at}};
  ASSERT_TRUE(store_.commit(change).ok());

  const Request again = request(Kind::members, "member_number,given_name\n1,Asa\n");
  const auto summary = import::run(store_, notice_, again);
  ASSERT_TRUE(summary.ok());
  EXPECT_EQ(summary.value().kept, 1);
  EXPECT_EQ(summary.value().unchanged, 1);
  EXPECT_EQ(member::value_of(member("1").holdings, FieldId{"given_name"}), "Åsa");
}

TEST_F(Import, AnEmptyCellLeavesWhatIsHeld) {
  run(Kind::members, "member_number,given_name\n1,Åsa\n");
  EXPECT_EQ(run(Kind::members, "member_number,given_name\n1,\n"), "1 0 1 0 0");
  EXPECT_EQ(member::value_of(member("1").holdings, FieldId{"given_name"}), "Åsa");
}

TEST_F(Import, FollowsLookupsTranslationsConstantsAndFormats) {
  write("products.csv", "sku,department\n11,7\n12,8\n");
  write("departments.csv", "id,name\n7,BED\n8,TOOLS\n");
  EXPECT_EQ(run(Kind::receipts,
                "kund;butik;kvitto;tid;sku;belopp;vecka\n"
                "5;3;77;2026-01-01 10:00:00;11;1 234,50;1\n"
                "5;3;77;2026-01-01 10:00:00;12;-20;1\n"
                "5;3;77;2026-01-01 10:00:00;13;1;1\n",
                R"({"import": "receipts", "separator": ";", "fields": {
                   "member_number": {"column": "kund"},
                   "number": {"columns": ["butik", "kvitto"], "join": "/"},
                   "at": {"column": "tid", "format": "stockholm"},
                   "store": {"column": "butik", "values": {"3": "Borås"}},
                   "article": {"column": "sku"},
                   "topic": {"column": "sku",
                     "lookups": [{"file": "products.csv", "key": "sku", "value": "department"},
                                 {"file": "departments.csv", "key": "id", "value": "name"}],
                     "values": {"BED": "sleep"}},
                   "amount": {"column": "belopp", "format": "decimal_comma"},
                   "source": {"constant": "website"}}, "ignore": ["vecka"]})"),
            "3 1 0 2 1");
  const consent::MemberFile file = member("5");
  ASSERT_EQ(file.holdings.receipts.size(), 1U);
  const member::Receipt& receipt = file.holdings.receipts[0];
  EXPECT_EQ(receipt.number, "3/77");
  EXPECT_EQ(receipt.at, at("2026-01-01T09:00:00Z"));
  EXPECT_EQ(receipt.store, "Borås");
  EXPECT_EQ(receipt.source, member::Source::website);
  EXPECT_EQ(receipt.lines[0].topic, TopicId{"sleep"});
  EXPECT_EQ(receipt.lines[0].amount.minor, 123450);
  EXPECT_NE(rejects().find("3;topic.not_in_values;"), std::string::npos);
  EXPECT_NE(rejects().find("4;topic.not_in_lookup;"), std::string::npos);
}

TEST_F(Import, RefusesAMapThatDoesNotFitTheFileOrTheNoticeBeforeItStoresAnything) {
  const std::string csv = "n,shoe_size\n1,42\n";
  const auto with = [&](const std::string& fields, const std::string& ignore) {
    return run(
        Kind::members, csv,
        R"({"import": "members", "fields": {)" + fields + R"(}, "ignore": [)" + ignore + "]}");
  };
  const std::string number = R"("member_number": {"column": "n"})";
  EXPECT_EQ(with(number, ""), "the column shoe_size is neither used nor ignored by the map");
  EXPECT_EQ(with(number + R"(, "shoe_size": {"column": "shoe_size"})", ""),
            "the map feeds shoe_size, which the notice and the import do not know");
  EXPECT_EQ(with(number + R"(, "given_name": {"column": "name"})", R"("shoe_size")"),
            "the map wants a column name that the file has not");
  EXPECT_EQ(with("", R"("n", "shoe_size")"), "the map says nothing about member_number");
  EXPECT_EQ(with(number, R"("shoe_size")"), "1 1 0 0 1");

  for (notice::Purpose& purpose : notice_.purposes) {
    std::erase(purpose.fields, FieldId{"phone"});
    std::erase(purpose.fields, member::field::purchases);
  }
  EXPECT_EQ(with(number + R"(, "phone": {"column": "shoe_size"})", ""),
            "the map feeds phone, which no purpose of the notice covers");
  EXPECT_EQ(run(Kind::receipts, receipt_header), "no purpose of the notice covers purchases");
}

TEST_F(Import, NamesNothingOfAFileThatMayHaveNoHeader) {
  const std::string line = run(Kind::members, "Anna Svensson,anna@example.se\n");
  EXPECT_EQ(line.find("Anna"), std::string::npos);
  EXPECT_NE(line.find("member_number"), std::string::npos);
}

TEST_F(Import, RefusesAFileOfAnotherEncodingWholeWithTheByte) {
  const std::string line = run(Kind::members, "member_number,given_name\n1,Bo\n2,\xC5sa\n");
  EXPECT_NE(line.find("is not UTF-8 at byte 32"), std::string::npos) << line;
  EXPECT_EQ(store_.count_members().value(), 0) << "Also the row before it is not stored.";
}

TEST_F(Import, RefusesAQuoteThatNeverEndsWithItsLine) {
  const std::string line = run(Kind::members, "member_number,given_name\n1,Bo\n2,\"Åsa\n3,Ulf\n");
  EXPECT_NE(line.find("line 3"), std::string::npos) << line;
  EXPECT_EQ(store_.count_members().value(), 0);
}

TEST_F(Import, SaysWhichFileCannotBeRead) {
  Request missing = request(Kind::members, "member_number\n");
  missing.file = (folder_ / "gone.csv").string();
  EXPECT_NE(run(missing).find("gone.csv"), std::string::npos);
  EXPECT_NE(run(Kind::members, "").find("no header"), std::string::npos);
  Request nowhere = request(Kind::members, "member_number\n1\n");
  nowhere.rejects = (folder_ / "no/such/folder/r.csv").string();
  EXPECT_NE(run(nowhere).find("--rejects"), std::string::npos);
  EXPECT_EQ(store_.count_members().value(), 0);
  Request itself = request(Kind::members, "member_number\n1\n");
  itself.rejects = itself.file;
  EXPECT_NE(run(itself).find("the file itself"), std::string::npos);
}

TEST_F(Import, WhenSomebodyWritesMeanwhileTheMembersAreReadAgain) {
  run(Kind::members, "member_number,given_name\n1,Åsa\n");
  store_.fail_next_commit(StoreFault::changed_meanwhile);
  EXPECT_EQ(run(Kind::members, "member_number,given_name\n1,Åse\n2,Bo\n"), "2 2 0 0 1");
  EXPECT_EQ(member::value_of(member("1").holdings, FieldId{"given_name"}), "Åse");
}

TEST_F(Import, AStoreThatIsAwayIsOneClearLine) {
  const Request made = request(Kind::members, "member_number\n1\n");
  store_.go_away();
  const std::string line = run(made);
  store_.come_back();
  EXPECT_NE(line.find("the store did not answer"), std::string::npos);
  EXPECT_EQ(store_.count_members().value(), 0);
}

// ---- the NIX register

class Nix : public Import {
 protected:
  void SetUp() override {
    Import::SetUp();
    notice::Field field = notice_.fields.front();
    field.id = FieldId("nix");
    field.kind = notice::FieldKind::date;
    notice_.fields.push_back(field);
    notice_.purposes.front().fields.emplace_back("nix");
    notice_.sending.nix = notice::Nix{FieldId("nix"), 12, notice_.clauses.front().id, "MFL 21 §"};
    ASSERT_EQ(run(Kind::members, "member_number\n1\n2\n3\n"), "3 3 0 0 3");
  }
  std::string listed(const std::string& number) {
    return std::string(member::value_of(member(number).holdings, FieldId("nix")));
  }
};

TEST_F(Nix, MarksWhoIsListedFromTheDayOfTheFileOrTheOneItNames) {
  EXPECT_EQ(run(Kind::nix, "member_number,listed,since\n1,yes,\n2,,2024-05-06\n3,no,\n"),
            "3 2 1 0 0");
  EXPECT_EQ(listed("1"), "2026-03-01");
  EXPECT_EQ(listed("2"), "2024-05-06");
  EXPECT_EQ(listed("3"), "");
}

// A yes to letters counts when it is later than the listing, so the day may not creep forward.
TEST_F(Nix, TheSameListAMonthLaterMovesNoDay) {
  const std::string list = "member_number\n1\n";
  ASSERT_EQ(run(Kind::nix, list), "1 1 0 0 0");
  Request april = request(Kind::nix, list);
  april.as_of = at("2026-04-01T12:00:00Z");
  EXPECT_EQ(run(april), "1 0 1 0 0");
  EXPECT_EQ(listed("1"), "2026-03-01");
}

TEST_F(Nix, OnlyARowThatSaysSoTakesAListingAway) {
  ASSERT_EQ(run(Kind::nix, "member_number\n1\n2\n"), "2 2 0 0 0");
  EXPECT_EQ(run(Kind::nix, "member_number,listed\n3,yes\n2,no\n"), "2 2 0 0 0");
  EXPECT_EQ(listed("1"), "2026-03-01") << "Not in the file, and still listed.";
  EXPECT_EQ(listed("2"), "");
  EXPECT_EQ(run(Kind::nix, "member_number,listed\n2,no\n"), "1 0 1 0 0");
}

TEST_F(Nix, AListingWinsOverANoInTheSameFile) {
  run(Kind::nix, "member_number,listed\n1,yes\n1,no\n2,no\n2,yes\n");
  EXPECT_EQ(listed("1"), "2026-03-01");
  EXPECT_EQ(listed("2"), "2026-03-01");
}

TEST_F(Nix, RejectsWhoIsNoMemberAndWhatItCannotRead) {
  EXPECT_EQ(run(Kind::nix,
                "member_number,listed,since\n9,yes,\n1,maybe,\n1,yes,2026-04-01\n1,no,2026-01-01\n"
                "1,yes,soon\n"),
            "5 0 0 5 0");
  EXPECT_EQ(rejects(),
            "rejected_line,rejected_reason,member_number,listed,since\r\n"
            "2,member_number.no_such_member,9,yes,\r\n"
            "3,listed.not_yes_or_no,1,maybe,\r\n"
            "4,since.after_as_of,1,yes,2026-04-01\r\n"
            "5,since.not_listed,1,no,2026-01-01\r\n"
            "6,since.bad_time,1,yes,soon\r\n");
  EXPECT_EQ(listed("1"), "");
}

TEST_F(Nix, AnotherReferenceLeadsToTheNumberByAMap) {
  write("sent.csv", "ref,member\nA7,1\n");
  EXPECT_EQ(run(Kind::nix, "reference;hit\nA7;J\nB8;J\n",
                R"({"import": "nix", "separator": ";", "fields": {
                  "member_number": {"column": "reference", "lookups": [
                    {"file": "sent.csv", "key": "ref", "value": "member"}]},
                  "listed": {"column": "hit", "values": {"J": "yes", "N": "no"}}}})"),
            "2 1 0 1 0");
  EXPECT_EQ(listed("1"), "2026-03-01");
}

TEST_F(Nix, ANoticeWithoutTheRegisterTakesNoList) {
  notice_.sending.nix.reset();
  EXPECT_EQ(run(Kind::nix, "member_number\n1\n"), "the notice says nothing about the NIX register");
}

}  // namespace
}  // namespace samtycke::server::import
