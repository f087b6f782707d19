#include "tests/core/verdict/sending_club.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/notice/known_fields.h"
#include "tests/support/builders.h"

namespace samtycke::support {
namespace {

Text same(const char* text) {
  return {{{swedish(), text}, {english(), text}}};
}

notice::Field field(const char* id, const char* category, notice::FieldKind kind) {
  notice::Field made;
  made.id = FieldId{id};
  made.category = CategoryId{category};
  made.kind = kind;
  made.name = same(id);
  return made;
}

notice::Segment segment(const char* id, notice::Condition condition) {
  return {SegmentId{id}, same(id), same(id), {std::move(condition)}, ClauseId{"N3"}};
}

notice::Condition favourite_room(const char* topic) {
  return {notice::FieldValue{FieldId{"favourite_room"}}, notice::OneOf{{topic}}};
}

// General ones run all March, personal ones from the 10th to the 20th.
notice::Offer in_march(const char* id, const char* sender, std::vector<ChannelId> channels,
                       const char* segment) {
  notice::Offer made = offer(id, sender, std::move(channels), segment);
  const bool personal = made.kind == notice::OfferKind::personal;
  made.from = day(personal ? "2026-03-10" : "2026-03-01");
  made.until = day(personal ? "2026-03-20" : "2026-03-31");
  return made;
}

notice::Cell cell_in(std::string_view text) {
  const auto parts = words_of(text, '/');
  SAMTYCKE_CHECK(parts.size() == 2);
  return cell(parts[0], parts[1]);
}

void put(World& world, const char* field, const std::string& value) {
  member::put(world.file.holdings,
              member::Record{FieldId{field}, value, member::Source::member, at("2026-01-20")});
}

void decide(World& world, consent::Act act, Instant when) {
  consent::Decision decision;
  decision.act = std::move(act);
  decision.notice_version = world.notice.version;
  decision.language = swedish();
  decision.actor = "member";
  decision.at = when;
  if (const auto* grant = std::get_if<consent::Grant>(&decision.act)) {
    decision.text_sha256 = notice::find(world.notice, grant->cell)->wording.sha256.in(swedish());
  }
  world.file.decisions.push_back(std::move(decision));
}

void buy(World& world, const std::string& when, std::int64_t amount) {
  member::put(world.file.holdings,
              member::Receipt{"C-" + std::to_string(world.file.holdings.receipts.size()),
                              at(when),
                              "Borås",
                              member::Source::till,
                              {{"Lakan", TopicId{"sleep"}, 1, {amount}}}});
}

void receive(World& world, const std::string& when, member::InteractionKind kind) {
  member::Interaction got;
  got.number = "M-" + std::to_string(world.file.holdings.interactions.size());
  got.at = at(when);
  got.kind = kind;
  member::put(world.file.holdings, std::move(got));
}

void change_holdings(World& world, const std::string& what, const std::string& value) {
  member::Holdings& holdings = world.file.holdings;
  if (what == "nothing_held") holdings = {};
  if (what == "no_purchases") holdings.receipts.clear();
  if (what == "without") {
    std::erase_if(holdings.records,
                  [&](const member::Record& held) { return held.field.text() == value; });
  }
  if (what == "born") put(world, "birth_date", value);
  if (what == "joined") put(world, "joined", value);
  if (what == "nix") put(world, "nix_listed", value);
  if (what == "wants") put(world, "how_often", value);
  if (what == "room") put(world, "favourite_room", value);
  if (what == "bought") buy(world, value, 39900);
  if (what == "returned") buy(world, value, -39900);
  if (what == "message") receive(world, value, member::InteractionKind::message);
  if (what == "click") receive(world, value, member::InteractionKind::click);
}

consent::Objectable objectable(const std::string& text) {
  if (text.find('/') == std::string::npos) return PurposeId{text};
  return cell_in(text);
}

void change_decisions(World& world, const std::string& what, const std::string& value,
                      Instant when) {
  if (what == "leave") decide(world, consent::Leave{}, when);
  if (what == "join") decide(world, consent::Join{}, when);
  if (what == "restrict") decide(world, consent::Restrict{}, when);
  if (what == "lift_restriction") decide(world, consent::LiftRestriction{}, when);
  if (what == "grant") decide(world, consent::Grant{cell_in(value)}, when);
  if (what == "withdraw") decide(world, consent::Withdraw{cell_in(value)}, when);
  if (what == "object") decide(world, consent::Object{objectable(value)}, when);
  if (what == "lift") decide(world, consent::LiftObjection{objectable(value)}, when);
  const consent::CategoryUse use{PurposeId{"analysis"}, CategoryId{value}};
  if (what == "off") decide(world, consent::Object{use}, when);
  if (what == "on") decide(world, consent::LiftObjection{use}, when);
}

void change_club(World& world, const std::string& what, const std::string& value) {
  if (what == "reword") reword(world.notice, cell_in(value), "Andra ord.", "Other words.");
  if (what == "reworded_terms") reword_terms(world.notice, "Nya.", "New.");
  if (what == "named") {
    for (notice::Sender& sender : world.notice.senders) {
      if (sender.id.text() == value) sender.legal_name = "Namngivet AB";
    }
  }
  if (what == "other_company") rename(world.notice, value, "Helt Annat Bolag AB");
  if (what == "rule_on") {
    const notice::Condition condition{notice::FieldValue{FieldId{value}}, notice::OneOf{{"x"}}};
    world.notice.segmentation.segments[0].rule.is = condition;
  }
  if (what == "no_segments") world.notice.segmentation.segments.clear();
}

bool is_known(const std::string& word) {
  static const std::vector<std::string> known = {
      "nothing_held", "no_purchases", "without",     "born",
      "joined",       "nix",          "wants",       "room",
      "bought",       "returned",     "message",     "click",
      "leave",        "join",         "restrict",    "lift_restriction",
      "grant",        "withdraw",     "object",      "lift",
      "off",          "on",           "reword",      "reworded_terms",
      "named",        "rule_on",      "no_segments", "other_company"};
  return std::find(known.begin(), known.end(), word) != known.end();
}

}  // namespace

notice::Notice sending_notice() {
  using notice::FieldKind;
  notice::Notice made = small_notice();
  made.channels[0].clause = ClauseId{"N5"};
  made.fields.push_back(field("nix_listed", "contact", FieldKind::date));
  made.fields.push_back(field("how_often", "contact", FieldKind::choice));
  made.fields.back().choices = {
      {"always", same("always")}, {"weekly", same("weekly")}, {"never", same("never")}};

  notice::Purpose& offers = made.purposes[0];
  offers.fields.emplace_back("nix_listed");
  offers.fields.emplace_back("how_often");
  offers.objection = wording("Skicka erbjudanden till mig.", "Send me offers.");
  notice::Purpose& analysis = made.purposes[1];
  analysis.optional_categories = {
      {CategoryId{"demographics"}, wording("Använd min ålder.", "Use my age.")}};
  made.retentions[0].days_after_objection = 30;
  made.terms.legal_age = {13, "GDPR art. 8, dataskyddslagen 2 kap. 4 §"};

  made.sending.purpose = offers.id;
  made.sending.nix = {FieldId{"nix_listed"}, 12, ClauseId{"N5"}, "MFL 21 §, NIX-nämnden 18-029"};
  made.sending.frequency = {
      FieldId{"how_often"}, {{"weekly", 2, 7}, {"never", 0, 1}}, ClauseId{"N5"}};
  made.segmentation.purpose = analysis.id;
  made.segmentation.segments = {
      segment("sleep_lovers", favourite_room("sleep")),
      segment("bath_lovers", favourite_room("bath")),
      segment("thirties_to_fifties", {notice::Age{}, notice::Between{30, 59}}),
  };
  return made;
}

notice::Offers sending_offers() {
  const ChannelId letter{"letter"}, email{"email"}, sms{"sms"};
  return {
      in_march("linen", "own", {letter, email, sms}, ""),
      in_march("weave", "group", {letter, email}, ""),
      in_march("dreams", "own", {letter, email}, "sleep_lovers"),
      in_march("towels", "own", {letter, email}, "bath_lovers"),
      in_march("jubilee", "own", {letter, email}, "thirties_to_fifties"),
  };
}

void change(World& world, std::string_view word) {
  const std::string text{word};
  const std::size_t stamp = std::min(text.find('@'), text.size());
  const std::size_t colon = std::min(text.find(':'), stamp);
  const std::string what = text.substr(0, colon);
  const std::string value = colon < stamp ? text.substr(colon + 1, stamp - colon - 1) : "";
  const Instant when = stamp < text.size() ? at(text.substr(stamp + 1)) : today().at;
  SAMTYCKE_CHECK(is_known(what));  // A word that is spelled wrong would test nothing.
  change_holdings(world, what, value);
  change_decisions(world, what, value, when);
  change_club(world, what, value);
}

World world(std::string_view words) {
  World made{joined_member(), sending_notice(), sending_offers()};
  for (const std::string& word : words_of(words)) change(made, word);
  return made;
}

verdict::Question question(std::string_view words, Instant at) {
  const auto parts = words_of(words);
  SAMTYCKE_CHECK(parts.size() == 2 || parts.size() == 3);
  SAMTYCKE_CHECK(parts[1] == "general" || parts[1] == "personal");
  const notice::Cell asked = cell_in(parts[0]);
  return {asked.sender, asked.channel,
          parts[1] == "personal" ? notice::OfferKind::personal : notice::OfferKind::general,
          OfferId{parts.size() == 3 ? parts[2] : ""}, at};
}

std::vector<std::string> words_of(std::string_view text, char between) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (c != between) {
      word += c;
    } else if (between != ' ' || !word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  if (between != ' ' || !word.empty()) words.push_back(word);
  return words;
}

std::string answer(const verdict::Verdict& verdict) {
  const auto* no = std::get_if<verdict::No>(&verdict);
  return no == nullptr ? "yes" : std::string{key(no->reason)};
}

std::string answer(const World& world, const verdict::Question& question) {
  return answer(verdict::verdict(world.file, question, world.notice, world.offers));
}

std::string reasons(const World& world, const verdict::Question& question) {
  std::string keys;
  for (const verdict::No& no :
       verdict::all_reasons(world.file, question, world.notice, world.offers)) {
    if (!keys.empty()) keys += ' ';
    keys += key(no.reason);
  }
  return keys;
}

}  // namespace samtycke::support
