// What a member chooses: topics, a room, how often; and how the pages look.
#include <gtest/gtest.h>

#include "core/view/element.h"
#include "tests/core/view/portal.h"

namespace samtycke::view {
namespace {

TEST(PreferencesPage, OffersWhatTheNoticeLetsAMemberChooseAndTheLooksOfThePages) {
  const Portal portal;
  EXPECT_EQ(heard(preferences_page(portal.swedish(), support::joined_member(), {}, {})),
            R"(Välj vad du är intresserad av och hur sidorna ska se ut.
card Det du gillar
  Klubben använder det här för att välja vad du får. Ändra när du vill; inget ändras förrän du sparar.
  form Det du gillar
    field choice Favoritrum: Sova
    primary button Spara
card Språk
  Sidorna finns på flera språk. Det du har valt står kvar.
  link Show the pages in English -> /en/preferences
card Utseende
  field choice Tema: Som på din enhet
    hint: Sparas bara i den här webbläsaren.
  Längst ner på varje sida kan du byta till enkel vy: samma innehåll som en vanlig webbsida, utan ritade delar.
link Välj vad som får nå dig -> /sv/samtycken
)");
}

TEST(PreferencesPage, WhatIsToldRatherThanChosenIsCorrectedElsewhere) {
  const Portal portal;
  const Page page = preferences_page(portal.swedish(), support::small_member(), {}, {});
  EXPECT_EQ(lines_with(page, "Kön"), "") << "sex is no preference";
}

TEST(PreferencesPage, AClubWithNothingToChooseFromSaysSo) {
  Portal portal;
  for (notice::Field& field : portal.notice.fields) field.corrected_by_member = false;
  EXPECT_EQ(
      card_of(preferences_page(portal.english(), support::small_member(), {}, {}), "What you like"),
      "The club has nothing to choose from here.\n");
}

// Linnegården with topics that members follow (N1).
Portal with_topics() {
  Portal portal;
  notice::Field followed{FieldId{"followed"},
                         CategoryId{"membership"},
                         notice::FieldKind::topics,
                         Text{},
                         {},
                         true,
                         {}};
  followed.name = support::wording("Ämnen du följer", "Topics you follow").text;
  portal.notice.fields.push_back(followed);
  portal.notice.purposes[0].fields.push_back(followed.id);
  return portal;
}
consent::MemberFile who_follows(const Portal& portal, const char* topics) {
  consent::MemberFile file = support::small_member();
  member::put(file.holdings,
              member::Record{FieldId{"followed"}, topics, member::Source::member, portal.now});
  return file;
}

TEST(PreferencesPage, TopicsThatAMemberFollowsAreNamedAndHaveASwitchEach) {
  const Portal portal = with_topics();
  const Page page = preferences_page(
      portal.swedish(), who_follows(portal, "bath,garden,sleep"),
      {{FieldId{"followed"}, "sleep", ""}, {FieldId{"phone"}, "070", "bad_phone"}}, {});
  EXPECT_EQ(lines_with(page, "Ämnen du följer"), "section Ämnen du följer\n");
  EXPECT_EQ(lines_with(page, "switch"), "switch Sova on\nswitch Bada off changed\n");
  EXPECT_EQ(switch_called(page, "followed.bath").state, "Stängs av när du sparar.");
}

TEST(PreferencesPage, TheFormOfTopicsIsReadBackAsTheyWereSwitched) {
  const Portal portal = with_topics();
  const std::string html = view::html(
      elements(preferences_page(portal.swedish(), who_follows(portal, "sleep"), {}, {})));
  for (const char* sent :
       {R"(type="hidden" name="followed" value="")", R"(name="followed.sleep")"}) {
    EXPECT_NE(html.find(sent), std::string::npos) << sent << "\n" << html;
  }
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  const auto read = [&](const Pairs& pairs) {
    const auto corrections = corrections_from_form(portal.notice, pairs);
    return corrections.size() == 1 ? corrections.front().value : "not one correction";
  };
  EXPECT_EQ(read({{"followed", ""}, {"followed.sleep", "on"}, {"followed.bath", "on"}}),
            "bath,sleep");
  EXPECT_EQ(read({{"followed.sleep", "on"}, {"followed", ""}, {"do", "save"}}), "sleep");
  EXPECT_EQ(read({{"followed", ""}}), "") << "all of them were turned off";
  EXPECT_EQ(read({{"followed", "bath"}}), "bath") << "from a program";
  EXPECT_EQ(read({{"followed.sleep", "on"}}), "not one correction") << "the form had no topics";
}

}  // namespace
}  // namespace samtycke::view
