// The page Historik: what was decided, in words, and how far each receipt was checked and by whom.
#include <gtest/gtest.h>

#include "tests/core/view/portal.h"

namespace samtycke::view {
namespace {

using enum ReceiptState;

consent::MemberFile with_decisions(int count) {
  consent::MemberFile file = support::small_member();
  for (int i = 0; i < count; ++i) {
    support::decided(file,
                     i % 2 == 0 ? consent::Act{consent::Restrict{}} : consent::LiftRestriction{},
                     "2026-02-0" + std::to_string(1 + i % 9) + "T10:00:00Z");
  }
  return file;
}

Page page_of(const consent::MemberFile& file, std::vector<ReceiptState> receipts) {
  return history_page(Portal{}.swedish(), file, {std::move(receipts), "samtycke/0123+4567+abc="});
}

TEST(HistoryPage, SaysWhenHowAndAboutWhichTextEachChoiceWasMade) {
  consent::MemberFile file = with_decisions(2);
  file.decisions[0].notice_version = 2;
  file.decisions[0].language = support::english();
  file.decisions[0].way = consent::Way::agent;
  file.decisions[0].actor = "agent:anna";
  EXPECT_EQ(card_of(page_of(file, {verified, waiting}), "1. Bad oss att bara lagra uppgifterna"),
            "När: 1 februari 2026 kl. 11.00\n"
            "Hur: Genom kundtjänst\n"
            "  Antecknat av: agent:anna\n"
            "Text: Version 2, English\n"
            "Kvitto: Kontrollerat av din webbläsare\n"
            "  Kvittot stämmer: valet står i förteckningen precis så här.\n"
            "link Ladda ner kvitto 1 -> /api/v1/me/receipt?number=1\n");
}

TEST(HistoryPage, ShowsTheNewestFirst) {
  const std::string text = heard(page_of(with_decisions(2), {verified, verified}));
  EXPECT_LT(text.find("Lät oss använda"), text.find("Bad oss att bara lagra"));
}

TEST(HistoryPage, SaysTheWorstOfWhatTheReceiptsSay) {
  const consent::MemberFile file = with_decisions(3);
  const auto sum = [&](std::vector<ReceiptState> receipts) {
    const std::string text = heard(page_of(file, std::move(receipts)));
    for (const char* mood : {"error: ", "warning: ", "info: ", "success: "}) {
      const std::size_t at = text.find(mood);
      if (at != std::string::npos) return text.substr(at, text.find('\n', at) - at);
    }
    return std::string();
  };
  EXPECT_EQ(sum({verified, verified, verified}),
            "success: Din webbläsare har själv kontrollerat alla 3 kvitton. De stämmer.");
  EXPECT_EQ(sum({failed, waiting, verified}),
            "error: Ett kvitto stämmer inte. Spara det och hör av dig till klubben.");
  EXPECT_EQ(sum({failed, failed, verified}),
            "error: 2 kvitton stämmer inte. Spara dem och hör av dig till klubben.");
  EXPECT_EQ(sum({verified, verified, waiting}),
            "info: Ett val väntar på att skrivas in i förteckningen. Det brukar ta någon sekund.");
  EXPECT_EQ(sum({verified}), "info: Kvittona hämtas och kontrolleras i din webbläsare …");
  EXPECT_EQ(
      sum({not_fetched, not_fetched, not_fetched}),
      "warning: Kvittona kunde inte hämtas, så de är inte kontrollerade. Dina val står här ändå.");
  EXPECT_EQ(sum({said_by_club, said_by_club, said_by_club}).substr(0, 21), "info: Klubben säger ");
}

TEST(HistoryPage, AServersWordIsNeverCalledAProof) {
  const Page page = page_of(with_decisions(1), {said_by_club});
  EXPECT_NE(lines_with(page, "Kvitto: Står i förteckningen, säger klubben"), "");
  EXPECT_NE(lines_with(page, "Det är klubbens eget ord."), "");
  EXPECT_EQ(lines_with(page, "Kontrollerat"), "");
}

TEST(HistoryPage, AReceiptIsHadAsAFileAlsoWhereItDoesNotHold) {
  EXPECT_NE(lines_with(page_of(with_decisions(1), {failed}), "receipt?number=1"), "");
  EXPECT_EQ(lines_with(page_of(with_decisions(1), {waiting}), "receipt?number=1"), "");
}

TEST(HistoryPage, WhatWaitsCanBeFetchedAgain) {
  EXPECT_EQ(lines_with(page_of(with_decisions(1), {waiting}), "igen"),
            "link Hämta kvittona igen -> /sv/historik\n");
  EXPECT_EQ(lines_with(page_of(with_decisions(1), {verified}), "igen"), "");
}

TEST(HistoryPage, FoldsWhatIsOlderThanTheTwentyNewest) {
  EXPECT_EQ(lines_with(page_of(with_decisions(20), {}), "äldre val"), "");
  EXPECT_NE(lines_with(page_of(with_decisions(21), {}), "Visa 1 äldre val"), "");
  const Page many = page_of(with_decisions(63), std::vector(63, verified));
  EXPECT_NE(lines_with(many, "Visa 43 äldre val"), "");
  EXPECT_NE(heard(many).find("number=1\n"), std::string::npos) << "the oldest is there";
}

TEST(HistoryPage, SaysWhichKeyTheReceiptsWereCheckedWithAndWhereToHaveIt) {
  const Page page = page_of(with_decisions(1), {verified});
  EXPECT_NE(lines_with(page, "samtycke/0123+4567+abc="), "");
  EXPECT_NE(lines_with(page, "-> /api/v1/ledger.pub"), "");
}

TEST(HistoryPage, OfSomebodyWhoNeverDecidedSaysSo) {
  const Page page = page_of(support::small_member(), {});
  EXPECT_NE(lines_with(page, "Du har inte gjort några val än."), "");
  EXPECT_EQ(lines_with(page, "hämtas"), "");
}

}  // namespace
}  // namespace samtycke::view
