// The shipped notice says what the club's text says, N1 to N9 of the design, and each sentence is
// carried out by some part of the data.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>

#include "core/notice/lint.h"
#include "core/wire/notice_json.h"
#include "core/wire/offers_json.h"

namespace samtycke {
namespace {

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

notice::Notice hemtex() {
  wire::NoticeFiles files;
  for (const auto& entry :
       std::filesystem::directory_iterator(SAMTYCKE_SOURCE_DIR "/assets/notice/hemtex")) {
    const bool beside = entry.path().filename() == "offers.json";
    if (entry.path().extension() == ".json" && !beside)
      files[entry.path().filename().string()] = contents(entry.path());
  }
  auto read = wire::decode_notice_files(files);
  EXPECT_TRUE(read.ok());
  return read.ok() ? std::move(read).value() : notice::Notice();
}

notice::Offers offers_beside(const notice::Notice& notice) {
  auto offers = wire::decode_offers(
      contents(SAMTYCKE_SOURCE_DIR "/assets/notice/hemtex/offers.json"), notice);
  EXPECT_TRUE(offers.ok());
  return offers.ok() ? std::move(offers).value() : notice::Offers();
}

// Words only: layout, bullets and the marks that join a list's entries do not count.
std::string words_of(std::string_view text) {
  std::string words;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 3) == "•") {
      i += 2;
    } else if (std::string_view(" \n\r\t,.:").find(text[i]) == std::string_view::npos) {
      words += text[i];
    }
  }
  return words;
}

TEST(HemtexNotice, HasNineSentencesAndEachIsCarriedOut) {
  const notice::Notice notice = hemtex();
  for (int i = 1; i <= 9; ++i) {
    EXPECT_NE(find(notice, ClauseId("N" + std::to_string(i))), nullptr) << i;
  }
  for (const auto& finding : notice::lint(notice)) {
    EXPECT_NE(finding.doubt, notice::Doubt::clause_without_effect) << finding.place;
    EXPECT_NE(finding.doubt, notice::Doubt::field_without_purpose) << finding.place;
  }
}

TEST(HemtexNotice, SaysInSwedishWhatTheClubWrote) {
  const std::filesystem::path original = SAMTYCKE_SOURCE_DIR "/../shared/notice.sv.txt";
  if (!std::filesystem::exists(original)) {
    std::cout << "Not compared: the club's own text does not lie beside this checkout.\n";
    GTEST_SKIP() << "the club's own text does not lie beside this checkout";
  }
  const std::string club = words_of(contents(original));
  for (const auto& clause : hemtex().clauses) {
    EXPECT_NE(club.find(words_of(clause.text.in(Language("sv")))), std::string::npos)
        << clause.id.text();
  }
}

TEST(HemtexNotice, OffersSwitchesForEverySenderAndChannel) {
  const notice::Notice notice = hemtex();
  EXPECT_EQ(notice.senders.size(), 4U);
  EXPECT_EQ(notice.channels.size(), 4U);
  EXPECT_EQ(notice.cells.size(), 16U);
  EXPECT_EQ(find(notice, ChannelId("letter"))->permission, notice::Permission::opt_out);
  for (const char* channel : {"email", "sms", "push"}) {
    EXPECT_EQ(find(notice, ChannelId(channel))->permission, notice::Permission::consent) << channel;
  }
  EXPECT_EQ(find(notice, SenderId("own"))->legal_name, "Hemtex AB");
  EXPECT_TRUE(find(notice, SenderId("other_partners"))->legal_name.empty());
}

// Each sentence is carried out by data that can be pointed at; the design's section 1 has the list.
TEST(HemtexNotice, CarriesOutN1ByTopicsThatMembersFollow) {
  const notice::Notice notice = hemtex();
  EXPECT_EQ(notice.topics.size(), 10U);
  for (const auto& topic : notice.topics) EXPECT_EQ(topic.clause, ClauseId("N1"));
  const notice::Field* followed = find(notice, FieldId("followed_topics"));
  ASSERT_NE(followed, nullptr);
  EXPECT_EQ(followed->kind, notice::FieldKind::topics);
  EXPECT_EQ(followed->category, CategoryId("user_generated"));
  EXPECT_TRUE(followed->corrected_by_member) << "the member says it";
  const auto purposes = purposes_of(notice, followed->id);
  ASSERT_EQ(purposes.size(), 1U);
  EXPECT_EQ(purposes.front()->id, notice.sending.purpose);
}

TEST(HemtexNotice, CarriesOutN2BySendersAndOffersOfEachKind) {
  const notice::Notice notice = hemtex();
  std::set<notice::Relation> relations;
  for (const auto& sender : notice.senders) {
    relations.insert(sender.relation);
    EXPECT_EQ(sender.clause, ClauseId("N2"));
  }
  EXPECT_EQ(relations.size(), 3U) << "own, group companies, partners";
  std::set<std::pair<notice::Relation, notice::OfferKind>> offered;
  for (const auto& offer : offers_beside(notice)) {
    offered.emplace(find(notice, offer.sender)->relation, offer.kind);
  }
  EXPECT_EQ(offered.size(), 6U) << "general and personal ones of each";
}

TEST(HemtexNotice, CarriesOutN3BySegmentsOverEveryKindOfFact) {
  const notice::Notice notice = hemtex();
  EXPECT_EQ(notice.segmentation.purpose, PurposeId("analysis"));
  EXPECT_GE(notice.segmentation.segments.size(), 8U);
  for (const auto& segment : notice.segmentation.segments) {
    EXPECT_EQ(segment.clause, ClauseId("N3"));
    EXPECT_FALSE(notice::impossible(segment.rule)) << segment.id.text();
  }
  const std::string written = wire::encode_notice(notice);
  for (const char* fact : {"purchases", "amount_spent", "share_of_amount", "days_since_purchase",
                           "interactions", "age", "membership_months", "value"}) {
    EXPECT_NE(written.find(R"("fact":")" + std::string(fact)), std::string::npos) << fact;
  }
}

TEST(HemtexNotice, CarriesOutN5BySwitchesThatStopEverything) {
  const notice::Notice notice = hemtex();
  EXPECT_EQ(notice.sending.purpose, PurposeId("offers"));
  EXPECT_TRUE(find(notice, notice.sending.purpose)->objection.has_value());
  ASSERT_TRUE(notice.sending.nix.has_value());
  EXPECT_EQ(notice.sending.nix->clause, ClauseId("N5"));
  EXPECT_EQ(notice.sending.nix->customer_months, 12) << "MFL 21 §";
  ASSERT_TRUE(notice.sending.frequency.has_value());
  EXPECT_TRUE(find(notice, notice.sending.frequency->field)->corrected_by_member);
}

TEST(HemtexNotice, CarriesOutN6AndN7ByTheDataOfEachPurpose) {
  const notice::Notice notice = hemtex();
  const auto categories = [&](const char* id) {
    std::set<std::string> all;
    for (const FieldId& field : find(notice, PurposeId(id))->fields) {
      all.insert(find(notice, field)->category.text());
    }
    return all;
  };
  EXPECT_EQ(categories("offers"), (std::set<std::string>{"contact", "identity", "membership",
                                                         "receipts", "user_generated"}));
  EXPECT_EQ(categories("analysis"),
            (std::set<std::string>{"demographics", "household", "identity", "membership",
                                   "receipts", "user_generated"}));
  EXPECT_EQ(find(notice, PurposeId("analysis"))->optional_categories.size(), 4U);
}

TEST(HemtexNotice, CarriesOutN8ByShowingTheBasisOfEachPurpose) {
  for (const auto& purpose : hemtex().purposes) {
    EXPECT_NE(std::find(purpose.more_clauses.begin(), purpose.more_clauses.end(), ClauseId("N8")),
              purpose.more_clauses.end());
    EXPECT_EQ(purpose.legal_basis_law, "GDPR art. 6.1 b");
  }
}

// N4: every electronic consent to a company that has a name, and nothing else.
TEST(HemtexNotice, TurnsOnByItsTermsAllElectronicConsentsToNamedCompanies) {
  const notice::Notice notice = hemtex();
  std::vector<notice::Cell> expected;
  for (const auto& [cell, wording, by_terms] : notice.cells) {
    const bool named = !find(notice, cell.sender)->legal_name.empty();
    if (named && cell.channel != ChannelId("letter")) expected.push_back(cell);
  }
  std::vector<notice::Cell> turned_on = notice.terms.turns_on;
  std::sort(turned_on.begin(), turned_on.end());
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(turned_on, expected);
}

// What a member accepts must name what it turns on.
TEST(HemtexNotice, NamesInItsTermsEveryCompanyThatTheyTurnOn) {
  const notice::Notice notice = hemtex();
  for (const auto& cell : notice.terms.turns_on) {
    const std::string& company = find(notice, cell.sender)->legal_name;
    for (const auto& [language, text] : notice.terms.wording.text.by_language) {
      EXPECT_NE(text.find(company), std::string::npos) << company << " in " << language.text();
    }
  }
}

TEST(HemtexNotice, KeepsEverythingForThreeYearsFromTheLatestPurchase) {
  const notice::Notice notice = hemtex();
  for (const auto& purpose : notice.purposes) {
    const notice::Retention* retention = find(notice, purpose.retention);
    ASSERT_NE(retention, nullptr);
    EXPECT_EQ(retention->clause, ClauseId("N9"));
    EXPECT_EQ(retention->years, 3);
    EXPECT_EQ(retention->days_after_objection, 30);
    EXPECT_EQ(retention->start, notice::ClockStart::latest_purchase);
    EXPECT_EQ(retention->otherwise, notice::ClockStart::joined);
  }
  EXPECT_TRUE(find(notice, PurposeId("analysis"))->objection.has_value());
  EXPECT_TRUE(find(notice, PurposeId("offers"))->objection.has_value());
}

// An address of sign-in is not changed by a form alone, and a number is the club's to give.
TEST(HemtexNotice, LetsMembersCorrectWhatIsTheirs) {
  const notice::Notice notice = hemtex();
  std::vector<std::string> corrected;
  for (const auto& field : notice.fields) {
    if (field.corrected_by_member) corrected.push_back(field.id.text());
  }
  EXPECT_EQ(corrected,
            (std::vector<std::string>{"given_name", "family_name", "favourite_room", "frequency",
                                      "phone", "street", "postcode", "city", "followed_topics"}));
}

TEST(HemtexNotice, IsDoubtedWhereTheLawDoubtsIt) {
  std::string doubts;
  for (const auto& finding : notice::lint(hemtex())) {
    doubts += std::string(notice::key(finding.doubt)) + " " + finding.place + "\n";
  }
  EXPECT_EQ(doubts,
            "consent_bundled_with_terms terms/turns_on\n"
            "sender_unnamed senders/other_partners\n"
            "basis_doubtful purposes/offers\n"
            "basis_doubtful purposes/analysis\n"
            "profiling_on_contract purposes/analysis\n"
            "field_not_read data/sex\n");
  for (const auto& finding : notice::lint(hemtex())) {
    EXPECT_EQ(notice::severity(finding.doubt), notice::Severity::warning) << finding.place;
  }
}

}  // namespace
}  // namespace samtycke
