// What a draft would lead to, before it is saved.
#include <gtest/gtest.h>

#include "tests/core/view/portal.h"

namespace samtycke::view {
namespace {

using consent::Wish;
using support::cell;
using support::wish;

const PurposeId analysis{"analysis"};

std::string if_saved(const Portal& portal, const consent::MemberFile& file,
                     const std::vector<Wish>& draft) {
  return card_of(consents_page(portal.swedish(), file, draft, {}), "Om du sparar");
}

// Joined, and bought for the bed once more: a bedroom friend.
consent::MemberFile bedroom_friend() {
  consent::MemberFile file = support::joined_member();
  member::put(file.holdings, member::Receipt{"B-3",
                                             support::at("2026-02-01T10:00:00Z"),
                                             "",
                                             member::Source::website,
                                             {{"Kudde", TopicId{"sleep"}, 1, {29900}}}});
  return file;
}

TEST(WhatIf, NoToTheAnalysisNamesTheSegmentsAndOffersThatAreLostAndWhatIsNoLongerUsed) {
  const Portal portal = with_segments();  // L8; GDPR Art. 21(2)
  EXPECT_EQ(if_saved(portal, bedroom_friend(), {wish(portal.notice, consent::Object{analysis})}),
            R"(- Personliga erbjudanden stängs av.
Det leder till:
- Ett erbjudande når dig inte längre: Erbjudande b.
- Du är inte längre med i de här segmenten: Sovrumsvänner.
- Används inte längre till Personliga erbjudanden: Identitetsuppgifter, Medlemsuppgifter, Kvittouppgifter, Demografiska uppgifter och Användargenererade uppgifter.
- Tas bort redan när den 14 mars 2026 är slut: Favoritrum och Kön.
Inget av det här är sparat än.
)");
}

TEST(WhatIf, WhoTurnsOffTheLastSenderOfAChannelReadsThatItGoesQuiet) {
  const Portal portal = with_segments();
  EXPECT_EQ(if_saved(portal, support::joined_member(),
                     {wish(portal.notice, consent::Withdraw{cell("own", "sms")})}),
            R"(- Sms från Linnegården slutar komma.
Det leder till:
- Inget når dig längre så här: Sms.
Inget av det här är sparat än.
)");
}

TEST(WhatIf, ACategoryThatIsLeftOutIsNoLongerUsedAndGoesEarlier) {
  Portal portal = with_segments();  // N7
  portal.notice.retentions[0].days_after_objection = 30;
  EXPECT_EQ(if_saved(portal, support::joined_member(),
                     {wish(portal.notice, consent::Object{consent::CategoryUse{
                                              analysis, CategoryId{"demographics"}}})}),
            R"(- Demografiska uppgifter till Personliga erbjudanden används inte längre.
Det leder till:
- Används inte längre till Personliga erbjudanden: Demografiska uppgifter.
- Tas bort redan när den 13 april 2026 är slut: Kön.
Inget av det här är sparat än.
)");
}

TEST(WhatIf, AYesBringsBackWhatItBringsBack) {
  const Portal portal = with_segments();
  const auto file = consent::decide_all(support::joined_member(),
                                        {wish(portal.notice, consent::Object{analysis})},
                                        portal.notice, support::today())
                        .after;
  EXPECT_EQ(if_saved(portal, file, {wish(portal.notice, consent::LiftObjection{analysis})}),
            R"(- Personliga erbjudanden slås på.
Det leder till:
- Används igen till Personliga erbjudanden: Identitetsuppgifter, Medlemsuppgifter, Kvittouppgifter, Demografiska uppgifter och Användargenererade uppgifter.
- Sparas till och med den 28 november 2028: Favoritrum och Kön.
Inget av det här är sparat än.
)");
}

TEST(WhatIf, WhatIsRefusedLeadsToNothing) {
  const Portal portal = with_segments();
  const std::string said =
      if_saved(portal, support::joined_member(),
               {wish(portal.notice, consent::Grant{cell("partner", "email")})});
  EXPECT_EQ(said.find("Det leder till"), std::string::npos);
}

}  // namespace
}  // namespace samtycke::view
