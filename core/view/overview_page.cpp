#include "core/consent/standing.h"
#include "core/verdict/offers_for.h"
#include "core/verdict/verdict.h"
#include "core/view/cards.h"
#include "core/view/change.h"
#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/pages.h"
#include "core/view/value.h"

namespace samtycke::view {
namespace {

Block greeting(const Setting& setting, const member::Holdings& holdings) {
  const std::string name(member::value_of(holdings, member::field::given_name));
  return paragraph("greeting",
                   name.empty() ? setting.words("overview.hello")
                                : setting.words("overview.hello_name", {{"name", name}}),
                   Tone::lead);
}

std::string whole_name(const member::Holdings& holdings) {
  std::string name(member::value_of(holdings, member::field::given_name));
  const std::string_view family = member::value_of(holdings, member::field::family_name);
  if (!name.empty() && !family.empty()) name += ' ';
  return name.append(family);
}

// The card to show, and the other values of the category that its number lies in: home store, favourite
// room and whatever else the notice puts there.
Block membership(const Setting& setting, const member::Holdings& holdings) {
  const Words& words = setting.words;
  const notice::Field* number = notice::find(setting.notice, member::field::member_number);
  std::vector<Fact> held;
  std::vector<Block> blocks;
  for (const notice::Field& field : setting.notice.fields) {
    if (number == nullptr || field.category != number->category || !is_single(field)) continue;
    const member::Record* record = member::find(holdings, field.id);
    if (record == nullptr) continue;
    const std::string name = field.name.in(words.language());
    if (&field == number) {
      blocks.push_back({MemberCard{"member-card", setting.notice.club.name, whole_name(holdings),
                                   name, record->value, words("overview.code")}});
      continue;
    }
    held.push_back({name, value_in_words(setting, field, record->value), {}});
  }
  if (blocks.empty() && held.empty()) {
    blocks.push_back(paragraph("membership-none", words("overview.membership_none")));
  }
  if (!held.empty()) blocks.push_back(facts("membership-facts", std::move(held)));
  blocks.push_back(link("see-data", words("overview.to_data"), path_of(PageName::data, words),
                        LinkLook::button));
  return card("membership", words("overview.membership"), std::move(blocks));
}

// What whoever sends would be answered about an ordinary message; never another answer than theirs.
Cell reach(const Setting& setting, const consent::MemberFile& file, const notice::Sender& sender,
           const notice::Channel& channel) {
  const verdict::Verdict answer =
      verdict::verdict(file, {sender.id, channel.id, notice::OfferKind::general, {}, setting.now},
                       setting.notice, setting.offers);
  const auto* no = std::get_if<verdict::No>(&answer);
  if (no == nullptr) return {setting.words("overview.reach_yes"), false, Mark::yes};
  std::string_view said = "overview.reach_no";
  if (no->reason == verdict::Reason::no_address) said = "overview.reach_no_address";
  if (no->reason == verdict::Reason::over_frequency) said = "overview.reach_later";
  return {setting.words(said), false, Mark::no};
}

// A no to everything at once is said in words above the table, which then has nothing but no in it.
void add_no_to_all(const Setting& setting, const consent::MemberFile& file,
                   std::vector<Block>& blocks) {
  const Words& words = setting.words;
  const auto membership = consent::membership(file.decisions);
  if (std::holds_alternative<consent::Left>(membership)) {
    blocks.push_back(paragraph("reach-nothing", words("overview.left")));
    return;
  }
  if (std::holds_alternative<consent::Restricted>(membership)) {
    blocks.push_back(paragraph("reach-nothing", words("state.restricted")));
    return;
  }
  const notice::Purpose* sending = stoppable_sending(setting.notice);
  if (sending == nullptr || is_on(file, *sending)) return;
  blocks.push_back(paragraph(
      "reach-nothing", words("overview.sending_off", {{"what", name_of(setting, sending->id)}})));
}

Block lattice(const Setting& setting, const consent::MemberFile& file) {
  const Words& words = setting.words;
  Table table;
  table.id = "reach-table";
  table.caption = words("overview.reach_caption");
  table.columns.push_back(words("overview.reach_sender"));
  for (const notice::Channel& channel : setting.notice.channels) {
    table.columns.push_back(channel.name.in(words.language()));
  }
  for (const notice::Sender& sender : setting.notice.senders) {
    std::vector<Cell> row = {Cell{sender.name.in(words.language())}};
    for (const notice::Channel& channel : setting.notice.channels) {
      row.push_back(reach(setting, file, sender, channel));
    }
    table.rows.push_back(std::move(row));
  }
  return {std::move(table)};
}

Block reaching(const Setting& setting, const consent::MemberFile& file) {
  const Words& words = setting.words;
  std::vector<Block> blocks;
  add_no_to_all(setting, file, blocks);
  blocks.push_back(lattice(setting, file));
  const bool left = std::holds_alternative<consent::Left>(consent::membership(file.decisions));
  std::vector<Fact> purposes;
  for (const notice::Purpose& purpose : setting.notice.purposes) {
    if (!purpose.objection || left) continue;
    const bool on = consent::is_on(consent::standing_of(file.decisions, purpose.id));
    purposes.push_back({name_of(setting, purpose.id),
                        words(on ? "overview.purpose_on" : "overview.purpose_off"),
                        {}});
  }
  if (!purposes.empty()) blocks.push_back(facts("reach-purposes", std::move(purposes)));
  blocks.push_back(paragraph("reach-right", words("overview.reach_right"), Tone::muted));
  blocks.push_back(link("see-why", words("overview.to_why"), path_of(PageName::why, words)));
  blocks.push_back(link("see-consents", words("overview.to_consents"),
                        path_of(PageName::consents, words), LinkLook::button));
  return card("reach", words("overview.reach"), std::move(blocks));
}

// The offers that reach the member now, by their titles: the page about them says why.
Block offers_now(const Setting& setting, const consent::MemberFile& file) {
  const Words& words = setting.words;
  std::vector<Fact> now;
  for (const notice::Offer& offer : setting.offers) {
    if (!verdict::reaches(file, offer, setting.notice, setting.offers, setting.now)) continue;
    const notice::Sender* sender = notice::find(setting.notice, offer.sender);
    now.push_back({sender == nullptr ? offer.sender.text() : sender->name.in(words.language()),
                   offer.title.in(words.language()),
                   words("overview.until", {{"day", format_day(offer.until, words.language())}})});
  }
  std::vector<Block> blocks;
  if (now.empty()) {
    blocks.push_back(paragraph("offers-none", words("overview.offers_none")));
  } else {
    blocks.push_back(facts("offers-now", std::move(now)));
  }
  blocks.push_back(link("see-offers", words("overview.to_offers"), path_of(PageName::offers, words),
                        LinkLook::button));
  return card("offers", words("overview.offers"), std::move(blocks));
}

Block latest(const Setting& setting, const consent::MemberFile& file) {
  const Words& words = setting.words;
  if (file.holdings.receipts.empty()) {
    return card("latest", words("overview.latest"),
                {paragraph("latest-none", words("overview.latest_none"))});
  }
  const member::Receipt& receipt = file.holdings.receipts.back();
  std::vector<Fact> about = {
      {words("purchase.when"), format_moment(receipt.at, words.language()), {}},
      {words("purchase.where"), place_in_words(setting, receipt), {}}};
  if (!receipt.lines.empty()) {
    about.push_back({words("purchase.what"), articles_in_words(setting, receipt), {}});
  }
  about.push_back(
      {words("purchase.amount"),
       format_amount(member::total(receipt), setting.notice.club.currency, words.language()),
       {}});
  return card("latest", words("overview.latest"), {facts("latest-facts", std::move(about))});
}

// What is done seldom, and looked for when it is.
Block shortcuts(const Setting& setting) {
  const Words& words = setting.words;
  std::vector<Block> ways;
  const auto add = [&](std::string_view id, PageName to) {
    ways.push_back(
        link("to-" + std::string(id), words("shortcut." + std::string(id)), path_of(to, words)));
  };
  add("download", PageName::download);
  add("email", PageName::email);
  add("sessions", PageName::sessions);
  add("leave", PageName::leave);
  return card("shortcuts", words("overview.shortcuts"), std::move(ways));
}

}  // namespace

Page overview_page(const Setting& setting, const consent::MemberFile& file,
                   const std::optional<Said>& said) {
  Page page = framed(setting, PageName::overview, setting.words("overview.title"), true);
  say(page, setting, said);
  if (const auto asked = consent::asked_again(file, setting.notice); !asked.empty()) {
    page.blocks.push_back(
        message("asked-again", Mood::info, asked_again_in_words(setting, asked.size())));
    page.blocks.push_back(link("to-asked", setting.words("asked.to_answer"),
                               path_of(PageName::consents, setting.words) + "#asked"));
  }
  page.blocks.push_back(greeting(setting, file.holdings));
  page.blocks.push_back(membership(setting, file.holdings));
  page.blocks.push_back(reaching(setting, file));
  page.blocks.push_back(offers_now(setting, file));
  page.blocks.push_back(keep_card(setting, file));
  page.blocks.push_back(latest(setting, file));
  page.blocks.push_back(shortcuts(setting));
  return page;
}

}  // namespace samtycke::view
