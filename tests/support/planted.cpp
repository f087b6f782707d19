#include "tests/support/planted.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace samtycke::support {
namespace {

using member::InteractionKind;
using member::Source;

constexpr std::array sources = {Source::member, Source::till, Source::website, Source::club};
constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

// Another day at another minute each time, from 2 January 2021 on.
struct Calendar {
  std::int64_t days = 0;
  Instant next() {
    ++days;
    return {1609459200000 + days * day_ms + days * 61000};
  }
};

std::string planted(const std::string& what, std::size_t number) {
  return "planted_" + what + "_" + std::to_string(number);
}

void plant_records(member::Holdings& holdings, const notice::Notice& notice, Calendar& calendar) {
  for (const notice::Field& field : notice.fields) {
    const bool rows =
        field.kind == notice::FieldKind::receipts || field.kind == notice::FieldKind::interactions;
    if (rows) continue;
    const std::size_t i = holdings.records.size();
    holdings.records.push_back(
        {field.id, "planted_" + field.id.text(), sources[i % sources.size()], calendar.next()});
  }
  holdings.records.push_back(
      {FieldId{"planted_stray"}, "planted_stray_value", Source::club, calendar.next()});
}

void plant_receipts(member::Holdings& holdings, Calendar& calendar) {
  for (std::size_t i = 0; i < sources.size(); ++i) {
    member::Receipt receipt;
    receipt.number = planted("receipt", i);
    receipt.at = calendar.next();
    if (i != 1) receipt.store = planted("store", i);
    receipt.source = sources[i];
    for (std::size_t line = 10 * i; line < 11 * i; ++line) {
      const auto size = static_cast<std::int64_t>(line);
      receipt.lines.push_back({planted("article", line),
                               TopicId{planted("topic", line)},
                               500 + size,
                               {(line % 2 == 0 ? -1 : 1) * (710000 + 101 * size)}});
    }
    holdings.receipts.push_back(std::move(receipt));
  }
}

void plant_interactions(member::Holdings& holdings, Calendar& calendar) {
  for (const InteractionKind kind :
       {InteractionKind::visit, InteractionKind::open, InteractionKind::click,
        InteractionKind::redemption, InteractionKind::message}) {
    const std::size_t i = holdings.interactions.size();
    holdings.interactions.push_back({planted("interaction", i), calendar.next(), kind,
                                     planted("about", i), TopicId{planted("subject", i)},
                                     sources[i % sources.size()]});
  }
}

std::vector<consent::Act> every_act() {
  using namespace consent;
  const auto cell = [](std::size_t i) {
    return notice::Cell{SenderId{planted("sender", i)}, ChannelId{planted("channel", i)}};
  };
  return {Leave{},  // First: after it the file would be about to go.
          Grant{cell(0)},
          Withdraw{cell(1)},
          Object{cell(2)},
          Object{PurposeId{planted("purpose", 3)}},
          Object{CategoryUse{PurposeId{planted("purpose", 4)}, CategoryId{planted("category", 4)}}},
          LiftObjection{cell(5)},
          LiftObjection{PurposeId{planted("purpose", 6)}},
          LiftObjection{
              CategoryUse{PurposeId{planted("purpose", 7)}, CategoryId{planted("category", 7)}}},
          Join{},
          Correct{{FieldId{planted("corrected", 9)}, FieldId{planted("corrected", 10)}}},
          Restrict{},
          LiftRestriction{}};
}

void plant_decisions(consent::MemberFile& file, Calendar& calendar) {
  using consent::Way;
  constexpr std::array ways = {Way::portal, Way::one_click, Way::join, Way::agent, Way::import};
  for (consent::Act& act : every_act()) {
    const std::size_t i = file.decisions.size();
    consent::Decision decision;
    decision.act = std::move(act);
    decision.notice_version = 9100 + static_cast<int>(i);
    decision.language = Language{planted("language", i)};
    decision.text_sha256 = std::string(62, 'a') + std::to_string(10 + i);
    decision.way = ways[i % ways.size()];
    decision.actor = planted("actor", i);
    decision.at = calendar.next();
    file.decisions.push_back(std::move(decision));
  }
}

}  // namespace

consent::MemberFile planted_member(const notice::Notice& notice) {
  Calendar calendar;
  consent::MemberFile file;
  file.id = MemberId{"00112233445566778899aabbccddeeff"};
  file.revision = 8765;
  plant_records(file.holdings, notice, calendar);
  plant_receipts(file.holdings, calendar);
  plant_interactions(file.holdings, calendar);
  plant_decisions(file, calendar);
  return file;
}

}  // namespace samtycke::support
