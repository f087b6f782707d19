#include "tests/support/builders.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/base/day.h"
#include "core/consent/join.h"
#include "core/notice/hashes.h"

namespace samtycke::support {
namespace {

using notice::FieldKind;

Text text(std::string_view in_swedish, std::string_view in_english) {
  return {{{swedish(), std::string{in_swedish}}, {english(), std::string{in_english}}}};
}

std::vector<notice::Sender> senders() {
  using notice::Relation;
  return {
      {SenderId{"own"}, Relation::own, "Linnegården AB", text("Linnegården", "Linnegården"),
       text("Våra egna varor.", "Our own goods."), ClauseId{"N2"}},
      {SenderId{"group"}, Relation::group, "Väveriet i Borås AB", text("Väveriet", "Väveriet"),
       text("Vårt systerbolag.", "Our sister company."), ClauseId{"N2"}},
      {SenderId{"partner"}, Relation::partner, "", text("Samarbetspartner", "Partner"),
       text("Ännu inte namngiven.", "Not named yet."), ClauseId{"N2"}},
  };
}

std::vector<notice::Channel> channels() {
  using notice::Permission;
  return {
      {ChannelId{"letter"}, Permission::opt_out, text("Brev", "Letter"), FieldId{"address"},
       ClauseId{"N2"}, "MFL 21 §"},
      {ChannelId{"email"}, Permission::consent, text("E-post", "E-mail"), member::field::email,
       ClauseId{"N4"}, "MFL 19 §"},
      {ChannelId{"sms"}, Permission::consent, text("Sms", "Text message"), FieldId{"phone"},
       ClauseId{"N4"}, "MFL 19 §"},
  };
}

std::vector<notice::Category> categories() {
  const auto category = [](const char* id, const char* sv, const char* en) {
    return notice::Category{CategoryId{id}, text(sv, en), text(sv, en)};
  };
  return {
      category("identity", "Identitetsuppgifter", "Identity"),
      category("membership", "Medlemsuppgifter", "Membership"),
      category("contact", "Kontaktuppgifter", "Contact details"),
      category("receipts", "Kvittouppgifter", "Receipts"),
      category("demographics", "Demografiska uppgifter", "Demographics"),
      category("user_generated", "Användargenererade uppgifter", "User-generated data"),
  };
}

std::vector<notice::Field> fields() {
  const auto field = [](const char* id, const char* category, FieldKind kind, const char* sv,
                        const char* en) {
    notice::Field made;
    made.id = FieldId{id};
    made.category = CategoryId{category};
    made.kind = kind;
    made.name = text(sv, en);
    return made;
  };
  const auto corrected = [](notice::Field made, const char* autocomplete) {
    made.corrected_by_member = true;
    made.autocomplete = autocomplete;
    return made;
  };
  notice::Field gender = field("gender", "demographics", FieldKind::choice, "Kön", "Gender");
  gender.choices = {{"woman", text("Kvinna", "Woman")},
                    {"man", text("Man", "Man")},
                    {"other", text("Annat", "Other")}};
  return {
      corrected(field("given_name", "identity", FieldKind::name, "Förnamn", "Given name"),
                "given-name"),
      corrected(field("family_name", "identity", FieldKind::name, "Efternamn", "Family name"),
                "family-name"),
      field("member_number", "membership", FieldKind::text, "Medlemsnummer", "Member number"),
      field("joined", "membership", FieldKind::date, "Medlem sedan", "Member since"),
      corrected(
          field("favourite_room", "membership", FieldKind::topic, "Favoritrum", "Favourite room"),
          ""),
      corrected(field("email", "contact", FieldKind::email, "E-postadress", "E-mail address"),
                "email"),
      corrected(field("phone", "contact", FieldKind::phone, "Mobilnummer", "Mobile number"), "tel"),
      corrected(field("address", "contact", FieldKind::text, "Adress", "Address"),
                "street-address"),
      corrected(field("postcode", "contact", FieldKind::postcode, "Postnummer", "Postcode"),
                "postal-code"),
      field("purchases", "receipts", FieldKind::receipts, "Köp", "Purchases"),
      field("amount_spent", "receipts", FieldKind::amount, "Spenderat belopp", "Amount spent"),
      field("birth_date", "demographics", FieldKind::date, "Födelsedag", "Date of birth"),
      corrected(std::move(gender), ""),
      field("interactions", "user_generated", FieldKind::interactions, "Besök", "Visits"),
  };
}

std::vector<FieldId> field_ids(std::vector<const char*> names) {
  std::vector<FieldId> ids;
  for (const char* name : names) ids.emplace_back(name);
  return ids;
}

std::vector<notice::Purpose> purposes() {
  notice::Purpose offers;
  offers.id = PurposeId{"offers"};
  offers.name = text("Utskick av erbjudanden", "Sending offers");
  offers.explanation = text("Vi skickar erbjudanden till dig.", "We send you offers.");
  offers.fields = field_ids({"given_name", "family_name", "member_number", "joined", "email",
                             "phone", "address", "postcode", "purchases", "interactions"});
  offers.legal_basis = text("Nödvändigt för villkoren", "Necessary for the terms");
  offers.legal_basis_law = "GDPR art. 6.1 b";
  offers.retention = RetentionId{"three_years"};
  offers.clause = ClauseId{"N6"};

  notice::Purpose analysis = offers;
  analysis.id = PurposeId{"analysis"};
  analysis.name = text("Personliga erbjudanden", "Personal offers");
  analysis.explanation = text("Vi analyserar dina köp.", "We analyse your purchases.");
  analysis.fields =
      field_ids({"given_name", "member_number", "joined", "favourite_room", "purchases",
                 "amount_spent", "birth_date", "gender", "interactions"});
  analysis.clause = ClauseId{"N7"};
  analysis.objection = wording("Analysera mina köp för personliga erbjudanden.",
                               "Analyse my purchases for personal offers.");
  return {offers, analysis};
}

std::vector<notice::CellText> cell_texts() {
  std::vector<notice::CellText> texts;
  for (const notice::Sender& sender : senders()) {
    for (const notice::Channel& channel : channels()) {
      const std::string by = channel.id.text() + "/" + sender.id.text();
      texts.push_back({{sender.id, channel.id},
                       wording("Ja tack till " + by + ".", "Yes please to " + by + ".")});
    }
  }
  return texts;
}

notice::Terms terms() {
  notice::Terms made;
  made.wording = wording("Jag godkänner villkoren och erbjudanden på e-post och sms.",
                         "I accept the terms, and offers by e-mail and text message.");
  made.turns_on = {cell("own", "email"), cell("own", "sms"), cell("group", "email")};
  made.minimum_age = 16;
  made.clause = ClauseId{"N4"};
  return made;
}

member::Record record(const char* field, const char* value, member::Source source) {
  return {FieldId{field}, value, source, at("2024-03-03T10:00:00Z")};
}

}  // namespace

Language swedish() {
  return Language{"sv"};
}
Language english() {
  return Language{"en"};
}

Instant at(std::string_view text) {
  const auto instant = parse_instant(text);
  SAMTYCKE_CHECK(instant.has_value());
  return *instant;
}

Day day(std::string_view text) {
  const auto parsed = parse_day(text);
  SAMTYCKE_CHECK(parsed.has_value());
  return *parsed;
}

notice::Cell cell(std::string_view sender, std::string_view channel) {
  return {SenderId{std::string{sender}}, ChannelId{std::string{channel}}};
}

std::string text_hash(std::string_view text) {
  std::string digits;
  for (std::uint64_t part = 0; part < 4; ++part) {
    std::uint64_t hash = 0xcbf29ce484222325u ^ part;  // FNV-1a
    for (const char c : text) {
      hash ^= static_cast<unsigned char>(c);
      hash *= 0x100000001b3u;
    }
    for (int shift = 60; shift >= 0; shift -= 4) {
      digits += "0123456789abcdef"[(hash >> shift) & 0xFu];
    }
  }
  return digits;
}

notice::Wording wording(std::string_view in_swedish, std::string_view in_english) {
  return {text(in_swedish, in_english), text(text_hash(in_swedish), text_hash(in_english))};
}

notice::Notice small_notice() {
  notice::Notice made;
  made.version = 1;
  made.published = day("2026-01-15");
  made.club = {"Linnegården",
               "Linnegården AB",
               "medlem@linnegarden.example",
               "+46331234567",
               "Linnegården AB, Box 1, 501 01 Borås",
               "SE",
               "SEK",
               "Integritetsskyddsmyndigheten (IMY)"};
  made.languages = {swedish(), english()};
  made.clauses = {
      {ClauseId{"N2"},
       text("Vi skickar erbjudanden i olika kanaler.", "We send offers by different channels.")},
      {ClauseId{"N4"}, text("Genom att godkänna villkoren lämnar du ditt samtycke.",
                            "By accepting the terms you give your consent.")},
      {ClauseId{"N6"}, text("Utskick av erbjudanden.", "Sending offers.")},
      {ClauseId{"N7"}, text("Analys för personliga erbjudanden.", "Analysis for personal offers.")},
      {ClauseId{"N9"}, text("Sparas i maximalt tre år räknat från senaste köp.",
                            "Kept for at most three years from the latest purchase.")},
  };
  made.senders = senders();
  made.channels = channels();
  made.cells = cell_texts();
  made.categories = categories();
  made.fields = fields();
  made.purposes = purposes();
  made.retentions = {{RetentionId{"three_years"}, 3, notice::ClockStart::latest_purchase,
                      notice::ClockStart::joined, text("Tre år", "Three years"), ClauseId{"N9"}}};
  made.topics = {{TopicId{"sleep"}, text("Sova", "Sleep")},
                 {TopicId{"bath"}, text("Bada", "Bath")}};
  made.terms = terms();
  made.assumptions = {
      {"senders/partner", text("Partnern är inte namngiven.", "The partner is not named.")}};
  notice::fill_hashes(made, text_hash);
  return made;
}

notice::Notice telling_notice() {
  const auto channels = [](std::vector<const char*> names) {
    std::vector<ChannelId> ids;
    for (const char* name : names) ids.emplace_back(name);
    return ids;
  };
  notice::Notice made = small_notice();
  notice::Erasure& erasure = made.erasure.emplace();
  erasure.explanation = text("Så här tar vi bort.", "This is how we remove.");
  erasure.remembered_years = 3;
  erasure.mail_before = {30, text("Snart borta", "Soon gone"),
                         text("Efter den {day} är allt borta.", "After {day} all is gone.")};
  const Text does = text("Gör något åt oss.", "Does something for us.");
  erasure.recipients = {
      {RecipientId{"printer"}, "Tryck AB", "tryck@example.se", does, channels({"letter"})},
      {RecipientId{"mailer"}, "Utskick AB", "utskick@example.se", does, channels({"email", "sms"})},
      {RecipientId{"host"}, "Drift AB", "drift@example.se", does, {}}};
  erasure.told =
      notice::ToldOfErasure{text("Ta bort", "Erase"), text("Ta bort {number}.", "Erase {number}.")};
  return made;
}

notice::Notice next_version(notice::Notice notice) {
  ++notice.version;
  return notice;
}

void reword(notice::Notice& notice, const notice::Cell& cell, std::string_view in_swedish,
            std::string_view in_english) {
  for (notice::CellText& text : notice.cells) {
    if (text.cell == cell) text.wording = wording(in_swedish, in_english);
  }
  notice::fill_hashes(notice, text_hash);
}

void reword_terms(notice::Notice& notice, std::string_view in_swedish,
                  std::string_view in_english) {
  notice.terms.wording = wording(in_swedish, in_english);
  notice::fill_hashes(notice, text_hash);
}

void rename(notice::Notice& notice, std::string_view sender, std::string_view legal_name) {
  for (notice::Sender& one : notice.senders) {
    if (one.id.text() == sender) one.legal_name = legal_name;
  }
  notice::fill_hashes(notice, text_hash);
}

consent::MemberFile small_member() {
  using member::Source;
  consent::MemberFile file;
  file.id = MemberId{"0123456789abcdef0123456789abcdef"};
  file.revision = 1;
  file.holdings.records = {
      record("given_name", "Åsa", Source::member),
      record("family_name", "Lindqvist", Source::member),
      record("member_number", "100001", Source::club),
      record("joined", "2024-03-03", Source::club),
      record("favourite_room", "sleep", Source::member),
      record("email", "asa.lindqvist@example.se", Source::member),
      record("phone", "+46701234567", Source::member),
      record("address", "Storgatan 1", Source::member),
      record("postcode", "501 01", Source::member),
      record("gender", "woman", Source::member),
  };
  member::put(file.holdings, member::Receipt{"B-1",
                                             at("2025-03-14T15:00:00Z"),
                                             "Borås Viskastrand",
                                             Source::till,
                                             {{"Örngott linne", TopicId{"sleep"}, 2, {39800}},
                                              {"Handduk frotté", TopicId{"bath"}, 1, {14900}}}});
  member::put(file.holdings, member::Receipt{"B-2",
                                             at("2025-11-28T09:30:00Z"),
                                             "",
                                             Source::website,
                                             {{"Påslakan", TopicId{"sleep"}, 1, {59900}}}});
  member::put(file.holdings,
              member::Interaction{"W-1", at("2026-02-01T19:05:00Z"), member::InteractionKind::visit,
                                  "/sova/paslakan", TopicId{"sleep"}, Source::website});
  return file;
}

consent::MemberFile joined_member() {
  consent::MemberFile file = small_member();
  const consent::Circumstance joining{consent::Way::join, "member", at("2026-01-20T12:00:00Z")};
  file.decisions = consent::accept_terms(file, small_notice(), swedish(), {}, joining);
  return file;
}

void decided(consent::MemberFile& file, consent::Act act, std::string_view moment) {
  consent::Decision decision;
  decision.act = std::move(act);
  decision.at = at(moment);
  file.decisions.push_back(decision);
}

consent::MemberFile member_after(consent::Act act, std::string_view moment) {
  consent::MemberFile file = small_member();
  decided(file, std::move(act), moment);
  return file;
}

notice::Offer offer(const char* id, const char* sender, std::vector<ChannelId> channels,
                    const char* segment) {
  notice::Offer made;
  made.id = OfferId{id};
  made.sender = SenderId{sender};
  made.channels = std::move(channels);
  made.segment = SegmentId{segment};
  made.kind = made.segment.empty() ? notice::OfferKind::general : notice::OfferKind::personal;
  made.from = day("2026-01-01");
  made.until = day("2026-12-31");
  made.title = text(id, id);
  made.text = text(id, id);
  made.clause = ClauseId{"N2"};
  return made;
}

consent::Wish wish(const notice::Notice& notice, consent::Act act) {
  return {std::move(act), notice.version, swedish()};
}

consent::Circumstance today() {
  return {consent::Way::portal, "member", at("2026-03-14T09:26:53Z")};
}

}  // namespace samtycke::support
