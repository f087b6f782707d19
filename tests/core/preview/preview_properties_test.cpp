// A preview is what saving then does: the same decisions, and the same difference after the file was
// written down and read again.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "core/consent/standing.h"
#include "core/segment/membership.h"
#include "core/verdict/verdict.h"
#include "core/wire/member_json.h"
#include "tests/core/preview/drafting_club.h"

namespace samtycke::preview {
namespace {

using consent::MemberFile;

notice::Cell any_cell() {
  return support::cell(*rc::gen::element("own", "group", "partner", "nobody"),
                       *rc::gen::element("letter", "email", "sms"));
}

consent::Objectable any_objectable() {
  switch (*rc::gen::inRange(0, 3)) {
    case 0: return any_cell();
    case 1: return *rc::gen::element(sending, analysis, PurposeId{"world_peace"});
    default:
      return *rc::gen::element(age_and_sex, receipts,
                               consent::CategoryUse{sending, CategoryId{"receipts"}});
  }
}

consent::Wish any_wish(const notice::Notice& notice) {
  consent::Wish wish = support::wish(notice, consent::Restrict{});
  switch (*rc::gen::inRange(0, 12)) {
    case 0: wish.act = consent::Restrict{}; break;
    case 1: wish.act = consent::LiftRestriction{}; break;
    case 2: wish.act = consent::Leave{}; break;
    case 3:
    case 4:
    case 5: wish.act = consent::Grant{any_cell()}; break;
    case 6:
    case 7: wish.act = consent::Withdraw{any_cell()}; break;
    case 8:
    case 9: wish.act = consent::Object{any_objectable()}; break;
    default: wish.act = consent::LiftObjection{any_objectable()}; break;
  }
  wish.notice_version_seen = *rc::gen::element(0, 1, 1, 1, 1);
  return wish;
}

std::vector<consent::Wish> any_draft(const notice::Notice& notice) {
  std::vector<consent::Wish> draft;
  const int count = *rc::gen::inRange(0, 6);
  for (int i = 0; i < count; ++i) draft.push_back(any_wish(notice));
  return draft;
}

MemberFile any_member(const notice::Notice& notice) {
  MemberFile file =
      *rc::gen::arbitrary<bool>() ? support::joined_member() : support::small_member();
  std::erase_if(file.holdings.records,
                [](const member::Record&) { return *rc::gen::inRange(0, 6) == 0; });
  if (*rc::gen::inRange(0, 4) == 0) file.holdings.receipts.clear();
  const auto past = any_draft(notice);
  return consent::decide_all(file, past, notice,
                             {consent::Way::portal, "member", support::at("2026-02-01T12:00:00Z")})
      .after;
}

MemberFile saved_and_loaded(const MemberFile& file) {
  auto read = wire::decode_member_file(wire::encode_member_file(file));
  RC_ASSERT(read.ok());
  return std::move(read).value();
}

// As the server saves: it loads the file, decides one wish after the other, and stores what it decided.
MemberFile save(const MemberFile& stored, const std::vector<consent::Wish>& wishes,
                const notice::Notice& notice) {
  MemberFile file = saved_and_loaded(stored);
  for (const consent::Wish& wish : wishes) {
    const auto decision = consent::decide(file, wish, notice, support::today());
    if (decision.ok()) file.decisions.push_back(decision.value());
  }
  return saved_and_loaded(file);
}

RC_GTEST_PROP(PreviewProperties, APreviewIsWhatSavingThenGives, ()) {
  const auto notice = drafting_notice();
  const auto offers = drafting_offers();
  const MemberFile before = any_member(notice);
  const auto draft = any_draft(notice);
  const Preview made = preview(before, draft, notice, offers, support::today());

  const MemberFile after = save(before, draft, notice);
  RC_ASSERT((made.outcome.after == after));
  const Instant at = support::today().at;
  RC_ASSERT((made.difference == difference(state_of(saved_and_loaded(before), notice, offers, at),
                                           state_of(after, notice, offers, at))));
}

template <class Thing>
bool has(const std::vector<Thing>& things, const Thing& thing) {
  return std::find(things.begin(), things.end(), thing) != things.end();
}

bool may_send(const MemberFile& file, const notice::Notice& notice, const ChannelId& channel) {
  return std::any_of(notice.senders.begin(), notice.senders.end(), [&](const auto& sender) {
    return verdict::is_yes(verdict::verdict(
        file, {sender.id, channel, notice::OfferKind::general, {}, support::today().at}, notice,
        drafting_offers()));
  });
}

// Each part, asked again of the room that decides it.
RC_GTEST_PROP(PreviewProperties, EveryPartOfTheDifferenceIsTrueOfBothFiles, ()) {
  const auto notice = drafting_notice();
  const MemberFile before = any_member(notice);
  const auto draft = any_draft(notice);
  const Preview made = preview(before, draft, notice, drafting_offers(), support::today());
  const MemberFile& after = made.outcome.after;
  const Difference& found = made.difference;

  for (const notice::CellText& text : notice.cells) {
    const auto on = [&](const MemberFile& file) {
      return consent::is_on(consent::standing_of(file.decisions, text.cell, notice), text.cell,
                            notice);
    };
    const consent::Objectable cell = text.cell;
    RC_ASSERT((has(found.turned_off, cell) == (on(before) && !on(after))));
    RC_ASSERT((has(found.turned_on, cell) == (!on(before) && on(after))));
  }
  for (const notice::Channel& channel : notice.channels) {
    const bool was = may_send(before, notice, channel.id);
    const bool is = may_send(after, notice, channel.id);
    RC_ASSERT((has(found.quiet, channel.id) == (was && !is)));
    RC_ASSERT((has(found.speaking, channel.id) == (!was && is)));
  }
  for (const notice::Segment& segment : notice.segmentation.segments) {
    const auto in = [&](const MemberFile& file) {
      return has(segment::segments_of(file, notice, support::today().at), segment.id);
    };
    RC_ASSERT((has(found.segments_left, segment.id) == (in(before) && !in(after))));
    RC_ASSERT((has(found.segments_joined, segment.id) == (!in(before) && in(after))));
  }
  for (const Moved& moved : found.erased_earlier) {
    RC_ASSERT((moved.was == retention::keep_until(before, notice, moved.field)));
    RC_ASSERT((moved.becomes == retention::keep_until(after, notice, moved.field)));
  }
}

RC_GTEST_PROP(PreviewProperties, GoingBackIsTheSameTheOtherWayRound, ()) {
  const auto notice = drafting_notice();
  const auto offers = drafting_offers();
  const Instant at = support::today().at;
  const State a = state_of(any_member(notice), notice, offers, at);
  const State b = state_of(any_member(notice), notice, offers, at);
  const Difference there = difference(a, b);
  const Difference back = difference(b, a);
  RC_ASSERT((there.turned_off == back.turned_on));
  RC_ASSERT((there.quiet == back.speaking));
  RC_ASSERT((there.segments_left == back.segments_joined));
  RC_ASSERT((there.offers_lost == back.offers_gained));
  RC_ASSERT((there.no_longer_used == back.used_again));
  RC_ASSERT((there.erased_earlier.size() == back.kept_longer.size()));
  RC_ASSERT(is_nothing(difference(a, a)));
}

}  // namespace
}  // namespace samtycke::preview
