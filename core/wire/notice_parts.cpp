#include "core/wire/notice_parts.h"

#include <algorithm>
#include <limits>

#include "core/member/holdings.h"
#include "core/member/validate.h"
#include "core/wire/notice_erasure.h"
#include "core/wire/notice_sending.h"
#include "core/wire/notice_words.h"

namespace samtycke::wire {
namespace {

using notice::Notice;

struct ChoiceTag;

notice::Cell read_cell(const Place& place, const Notice& notice) {
  return {read_known_id<SenderId>(place.at("sender"), notice, "sender"),
          read_known_id<ChannelId>(place.at("channel"), notice, "channel")};
}

// ---- the parts

void read_form(const Place& place, Reading& reading) {
  place.at("format").integer(notice_format, notice_format);
  auto& languages = reading.notice.languages;
  place.at("languages").each([&](const Place& language) {
    auto id = language.id<Language>();
    if (std::find(languages.begin(), languages.end(), id) != languages.end()) {
      language.refuse(BadDocumentKind::inconsistent, "this language stands twice");
    }
    languages.push_back(std::move(id));
  });
  if (languages.empty()) {
    place.at("languages")
        .refuse(BadDocumentKind::out_of_range, "a notice has at least one language");
  }
}

void read_version(const Place& place, Reading& reading) {
  reading.notice.version = place.at("version").small(0, std::numeric_limits<std::int32_t>::max());
  reading.notice.published = place.at("published").day();
}

std::string read_capitals(const Place& place, std::size_t length) {
  std::string code = place.some_text();
  if (code.size() != length ||
      code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string::npos) {
    place.refuse(BadDocumentKind::out_of_range,
                 "this must be " + std::to_string(length) + " capital letters");
  }
  return code;
}

void read_club(const Place& place, Reading& reading) {
  const Place at = place.at("club");
  if (!at.object({"name", "legal_name", "email", "phone", "postal_address", "country", "currency",
                  "authority"})) {
    return;
  }
  notice::Club& club = reading.notice.club;
  club.name = at.at("name").some_text();
  club.legal_name = at.at("legal_name").some_text();
  club.email = at.at("email").some_text();
  club.phone = at.text_if_there("phone");
  club.postal_address = at.at("postal_address").some_text();
  club.country = read_capitals(at.at("country"), 2);
  club.currency = read_capitals(at.at("currency"), 3);
  club.authority = at.at("authority").some_text();
}

void read_clauses(const Place& place, Reading& reading) {
  Notice& notice = reading.notice;
  place.at("clauses").each([&](const Place& at) {
    if (!at.object({"id", "text"})) return;
    notice::Clause clause;
    clause.id = read_own_id<ClauseId>(at, notice);
    clause.text = read_text(at.at("text"), notice);
    notice.clauses.push_back(std::move(clause));
  });
}

void read_topics(const Place& place, Reading& reading) {
  Notice& notice = reading.notice;
  place.at("topics").each([&](const Place& at) {
    if (!at.object({"id", "name", "clause"})) return;
    notice::Topic topic;
    topic.id = read_own_id<TopicId>(at, notice);
    topic.name = read_text(at.at("name"), notice);
    if (at.has("clause")) topic.clause = read_clause_id(at, notice);
    notice.topics.push_back(std::move(topic));
  });
}

void read_choices(const Place& place, const Notice& notice, notice::Field& field) {
  if ((field.kind == notice::FieldKind::choice) != place.has("choices")) {
    place.refuse(BadDocumentKind::inconsistent,
                 "a field has choices if it is a choice, and only then");
    return;
  }
  if (!place.has("choices")) return;
  place.at("choices").each([&](const Place& at) {
    if (!at.object({"value", "name"})) return;
    notice::Choice choice;
    choice.value = read_new_id<Id<ChoiceTag>>(at.at("value")).text();
    choice.name = read_text(at.at("name"), notice);
    for (const auto& other : field.choices) {
      if (other.value == choice.value) {
        at.at("value").refuse(BadDocumentKind::inconsistent, "this choice stands twice");
      }
    }
    field.choices.push_back(std::move(choice));
  });
  if (field.choices.empty()) {
    place.at("choices").refuse(BadDocumentKind::out_of_range, "there must be something to choose");
  }
}

void read_field(const Place& at, Notice& notice) {
  if (!at.object(
          {"id", "category", "kind", "name", "choices", "corrected_by_member", "autocomplete"})) {
    return;
  }
  notice::Field field;
  field.id = read_own_id<FieldId>(at, notice);
  field.category = read_known_id<CategoryId>(at.at("category"), notice, "category");
  field.kind = at.at("kind").word(field_kind_from);
  field.name = read_text(at.at("name"), notice);
  read_choices(at, notice, field);
  field.corrected_by_member = at.boolean_if_there("corrected_by_member");
  field.autocomplete = at.text_if_there("autocomplete");
  notice.fields.push_back(std::move(field));
}

// The program itself reads these; a notice without them could not count a day or send a code.
void check_own_fields(const Place& place, const Notice& notice) {
  using enum notice::FieldKind;
  for (const auto& [id, kind] :
       {std::pair{member::field::member_number, text}, std::pair{member::field::joined, date},
        std::pair{member::field::email, email}}) {
    const notice::Field* field = find(notice, id);
    if (field != nullptr && field->kind == kind) continue;
    place.at("fields").refuse(
        BadDocumentKind::inconsistent,
        "there must be a field " + id.text() + " of the kind " + std::string(word_of(kind)));
  }
}

void read_data(const Place& place, Reading& reading) {
  Notice& notice = reading.notice;
  place.at("categories").each([&](const Place& at) {
    if (!at.object({"id", "name", "explanation"})) return;
    notice::Category category;
    category.id = read_own_id<CategoryId>(at, notice);
    category.name = read_text(at.at("name"), notice);
    category.explanation = read_text(at.at("explanation"), notice);
    notice.categories.push_back(std::move(category));
  });
  place.at("fields").each([&](const Place& at) { read_field(at, notice); });
  check_own_fields(place, notice);
}

void read_channels(const Place& place, Reading& reading) {
  Notice& notice = reading.notice;
  place.at("channels").each([&](const Place& at) {
    if (!at.object({"id", "permission", "name", "address", "clause", "law"})) return;
    notice::Channel channel;
    channel.id = read_own_id<ChannelId>(at, notice);
    channel.permission = at.at("permission").word(permission_from);
    channel.name = read_text(at.at("name"), notice);
    channel.address = read_known_id<FieldId>(at.at("address"), notice, "field");
    channel.clause = read_clause_id(at, notice);
    channel.law = at.at("law").some_text();
    notice.channels.push_back(std::move(channel));
  });
}

// Empty says that nobody is named yet. Blanks would count as a name in every rule and show as none (L3).
std::string read_legal_name(const Place& place) {
  std::string name = place.text();
  if (!name.empty() && !member::shows_a_name(name)) {
    place.refuse(
        BadDocumentKind::out_of_range,
        "a name has a letter or a digit, on one line; leave it empty where nobody is named");
  }
  return name;
}

void read_senders(const Place& place, Reading& reading) {
  Notice& notice = reading.notice;
  place.at("senders").each([&](const Place& at) {
    if (!at.object({"id", "relation", "legal_name", "name", "explanation", "clause"})) return;
    notice::Sender sender;
    sender.id = read_own_id<SenderId>(at, notice);
    sender.relation = at.at("relation").word(relation_from);
    sender.legal_name = read_legal_name(at.at("legal_name"));
    sender.name = read_text(at.at("name"), notice);
    sender.explanation = read_text(at.at("explanation"), notice);
    sender.clause = read_clause_id(at, notice);
    notice.senders.push_back(std::move(sender));
  });
}

void read_cells(const Place& place, Reading& reading) {
  Notice& notice = reading.notice;
  std::vector<notice::CellText> written;
  const auto at_cell = [&](const notice::Cell& cell) {
    return std::find_if(written.begin(), written.end(),
                        [&](const notice::CellText& text) { return text.cell == cell; });
  };
  place.at("cells").each([&](const Place& at) {
    std::vector<std::string_view> keys = {"sender", "channel", wording_key(reading)};
    if (reading.with_hashes) keys.push_back("by_terms");
    if (!at.object(keys)) return;
    const notice::Cell cell = read_cell(at, notice);
    if (at_cell(cell) != written.end()) {
      at.refuse(BadDocumentKind::inconsistent, "this sender and channel stand twice");
    }
    written.push_back({cell, read_wording(at.at(wording_key(reading)), reading)});
    if (reading.with_hashes) written.back().by_terms = read_hashes(at.at("by_terms"), notice);
  });
  for (const auto& sender : notice.senders) {
    for (const auto& channel : notice.channels) {
      const auto found = at_cell({sender.id, channel.id});
      if (found == written.end()) {
        place.at("cells").refuse(
            BadDocumentKind::missing_text,
            "there is no text for sender " + sender.id.text() + ", channel " + channel.id.text());
        return;
      }
      notice.cells.push_back(*found);
    }
  }
}

void read_retentions(const Place& place, Reading& reading) {
  Notice& notice = reading.notice;
  place.at("retentions").each([&](const Place& at) {
    if (!at.object({"id", "years", "start", "otherwise", "explanation", "clause",
                    "days_after_objection"})) {
      return;
    }
    notice::Retention retention;
    retention.id = read_own_id<RetentionId>(at, notice);
    retention.years = at.at("years").small(0, 100);
    retention.start = at.at("start").word(clock_start_from);
    retention.otherwise = at.at("otherwise").word(clock_start_from);
    retention.explanation = read_text(at.at("explanation"), notice);
    retention.clause = read_clause_id(at, notice);
    if (at.has("days_after_objection")) {
      retention.days_after_objection = at.at("days_after_objection").small(1, 366);
    }
    notice.retentions.push_back(std::move(retention));
  });
}

// A category may be kept out of a purpose where the purpose uses something of it; otherwise its switch
// would promise what it cannot do.
void read_optional_categories(const Place& purpose_at, const Reading& reading,
                              notice::Purpose& purpose) {
  const Notice& notice = reading.notice;
  purpose_at.at("optional_categories").each([&](const Place& at) {
    if (!at.object({"category", wording_key(reading)})) return;
    const Place named = at.at("category");
    const auto category = read_known_id<CategoryId>(named, notice, "category");
    if (find(purpose, category) != nullptr) {
      named.refuse(BadDocumentKind::inconsistent, "this category stands twice");
    }
    const bool used =
        std::any_of(notice.fields.begin(), notice.fields.end(), [&](const notice::Field& field) {
          return field.category == category && covers(purpose, field.id);
        });
    if (!used) {
      named.refuse(BadDocumentKind::inconsistent, "the purpose uses no field of this category");
    }
    purpose.optional_categories.push_back(
        {category, read_wording(at.at(wording_key(reading)), reading)});
  });
}

void read_purpose(const Place& at, Reading& reading) {
  Notice& notice = reading.notice;
  if (!at.object({"id", "name", "explanation", "fields", "legal_basis", "legal_basis_law",
                  "retention", "clause", "more_clauses", "objection", "optional_categories"})) {
    return;
  }
  notice::Purpose purpose;
  purpose.id = read_own_id<PurposeId>(at, notice);
  purpose.name = read_text(at.at("name"), notice);
  purpose.explanation = read_text(at.at("explanation"), notice);
  at.at("fields").each([&](const Place& field) {
    auto id = read_known_id<FieldId>(field, notice, "field");
    if (std::find(purpose.fields.begin(), purpose.fields.end(), id) != purpose.fields.end()) {
      field.refuse(BadDocumentKind::inconsistent, "this field stands twice");
    }
    purpose.fields.push_back(std::move(id));
  });
  purpose.legal_basis = read_text(at.at("legal_basis"), notice);
  purpose.legal_basis_law = at.at("legal_basis_law").some_text();
  purpose.retention = read_known_id<RetentionId>(at.at("retention"), notice, "retention");
  purpose.clause = read_clause_id(at, notice);
  if (at.has("more_clauses")) {
    at.at("more_clauses").each([&](const Place& clause) {
      purpose.more_clauses.push_back(read_known_id<ClauseId>(clause, notice, "clause"));
    });
  }
  if (at.has("objection")) purpose.objection = read_wording(at.at("objection"), reading);
  if (at.has("optional_categories")) read_optional_categories(at, reading, purpose);
  notice.purposes.push_back(std::move(purpose));
}

void read_purposes(const Place& place, Reading& reading) {
  place.at("purposes").each([&](const Place& at) { read_purpose(at, reading); });
}

// Accepting the terms gives consents, so each of them must be one that can be given (L1, L3).
void read_turned_on(const Place& at, const Notice& notice, std::vector<notice::Cell>& cells) {
  if (!at.object({"sender", "channel"})) return;
  const notice::Cell cell = read_cell(at, notice);
  if (!at.ok()) return;
  if (std::find(cells.begin(), cells.end(), cell) != cells.end()) {
    at.refuse(BadDocumentKind::inconsistent, "this sender and channel stand twice");
  }
  if (find(notice, cell.sender)->legal_name.empty()) {
    at.at("sender").refuse(BadDocumentKind::inconsistent,
                           "nobody can agree to a sender without a legal name");
  }
  if (find(notice, cell.channel)->permission != notice::Permission::consent) {
    at.at("channel").refuse(BadDocumentKind::inconsistent, "this channel is not one of consent");
  }
  cells.push_back(cell);
}

void read_terms(const Place& place, Reading& reading) {
  const Place at = place.at("terms");
  const std::string_view wording = wording_key(reading);
  if (!at.object({wording, "turns_on", "minimum_age", "legal_age", "clause"})) return;
  notice::Terms& terms = reading.notice.terms;
  terms.wording = read_wording(at.at(wording), reading);
  at.at("turns_on").each([&](const Place& cell) {
    read_turned_on(cell, reading.notice, terms.turns_on);
  });
  terms.minimum_age = at.at("minimum_age").small(0, 150);
  if (at.has("legal_age")) {
    const Place age = at.at("legal_age");
    if (!age.object({"years", "law"})) return;
    terms.legal_age = {age.at("years").small(1, 150), age.at("law").some_text()};
  }
  terms.clause = read_clause_id(at, reading.notice);
}

void read_assumptions(const Place& place, Reading& reading) {
  place.at("assumptions").each([&](const Place& at) {
    if (!at.object({"place", "text"})) return;
    reading.notice.assumptions.push_back(
        {at.at("place").some_text(), read_text(at.at("text"), reading.notice)});
  });
}

}  // namespace

const std::vector<Part>& parts() {
  static const std::vector<Part> all = {
      {"notice.json", {"format", "languages"}, read_form},
      {"version.json", {"version", "published"}, read_version, Presence::published},
      {"club.json", {"club"}, read_club},
      {"clauses.json", {"clauses"}, read_clauses},
      {"topics.json", {"topics"}, read_topics},
      {"data.json", {"categories", "fields"}, read_data},
      {"channels.json", {"channels"}, read_channels},
      {"senders.json", {"senders"}, read_senders},
      {"cells.json", {"cells"}, read_cells},
      {"retention.json", {"retentions"}, read_retentions},
      {"purposes.json", {"purposes"}, read_purposes},
      {"sending.json", {"sending"}, read_sending, Presence::optional},
      {"segments.json", {"segmentation"}, read_segmentation, Presence::optional},
      {"erasure.json", {"erasure"}, read_erasure, Presence::optional},
      {"terms.json", {"terms"}, read_terms},
      {"assumptions.json", {"assumptions"}, read_assumptions},
  };
  return all;
}

}  // namespace samtycke::wire
