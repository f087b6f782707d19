#include <gtest/gtest.h>

#include "core/view/page.h"

namespace samtycke::view {
namespace {

TEST(Speak, SaysEachKindOfBlockOnALineOfItsOwn) {
  Switch toggle;
  toggle.label = "E-post från Hemtex";
  toggle.hint = "Ja tack.";
  toggle.on = true;
  toggle.changed = true;
  Switch closed;
  closed.label = "Sms från Hemtex";
  closed.locked = "Vi saknar ditt nummer.";
  Field field;
  field.label = "Favoritrum";
  field.value = "sleep";
  field.options = {{"bath", "Bada"}, {"sleep", "Sova"}};
  field.error = "Välj ett annat.";
  Table table{"t", "Köp", {"När", "Belopp"}, {{{"i dag", false, Mark::yes}, {"10,00", true}}}};
  Form form;
  form.label = "Val";
  form.blocks = {{toggle}, {closed}, {Button{"b", "Spara", Emphasis::primary, "do", "save"}}};

  EXPECT_EQ(
      speak(std::vector<Block>{{Heading{"h", 2, "E-post"}},
                               {Paragraph{"p", "Så här är det.", Tone::lead}},
                               {Message{"m", Mood::warning, "Akta dig."}},
                               {Section{"s", "Brev", SectionLook::card, {{field}, {table}}}},
                               {form},
                               {Facts{"f", {{"Nummer", "1234", "Från klubben."}}}},
                               {List{"l", {"ett", "två"}}},
                               {MemberCard{"c", "Hemtex", "Åsa", "Nummer", "17", "Kod"}},
                               {Timeline{"d",
                                         {{"3 mars", "Köp", "Ett.", Stage::past},
                                          {"4 mars", "I dag", "", Stage::now},
                                          {"5 mars", "Slut", "", Stage::ahead}}}},
                               {Bars{"b", "Per år", "År", "Belopp", {{"2025", "10,00", 1000}}}}}),
      "heading 2 E-post\n"
      "Så här är det.\n"
      "warning: Akta dig.\n"
      "card Brev\n"
      "  field choice Favoritrum: Sova\n"
      "    error: Välj ett annat.\n"
      "  table Köp\n"
      "    columns När | Belopp\n"
      "    row +i dag | 10,00\n"
      "form Val\n"
      "  switch E-post från Hemtex on changed\n"
      "    hint: Ja tack.\n"
      "  switch Sms från Hemtex off locked: Vi saknar ditt nummer.\n"
      "  primary button Spara\n"
      "Nummer: 1234\n"
      "  Från klubben.\n"
      "- ett\n"
      "- två\n"
      "member card Åsa, Nummer 17\n"
      "past 3 mars: Köp\n"
      "  Ett.\n"
      "now 4 mars: I dag\n"
      "ahead 5 mars: Slut\n"
      "bars Per år\n"
      "  columns År | Belopp\n"
      "  row 2025 | 10,00 | 1000 ‰\n");
}

}  // namespace
}  // namespace samtycke::view
