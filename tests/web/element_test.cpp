// What a page becomes for everyone who does not see the canvas: structure, names and escaping.
#include "core/view/element.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

namespace samtycke::view {
namespace {

Page page_with(std::vector<Block> blocks) {
  Page page;
  page.id = "consents";
  page.language = Language("sv");
  page.title = "Samtycken";
  page.club = "Klubben";
  page.skip = "Hoppa till innehållet";
  page.menu_label = "Sidor";
  page.languages_label = "Språk";
  page.menu = {{"menu-overview", "Översikt", "/sv/oversikt", LinkLook::inline_text, false},
               {"menu-consents", "Samtycken", "/sv/samtycken", LinkLook::inline_text, true}};
  page.languages = {
      {"language-sv", "Svenska", "/sv/samtycken", LinkLook::inline_text, true, {}},
      {"language-en", "English", "/en/consents", LinkLook::inline_text, false, Language("en")}};
  page.blocks = std::move(blocks);
  page.footnote = "Klubben AB svarar för uppgifterna.";
  return page;
}

std::string written(std::vector<Block> blocks) {
  return html(elements(page_with(std::move(blocks))));
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void each(const std::vector<Element>& all, const std::function<void(const Element&)>& look) {
  for (const Element& element : all) {
    look(element);
    each(element.children, look);
  }
}

std::vector<Block> one_of_each() {
  Switch offers;
  offers.id = "cell-own-email";
  offers.name = "cell.own.email";
  offers.label = "E-post";
  offers.hint = "Om våra varor.";
  offers.state = "På sedan i våras";
  offers.on = true;
  Field phone;
  phone.id = "phone";
  phone.name = "phone";
  phone.type = FieldType::tel;
  phone.label = "Telefon";
  phone.error = "Skriv ett nummer";
  Field room;
  room.id = "room";
  room.name = "room";
  room.label = "Rum";
  room.value = "bath";
  room.options = {{"bed", "Sovrum"}, {"bath", "Badrum"}};
  Table table{"buys", "Köp", {"Datum", "Summa"}, {{{"1 mars", false}, {"99,00 kr", true}}}};
  Form form{"form", "/sv/samtycken", "Dina val", {{"form_token", "t0k"}}, {}};
  form.blocks = {Block{offers}, Block{phone}, Block{room},
                 Block{Actions{"acts",
                               {Block{Button{"save", "Spara", Emphasis::primary, "do", "save"}},
                                Block{Link{"file", "Hämta", "/f", LinkLook::download, false}}}}}};
  return {Block{Message{"said", Mood::success, "Sparat"}},
          Block{Section{"mail", "E-post", SectionLook::card, {Block{form}}}},
          Block{table},
          Block{Facts{"facts", {{"Nummer", "100001", "Sedan 2021"}}}},
          Block{List{"list", {"Ett", "Två"}}},
          Block{Details{"more", "Läs mer", {Block{Paragraph{"why", "Därför.", Tone::muted}}}}}};
}

TEST(Elements, HaveLandmarksInTheOrderAListenerExpects) {
  const auto all = elements(page_with({}));
  ASSERT_EQ(all.size(), 4u);
  EXPECT_EQ(all[0].tag, "a");
  EXPECT_EQ(all[1].tag, "header");
  EXPECT_EQ(all[2].tag, "main");
  EXPECT_EQ(all[3].tag, "footer");
  EXPECT_EQ(*attribute(all[0], "href"), "#" + all[2].id);
}

TEST(Elements, NeverGiveTwoElementsTheSameId) {
  std::set<std::string> seen;
  each(elements(page_with(one_of_each())), [&](const Element& element) {
    EXPECT_TRUE(element.id.empty() || seen.insert(element.id).second) << element.id;
  });
}

TEST(Elements, PointOnlyToIdsThatAreThere) {
  const auto all = elements(page_with(one_of_each()));
  std::set<std::string> ids;
  each(all, [&](const Element& element) { ids.insert(element.id); });
  each(all, [&](const Element& element) {
    for (const char* name : {"for", "aria-labelledby", "aria-describedby"}) {
      const std::string* list = attribute(element, name);
      if (list == nullptr) continue;
      for (std::size_t at = 0; at < list->size();) {
        const std::size_t end = std::min(list->find(' ', at), list->size());
        EXPECT_TRUE(ids.count(list->substr(at, end - at))) << element.id << " " << name;
        at = end + 1;
      }
    }
  });
}

TEST(Elements, MarkTheCurrentPageAndTheLanguageOfEachLanguageLink) {
  const std::string text = written({});
  EXPECT_TRUE(has(text, "href=\"/sv/samtycken\" aria-current=\"page\">Samtycken</a>"));
  EXPECT_TRUE(has(text, "href=\"/en/consents\" lang=\"en\" hreflang=\"en\">English</a>"));
  EXPECT_TRUE(has(text, "<h1 id=\"title\" class=\"page-title\" tabindex=\"-1\">Samtycken</h1>"));
}

TEST(Elements, SendASwitchAsACheckboxThatIsSpokenAsASwitch) {
  const std::string text = written(one_of_each());
  EXPECT_TRUE(has(text,
                  "<input id=\"cell-own-email\" type=\"checkbox\" role=\"switch\" "
                  "name=\"cell.own.email\" value=\"on\" checked "
                  "aria-describedby=\"cell-own-email-hint cell-own-email-state\">"));
  EXPECT_TRUE(has(text,
                  "<label id=\"cell-own-email-label\" class=\"switch-label\" "
                  "for=\"cell-own-email\">E-post</label>"));
}

TEST(Elements, BarALockedSwitchFromBeingTurnedOnAndNeverFromBeingTurnedOff) {
  Switch it;
  it.id = "s";
  it.name = "s";
  it.label = "S";
  it.locked = "Vi saknar din e-postadress.";
  EXPECT_TRUE(has(written({Block{it}}), " disabled"));
  it.on = true;
  EXPECT_FALSE(has(written({Block{it}}), " disabled"));
  it.on = false;
  it.changed = true;  // Just flipped off, not saved: the flip can be taken back.
  EXPECT_FALSE(has(written({Block{it}}), " disabled"));
}

TEST(Elements, TieWhatIsWrongToTheFieldThatIsWrong) {
  const std::string text = written(one_of_each());
  EXPECT_TRUE(has(text, "aria-invalid=\"true\" aria-describedby=\"phone-error\""));
  EXPECT_TRUE(has(text, "<p id=\"phone-error\" class=\"error\">Skriv ett nummer</p>"));
}

TEST(Elements, KeepTheChosenOption) {
  EXPECT_TRUE(has(written(one_of_each()), "<option value=\"bath\" selected>Badrum</option>"));
}

TEST(Elements, KeepTheMeaningOfATableThatIsShownAsCards) {
  const std::string text = written(one_of_each());
  EXPECT_TRUE(has(text, "role=\"columnheader\">Datum</th>"));
  EXPECT_TRUE(has(text, "role=\"rowheader\" scope=\"row\" data-label=\"Datum\">1 mars</th>"));
  EXPECT_TRUE(has(text,
                  "<td id=\"buys-r0-c1\" class=\"numeric\" role=\"cell\" "
                  "data-label=\"Summa\">99,00 kr</td>"));
}

TEST(Elements, StepDownOneHeadingLevelForEachSectionInside) {
  Section inner{"inner", "Inre", SectionLook::plain, {}};
  Section outer{"outer", "Yttre", SectionLook::card, {Block{inner}}};
  const std::string text = written({Block{outer}});
  EXPECT_TRUE(has(text, "<h2 id=\"outer-title\""));
  EXPECT_TRUE(has(text, "<h3 id=\"inner-title\""));
}

TEST(Elements, HoldNoInlineStyleAndNoScript) {
  each(elements(page_with(one_of_each())), [](const Element& element) {
    EXPECT_NE(element.tag, "script");
    EXPECT_NE(element.tag, "style");
    for (const auto& [name, value] : element.attributes) {
      EXPECT_NE(name, "style");
      EXPECT_FALSE(name.starts_with("on")) << name;
    }
  });
}

TEST(Html, CannotBeBrokenOutOf) {
  const std::string hostile = "\"'><script>alert(1)</script>&amp;<!--]]>";
  Field field;
  field.id = "given";
  field.name = "given";
  field.label = hostile;
  field.value = hostile;
  field.hint = hostile;
  const std::string text = written({Block{field}, Block{Paragraph{"p", hostile, Tone::plain}},
                                    Block{Facts{"f", {{hostile, hostile, hostile}}}},
                                    Block{Message{"m", Mood::error, hostile}}});
  EXPECT_FALSE(has(text, "<script"));
  EXPECT_FALSE(has(text, "<!--"));
  EXPECT_TRUE(
      has(text, "&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;&lt;!--]]&gt;"));
}

TEST(Html, KeepsAnEmptyValueAndClosesNoVoidElement) {
  Field field;
  field.id = "q";
  field.name = "q";
  field.label = "Q";
  const std::string text = written({Block{field}});
  EXPECT_TRUE(has(text, "value=\"\""));
  EXPECT_FALSE(has(text, "</input>"));
}

TEST(Html, ShowsAZeroByteAsTheReplacementCharacter) {
  EXPECT_TRUE(has(written({Block{Paragraph{"p", std::string("a\0b", 3), Tone::plain}}}),
                  ">a\xEF\xBF\xBD"
                  "b</p>"));
}

}  // namespace
}  // namespace samtycke::view
