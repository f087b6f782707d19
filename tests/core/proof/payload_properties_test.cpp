// Any decision at all, and any bytes at all.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "core/proof/payload.h"
#include "tests/core/proof/sample.h"

namespace samtycke::proof {
namespace {

rc::Gen<std::string> any_text() {
  const auto piece = rc::gen::element<std::string>("a", "Å", "😀", "\n", std::string(1, '\0'),
                                                   "\x7F", "عربي", "\u2028", "0", "own");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const auto& pieces) {
    std::string text;
    for (const auto& each : pieces) text += each;
    return text;
  });
}

template <class SomeId>
SomeId any_id() {
  return SomeId("x" + *any_text());
}

notice::Cell any_cell() {
  return {any_id<SenderId>(), any_id<ChannelId>()};
}

consent::Objectable any_objectable() {
  switch (*rc::gen::inRange(0, 3)) {
    case 0: return any_cell();
    case 1: return any_id<PurposeId>();
    default: return consent::CategoryUse{any_id<PurposeId>(), any_id<CategoryId>()};
  }
}

consent::Act any_act() {
  switch (*rc::gen::inRange(0, 9)) {
    case 0: return consent::Grant{any_cell()};
    case 1: return consent::Withdraw{any_cell()};
    case 2: return consent::Object{any_objectable()};
    case 3: return consent::LiftObjection{any_objectable()};
    case 4: return consent::Join{};
    case 5: return consent::Restrict{};
    case 6: return consent::LiftRestriction{};
    case 7: return consent::Leave{};
    default: break;
  }
  consent::Correct correct;
  for (int count = *rc::gen::inRange(0, 5); count > 0; --count) {
    correct.fields.push_back(any_id<FieldId>());
  }
  return correct;
}

Decided any_decided() {
  using enum consent::Way;
  Decided made;
  made.member = any_id<MemberId>();
  made.number = *rc::gen::inRange<std::uint64_t>(1, 4);
  if (made.number > 1) made.previous.bytes.fill(*rc::gen::inRange<std::uint8_t>(1, 255));
  made.decision.act = any_act();
  made.decision.notice_version = *rc::gen::inRange(0, 2147483647);
  made.decision.language = Language(*any_text());
  if (*rc::gen::arbitrary<bool>()) made.decision.text_sha256 = std::string(64, 'a');
  made.decision.way = *rc::gen::element(portal, one_click, join, agent, import);
  made.decision.actor = *any_text();
  made.decision.at.utc_ms = *rc::gen::inRange<std::int64_t>(0, INT64_MAX);
  made.request = *any_text();
  return made;
}

RC_GTEST_PROP(AnyPayload, IsReadBackAsItWas, ()) {
  const Payload payload = any_decided();
  const auto bytes = encode(payload);
  RC_ASSERT(bytes.ok());
  const auto read = decode(bytes.value());
  RC_ASSERT(read.ok());
  RC_ASSERT(read.value() == payload);
}

RC_GTEST_PROP(AnyPayload, HasBytesThatNoOtherHas, ()) {
  const Payload one = any_decided();
  const Payload other = any_decided();
  RC_ASSERT((encode(one).value() == encode(other).value()) == (one == other));
}

RC_GTEST_PROP(AnyPayload, SpoiltIsRefusedOrIsWhatItSays, ()) {
  std::string bytes = encode(any_decided()).value();
  const auto place = *rc::gen::inRange<std::size_t>(0, bytes.size());
  bytes[place] = *rc::gen::arbitrary<char>();
  const auto read = decode(bytes);
  if (read.ok()) RC_ASSERT(encode(read.value()).value() == bytes);
}

}  // namespace
}  // namespace samtycke::proof
