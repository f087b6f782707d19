// The copy that a member keeps: whole, explained, and alone.
#include "core/view/copy.h"

#include <gtest/gtest.h>

#include <string>

#include "core/retention/keep_until.h"
#include "core/view/format.h"
#include "core/view/value.h"
#include "tests/core/view/portal.h"
#include "tests/support/planted.h"

namespace samtycke::view {
namespace {

Portal shipped() {
  Portal portal;
  portal.notice = sample_notice();
  return portal;
}

// The document with what HTML writes for < > & and quotes turned back.
std::string read(std::string text) {
  const std::pair<const char*, const char*> entities[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
  for (const auto& [entity, character] : entities) {
    for (std::size_t at = text.find(entity); at != std::string::npos;
         at = text.find(entity, at + 1)) {
      text.replace(at, std::string(entity).size(), character);
    }
  }
  return text;
}

// A copy in one language, and what must be in it.
struct Copy {
  const Setting setting;
  const consent::MemberFile file;
  const std::string text = read(copy_document(setting, file));

  void has(const std::string& wanted) const {
    EXPECT_NE(text.find(wanted), std::string::npos) << wanted;
  }
  std::string moment(Instant at) const { return format_moment(at, setting.words.language()); }
};

void has_records(const Copy& copy) {
  const Setting& setting = copy.setting;
  for (const auto& [field, value, source, at] : copy.file.holdings.records) {
    const notice::Field* known = notice::find(setting.notice, field);
    copy.has(known == nullptr ? field.text() : known->name.in(setting.words.language()));
    copy.has(value);  // No field's kind makes another word of it.
    copy.has(
        setting.words("source." + std::string(member::key(source)), {{"day", copy.moment(at)}}));
  }
}

void has_rows(const Copy& copy) {
  const Setting& setting = copy.setting;
  for (const auto& [number, at, store, source, lines] : copy.file.holdings.receipts) {
    copy.has(number);
    copy.has(copy.moment(at));
    copy.has(store);
    copy.has(setting.words("copy.from." + std::string(member::key(source))));
    for (const auto& [article, topic, quantity, amount] : lines) {
      copy.has(format_number(quantity, setting.words.language()) + " × " + article + " " +
               format_amount(amount, setting.notice.club.currency, setting.words.language()) +
               " (" + topic.text() + ")");
    }
  }
  for (const auto& [number, at, kind, about, topic, source] : copy.file.holdings.interactions) {
    copy.has(number);
    copy.has(copy.moment(at));
    copy.has(setting.words("interaction." + std::string(member::key(kind))));
    copy.has(about);
    copy.has(topic.text());
    copy.has(setting.words("copy.from." + std::string(member::key(source))));
  }
}

void has_decisions(const Copy& copy) {
  const Setting& setting = copy.setting;
  for (const auto& [act, version, language, text_sha256, way, actor, at] : copy.file.decisions) {
    copy.has(act_in_words(setting, act));
    copy.has(format_number(version, setting.words.language()));
    copy.has(">" + language.text() + "<");
    copy.has(text_sha256);
    copy.has(setting.words("way." + std::string(consent::key(way))));
    copy.has(">" + actor + "<");
    copy.has(copy.moment(at));
  }
}

// Which act it was, a sentence may say with names alone; these are all there.
void has_what_acts_are_about(const Copy& copy) {
  for (const char* kind : {"sender", "channel", "purpose", "category", "corrected"}) {
    copy.has("planted_" + std::string(kind) + "_");
  }
  for (const char* name :
       {"planted_sender_0", "planted_channel_1", "planted_sender_2", "planted_purpose_3",
        "planted_purpose_4", "planted_category_4", "planted_channel_5", "planted_purpose_6",
        "planted_purpose_7", "planted_category_7", "planted_corrected_9", "planted_corrected_10"}) {
    copy.has(name);
  }
}

TEST(Copy, HasEveryPartOfEverythingHeldInBothLanguages) {
  const Portal portal = shipped();
  for (const Setting& setting : {portal.swedish(), portal.english()}) {
    SCOPED_TRACE(setting.words.language().text());
    const Copy copy{setting, support::planted_member(portal.notice)};
    has_records(copy);
    has_rows(copy);
    has_decisions(copy);
    has_what_acts_are_about(copy);
    copy.has(copy.file.id.text());
    copy.has(format_number(copy.file.revision, setting.words.language()));
    copy.has(copy.moment(portal.now));
  }
}

TEST(Copy, ExplainsEachValueByCategoryPurposeGroundAndDay) {
  const Portal portal = shipped();
  const Language sv = support::swedish();
  const Copy copy{portal.swedish(), support::planted_member(portal.notice)};
  for (const notice::Category& category : portal.notice.categories) {
    copy.has(category.name.in(sv));
    copy.has(category.explanation.in(sv));
  }
  for (const notice::Purpose& purpose : portal.notice.purposes) {
    copy.has(purpose.name.in(sv));
    copy.has(purpose.explanation.in(sv));
    copy.has(purpose.legal_basis.in(sv));
    copy.has(purpose.legal_basis_law);
    copy.has(notice::find(portal.notice, purpose.clause)->text.in(sv));
  }
  for (const notice::Field& field : portal.notice.fields) {
    const auto keep = retention::keep_until(copy.file, portal.notice, field.id);
    ASSERT_TRUE(keep.has_value()) << field.id.text();
    copy.has(format_day(keep->day, sv));
  }
}

TEST(Copy, HasTheRowsThatThePageLeavesOut) {
  const Portal portal;
  consent::MemberFile file = support::joined_member();
  for (int i = 100; i < 160; ++i) {
    member::put(file.holdings, member::Receipt{"R-" + std::to_string(i),
                                               {support::at("2020-01-01T00:00:00Z").utc_ms + i},
                                               "",
                                               member::Source::till,
                                               {}});
    support::decided(file, consent::Restrict{}, "2026-03-01T12:00:00Z");
    file.decisions.back().actor = "agent:" + std::to_string(i);
  }
  const Copy copy{portal.swedish(), file};
  for (int i = 100; i < 160; ++i) {
    copy.has("R-" + std::to_string(i));
    copy.has("agent:" + std::to_string(i));
  }
}

// A file of personal data must not tell anyone that it was opened, nor need anything to be read.
TEST(Copy, StandsByItself) {
  const Portal portal = shipped();
  const std::string text = copy_document(portal.swedish(), support::planted_member(portal.notice));
  for (const char* outside : {"<script", "<link", "<a ", "href", "src=", "url(", "@import", "<img",
                              "<form", "<input", "<details", "http:", "https:"}) {
    EXPECT_EQ(text.find(outside), std::string::npos) << outside;
  }
  EXPECT_TRUE(
      text.starts_with("<!doctype html>\n<html lang=\"sv\"><head><meta charset=\"utf-8\">"));
  EXPECT_NE(text.find("default-src &#39;none&#39;"), std::string::npos);
}

TEST(Copy, WhatSomebodyWroteIsTextInIt) {
  const Portal portal;
  consent::MemberFile file = support::small_member();
  file.holdings.records[0].value = "</style><script>alert(1)</script>";
  const std::string text = copy_document(portal.english(), file);
  EXPECT_EQ(text.find("<script"), std::string::npos);
  EXPECT_NE(text.find("&lt;script&gt;alert(1)"), std::string::npos);
  EXPECT_EQ(text.find("</style>"), text.rfind("</style>"));
}

TEST(Copy, HasNoMenuAndNoWayOut) {
  const Portal portal;
  const Page page = copy_page(portal.swedish(), support::joined_member());
  EXPECT_TRUE(page.menu.empty() && page.languages.empty() && page.footer.empty());
  EXPECT_FALSE(page.sign_out.has_value());
  EXPECT_EQ(heard(page).find("link "), std::string::npos);
  EXPECT_NE(page.footnote.find("Integritetsskyddsmyndigheten"), std::string::npos);
}

}  // namespace
}  // namespace samtycke::view
