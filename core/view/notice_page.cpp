#include <algorithm>

#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/pages.h"

namespace samtycke::view {
namespace {

// What a sentence of the notice is about, and where it is carried out.
struct Part {
  std::string about;
  PageName page;
  std::string fragment;  // The id of what carries it out there.
};

class Parts {
 public:
  Parts(const Setting& setting, const notice::Clause& clause) : setting_(setting), clause_(clause) {
    add_topics();
    add_senders_and_channels();
    add_purposes();
    add_segments_and_offers();
    add_rules();
  }

  const std::vector<Part>& all() const { return parts_; }

 private:
  const notice::Notice& notice() const { return setting_.notice; }
  bool is_this(const ClauseId& id) const { return id == clause_.id; }
  std::string in_words(const Text& text) const { return text.in(setting_.words.language()); }
  void add(std::string about, PageName page, std::string fragment) {
    parts_.push_back({std::move(about), page, std::move(fragment)});
  }

  // Members follow topics; purchases carry one, and so do offers.
  void add_topics() {
    const auto& topics = notice().topics;
    if (std::none_of(topics.begin(), topics.end(), [&](auto& t) { return is_this(t.clause); })) {
      return;
    }
    for (const notice::Field& field : notice().fields) {
      if (field.kind != notice::FieldKind::topics || !field.corrected_by_member) continue;
      return add(field.name.in(setting_.words.language()), PageName::preferences,
                 "correct-" + field.id.text());
    }
    const notice::Field* bought = notice::find(notice(), member::field::purchases);
    add(setting_.words("notice.topics"), PageName::data,
        bought == nullptr ? "correct" : "category-" + bought->category.text());
  }
  void add_senders_and_channels() {
    const notice::Sender* first = nullptr;
    for (const notice::Sender& sender : notice().senders) {
      if (first == nullptr && is_this(sender.clause)) first = &sender;
    }
    if (first != nullptr) {
      add(setting_.words("notice.senders"), PageName::consents, "sender-" + first->id.text());
    }
    std::vector<std::string> names;
    for (const notice::Channel& channel : notice().channels) {
      if (is_this(channel.clause)) names.push_back(in_words(channel.name));
    }
    if (!names.empty()) {
      add(enumerated(names, setting_.words), PageName::consents, "right-to-object");
    }
  }
  void add_purposes() {
    for (const notice::Purpose& purpose : notice().purposes) {
      const auto& more = purpose.more_clauses;
      const bool mentioned =
          std::any_of(more.begin(), more.end(), [&](auto& id) { return is_this(id); });
      if (!is_this(purpose.clause) && !mentioned) continue;
      add(in_words(purpose.name), PageName::data, "why-" + purpose.id.text());
      if (purpose.objection) {
        add(in_words(purpose.name), PageName::consents, "about-" + purpose.id.text());
      }
    }
  }
  void add_segments_and_offers();
  void add_rules() {
    for (const notice::Retention& rule : notice().retentions) {
      if (!is_this(rule.clause)) continue;
      add(setting_.words("notice.retention"), PageName::overview, "keep");
      add(setting_.words("notice.retention"), PageName::data, "why");
    }
    if (is_this(notice().terms.clause)) {
      add(setting_.words("notice.terms"), PageName::consents, "consents-form");
    }
    const notice::Sending& sending = notice().sending;
    if (sending.nix && is_this(sending.nix->clause)) {
      add(setting_.words("notice.nix"), PageName::consents, "right-to-object");
    }
    if (sending.frequency && is_this(sending.frequency->clause)) {
      add(setting_.words("notice.frequency"), PageName::preferences, "main");
    }
  }

  const Setting& setting_;
  const notice::Clause& clause_;
  std::vector<Part> parts_;
};

void Parts::add_segments_and_offers() {
  const auto& segments = notice().segmentation.segments;
  const bool sorted = std::any_of(segments.begin(), segments.end(),
                                  [&](const notice::Segment& one) { return is_this(one.clause); });
  if (sorted) add(setting_.words("notice.segments"), PageName::why, "main");
  const auto& offers = setting_.offers;
  const bool offered = std::any_of(offers.begin(), offers.end(),
                                   [&](const notice::Offer& one) { return is_this(one.clause); });
  if (offered) add(setting_.words("notice.offers"), PageName::offers, "main");
}

// One link to a page is enough, to the first thing there that carries the sentence out.
std::vector<Block> links(const Setting& setting, const std::string& id, const Parts& parts) {
  std::vector<Block> all;
  std::vector<PageName> seen;
  for (const Part& part : parts.all()) {
    if (std::find(seen.begin(), seen.end(), part.page) != seen.end()) continue;
    seen.push_back(part.page);
    const std::string page(key(part.page));
    std::string href = path_of(part.page, setting.words);
    href += '#';
    href += part.fragment;
    std::string link_id = id;
    link_id += '-';
    link_id += page;
    all.push_back(link(std::move(link_id),
                       setting.words("notice.to." + page, {{"what", part.about}}),
                       std::move(href)));
  }
  return all;
}

std::string title_of(const Setting& setting, std::size_t place, const Parts& parts) {
  std::vector<std::string> names;
  for (const Part& part : parts.all()) {
    if (std::find(names.begin(), names.end(), part.about) == names.end()) {
      names.push_back(part.about);
    }
  }
  const std::string number = std::to_string(place + 1);
  if (names.empty()) return setting.words("notice.part", {{"n", number}});
  return setting.words("notice.part_about",
                       {{"n", number}, {"what", enumerated(names, setting.words)}});
}

Block clause_card(const Setting& setting, std::size_t place) {
  const notice::Clause& clause = setting.notice.clauses[place];
  const std::string id = "clause-" + clause.id.text();
  const Parts parts(setting, clause);
  std::vector<Block> blocks = {paragraph(id + "-text", clause.text.in(setting.words.language()))};
  std::vector<Block> ways = links(setting, id, parts);
  if (ways.empty()) {
    blocks.push_back(paragraph(id + "-nowhere", setting.words("notice.nowhere"), Tone::muted));
  }
  for (Block& way : ways) blocks.push_back(std::move(way));
  return card(id, title_of(setting, place, parts), std::move(blocks));
}

// What happens when data is removed, and which companies are given it before (GDPR Art. 15(1)(c), 19).
Block erasure_card(const Setting& setting, const notice::Erasure& erasure) {
  const Language& language = setting.words.language();
  std::vector<Block> blocks = {paragraph("erasure-text", erasure.explanation.in(language))};
  std::vector<Fact> given;
  for (const notice::Recipient& recipient : erasure.recipients) {
    given.push_back({recipient.legal_name, recipient.explanation.in(language), {}});
  }
  if (!given.empty()) {
    blocks.push_back(paragraph("recipients-lead", setting.words("notice.recipients")));
    blocks.push_back(facts("recipients", std::move(given)));
  }
  return card("erasure", setting.words("notice.erasure"), std::move(blocks));
}

// Whom to ask and where to complain (GDPR Art. 13(1)(a), 13(2)(d)).
Block asking_card(const Setting& setting) {
  const Words& words = setting.words;
  const notice::Club& club = setting.notice.club;
  std::vector<Fact> who = {{words("notice.controller"), club.legal_name, club.postal_address}};
  if (!club.phone.empty()) who.push_back({words("notice.phone"), format_phone(club.phone), {}});
  if (!club.authority.empty()) {
    who.push_back({words("notice.complain"), club.authority, words("notice.complain_text")});
  }
  std::vector<Block> blocks = {paragraph("ask-text", words("notice.ask_text")),
                               facts("ask-who", std::move(who))};
  if (!club.email.empty()) {
    blocks.push_back(
        link("ask-email", words("footer.email", {{"email", club.email}}), "mailto:" + club.email));
  }
  return card("ask", words("notice.ask"), std::move(blocks));
}

}  // namespace

Page notice_page(const Setting& setting, bool signed_in) {
  const Words& words = setting.words;
  const notice::Notice& notice = setting.notice;
  Page page = framed(setting, PageName::notice, words("notice.title"), signed_in);
  page.blocks.push_back(
      paragraph("lead", words("notice.lead", {{"club", notice.club.name}}), Tone::lead));
  page.blocks.push_back(
      facts("version", {{words("notice.version"), std::to_string(notice.version), {}},
                        {words("notice.since"), format_day(notice.published, words.language()), {}},
                        {words("notice.controller"), notice.club.legal_name, {}}}));
  if (!signed_in) {
    page.blocks.push_back(paragraph("sign-in-first", words("notice.sign_in_first"), Tone::muted));
    page.blocks.push_back(link("to-sign-in", words("problem.to_sign_in"),
                               path_of(PageName::sign_in, words), LinkLook::button));
  }
  for (std::size_t i = 0; i < notice.clauses.size(); ++i) {
    page.blocks.push_back(clause_card(setting, i));
  }
  if (notice.erasure) page.blocks.push_back(erasure_card(setting, *notice.erasure));
  page.blocks.push_back(asking_card(setting));
  return page;
}

}  // namespace samtycke::view
