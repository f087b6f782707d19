// Any member at all: what is written is read back as it was, and written again as the same bytes.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "core/wire/member_json.h"

namespace samtycke {
namespace {

// Text from pieces that JSON and UTF-8 find hard.
rc::Gen<std::string> any_text() {
  const auto piece =
      rc::gen::element<std::string>("a", "Å", "é", "😀", "\"", "\\", "/", "\n", "\x01", "\x7F", " ",
                                    "{", "عربي", "\u2028", "%", "0");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const auto& pieces) {
    std::string text;
    for (const auto& each : pieces) text += each;
    return text;
  });
}

rc::Gen<std::string> some_text() {
  return rc::gen::map(any_text(), [](const std::string& text) { return "x" + text; });
}

// 1990 to 2150, to the millisecond.
rc::Gen<Instant> any_instant() {
  return rc::gen::map(rc::gen::inRange<std::int64_t>(631152000000, 5680281600000),
                      [](std::int64_t ms) { return Instant{ms}; });
}

rc::Gen<std::int64_t> any_amount() {
  return rc::gen::inRange<std::int64_t>(-9007199254740991, 9007199254740991);
}

rc::Gen<member::Source> any_source() {
  using enum member::Source;
  return rc::gen::element(member, till, website, club);
}

template <class SomeId>
rc::Gen<SomeId> any_id() {
  return rc::gen::map(some_text(), [](std::string text) { return SomeId(std::move(text)); });
}

template <class SomeId>
rc::Gen<SomeId> id_or_none() {
  return rc::gen::map(any_text(), [](std::string text) { return SomeId(std::move(text)); });
}

notice::Cell cell() {
  return {*any_id<SenderId>(), *any_id<ChannelId>()};
}

consent::Objectable objectable() {
  switch (*rc::gen::inRange(0, 3)) {
    case 0: return cell();
    case 1: return consent::CategoryUse{*any_id<PurposeId>(), *any_id<CategoryId>()};
    default: return *any_id<PurposeId>();
  }
}

consent::Act act() {
  switch (*rc::gen::inRange(0, 9)) {
    case 0: return consent::Grant{cell()};
    case 1: return consent::Withdraw{cell()};
    case 2: return consent::Object{objectable()};
    case 3: return consent::LiftObjection{objectable()};
    case 4: return consent::Join{};
    case 5: return consent::Restrict{};
    case 6: return consent::LiftRestriction{};
    case 7: return consent::Leave{};
    default: return consent::Correct{*rc::gen::container<std::vector<FieldId>>(any_id<FieldId>())};
  }
}

consent::Decision decision() {
  using enum consent::Way;
  consent::Decision made;
  made.act = act();
  made.notice_version = *rc::gen::inRange(0, 2147483647);
  made.language = *id_or_none<Language>();
  made.text_sha256 = *any_text();
  made.way = *rc::gen::element(portal, one_click, join, agent, import);
  made.actor = *any_text();
  made.at = *any_instant();
  return made;
}

member::Record record() {
  return {*any_id<FieldId>(), *any_text(), *any_source(), *any_instant()};
}

member::Receipt receipt() {
  member::Receipt made{*any_text(), *any_instant(), *any_text(), *any_source(), {}};
  const int lines = *rc::gen::inRange(0, 5);
  for (int i = 0; i < lines; ++i) {
    made.lines.push_back({*any_text(), *id_or_none<TopicId>(), *any_amount(), {*any_amount()}});
  }
  return made;
}

member::Interaction interaction() {
  using enum member::InteractionKind;
  return {*any_text(),
          *any_instant(),
          *rc::gen::element(visit, open, click, redemption, message),
          *any_text(),
          *id_or_none<TopicId>(),
          *any_source()};
}

RC_GTEST_PROP(MemberJson, ReadsBackAnyMember, ()) {
  consent::MemberFile file;
  file.id = *id_or_none<MemberId>();
  file.revision = *rc::gen::inRange<std::int64_t>(0, 9007199254740991);
  const auto some = [] { return *rc::gen::inRange(0, 4); };
  for (int i = some(); i > 0; --i) file.holdings.records.push_back(record());
  for (int i = some(); i > 0; --i) file.holdings.receipts.push_back(receipt());
  for (int i = some(); i > 0; --i) file.holdings.interactions.push_back(interaction());
  for (int i = some(); i > 0; --i) file.decisions.push_back(decision());

  const std::string written = wire::encode_member_file(file);
  const auto read = wire::decode_member_file(written);
  RC_ASSERT(read.ok());
  RC_ASSERT(read.value() == file);
  RC_ASSERT(wire::encode_member_file(read.value()) == written);
}

RC_GTEST_PROP(MemberJson, NeverFallsOverCutOrSpoiltBytes, ()) {
  std::string written = wire::encode_receipt(receipt());
  const auto place = *rc::gen::inRange<std::size_t>(0, written.size());
  if (*rc::gen::arbitrary<bool>()) {
    written.resize(place);
    RC_ASSERT(!wire::decode_receipt(written).ok());
  } else {
    written[place] = *rc::gen::arbitrary<char>();
    const auto read = wire::decode_receipt(written);
    if (read.ok()) RC_ASSERT(wire::decode_receipt(wire::encode_receipt(read.value())).ok());
  }
}

}  // namespace
}  // namespace samtycke
