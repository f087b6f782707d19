#include <gtest/gtest.h>

#include "core/view/value.h"
#include "tests/core/view/portal.h"

namespace samtycke::view {
namespace {

using consent::CategoryUse;
using retention::KeepUntil;
using support::day;

const PurposeId analysis{"analysis"};

// With so many days after a no, in the member's language.
struct Reader {
  Portal portal;

  explicit Reader(int days) { portal.notice.retentions[0].days_after_objection = days; }
  std::string swedish(retention::Reason since) const { return read(portal.swedish(), since); }
  std::string english(retention::Reason since) const { return read(portal.english(), since); }

 private:
  // The spaces that keep a date on one line are plain here.
  static std::string read(const Setting& setting, const retention::Reason& since) {
    std::string text =
        reason_in_words(setting, {day("2029-01-01"), RetentionId{"three_years"}, since});
    for (std::size_t at = text.find("\u00a0"); at != std::string::npos; at = text.find("\u00a0")) {
      text.replace(at, 2, " ");
    }
    return text;
  }
};

TEST(ReasonInWords, NamesThePurchaseTheDayCountsFrom) {
  EXPECT_EQ(Reader(30).swedish(retention::SincePurchase{day("2026-01-01")}),
            "Det är tre år från ditt senaste köp, den 1 januari 2026.");
}

TEST(ReasonInWords, SaysWhetherItCountsFromJoiningForWantOfAPurchase) {
  Reader reader(30);
  EXPECT_EQ(
      reader.english(retention::SinceJoining{day("2026-01-01")}),
      "That is three years from the day you joined the club, 1 January 2026, since we hold no "
      "purchase of yours.");
  reader.portal.notice.retentions[0].start = notice::ClockStart::joined;
  EXPECT_EQ(reader.english(retention::SinceJoining{day("2026-01-01")}),
            "That is three years from the day you joined the club, 1 January 2026.");
}

TEST(ReasonInWords, NamesWhatTheMemberSaidNoTo) {
  EXPECT_EQ(
      Reader(30).swedish(retention::SinceObjection{day("2026-03-14"), analysis}),
      "Det är 30 dagar efter den 14 mars 2026, då du sa nej till: Personliga erbjudanden. Nu "
      "finns inget annat ändamål som behöver uppgifterna. Om du ändrar dig före dess sparar vi "
      "dem som vanligt.");
  EXPECT_EQ(Reader(1).english(retention::SinceObjection{
                day("2026-03-14"), CategoryUse{analysis, CategoryId{"demographics"}}}),
            "That is one day after 14 March 2026, when you said no to: Demographics for Personal "
            "offers. Nothing else that we do needs the data now. If you change your mind before "
            "then, we keep it as usual.");
}

TEST(ReasonInWords, ANoMayEndItOnTheSameDay) {
  EXPECT_EQ(
      Reader(0).english(retention::SinceObjection{day("2026-03-14"), analysis}),
      "That is 14 March 2026, the day you said no to: Personal offers. Nothing else that we do "
      "needs the data now.");
  EXPECT_EQ(Reader(0).swedish(retention::SinceLeaving{day("2026-03-14")}),
            "Det är den 14 mars 2026, dagen då du lämnade klubben.");
}

TEST(ReasonInWords, NamesTheDayTheMemberLeft) {
  EXPECT_EQ(Reader(30).swedish(retention::SinceLeaving{day("2026-03-14")}),
            "Det är 30 dagar efter den 14 mars 2026, då du lämnade klubben.");
}

}  // namespace
}  // namespace samtycke::view
