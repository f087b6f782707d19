#include "core/preview/difference.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/holds.h"
#include "core/consent/standing.h"
#include "core/retention/clock.h"
#include "core/segment/membership.h"
#include "core/verdict/offers_for.h"
#include "core/verdict/verdict.h"

namespace samtycke::preview {
namespace {

using consent::CategoryUse;
using consent::MemberFile;

// What is in `these` and not in `those`, in its order.
template <class Thing>
std::vector<Thing> only_in(const std::vector<Thing>& these, const std::vector<Thing>& those) {
  std::vector<Thing> only;
  std::copy_if(these.begin(), these.end(), std::back_inserter(only),
               [&](const Thing& thing) { return !holds(those, thing); });
  return only;
}

std::vector<consent::Objectable> switches_on(const MemberFile& file, const notice::Notice& notice) {
  std::vector<consent::Objectable> on = consent::switches_of(notice);
  std::erase_if(on, [&](const consent::Objectable& one) {
    return !consent::is_on(file.decisions, one, notice);
  });
  return on;
}

std::vector<ChannelId> channels_reaching(const MemberFile& file, const notice::Notice& notice,
                                         const notice::Offers& offers, Instant at) {
  std::vector<ChannelId> reaching;
  for (const notice::Channel& channel : notice.channels) {
    const auto may = [&](const notice::Sender& sender) {
      const verdict::Question question{sender.id, channel.id, notice::OfferKind::general, OfferId{},
                                       at};
      return verdict::is_yes(verdict::verdict(file, question, notice, offers));
    };
    if (std::any_of(notice.senders.begin(), notice.senders.end(), may)) {
      reaching.push_back(channel.id);
    }
  }
  return reaching;
}

std::vector<OfferId> offers_reaching(const MemberFile& file, const notice::Notice& notice,
                                     const notice::Offers& offers, Instant at) {
  std::vector<OfferId> reaching;
  for (const notice::Offer& offer : offers) {
    if (verdict::reaches(file, offer, notice, offers, at)) reaching.push_back(offer.id);
  }
  return reaching;
}

// Each category of the purpose's fields, once.
std::vector<CategoryId> categories_of(const notice::Purpose& purpose,
                                      const notice::Notice& notice) {
  std::vector<CategoryId> ids;
  for (const notice::Category& category : notice.categories) {
    const auto lies_in = [&](const FieldId& id) {
      const notice::Field* field = notice::find(notice, id);
      return field != nullptr && field->category == category.id;
    };
    if (std::any_of(purpose.fields.begin(), purpose.fields.end(), lies_in)) {
      ids.push_back(category.id);
    }
  }
  return ids;
}

std::vector<CategoryUse> uses_of(const MemberFile& file, const notice::Notice& notice) {
  std::vector<CategoryUse> uses;
  if (!std::holds_alternative<consent::Current>(consent::membership(file.decisions))) return uses;
  for (const notice::Purpose& purpose : notice.purposes) {
    if (!consent::is_on(consent::standing_of(file.decisions, purpose.id))) continue;
    for (const CategoryId& category : categories_of(purpose, notice)) {
      const CategoryUse use{purpose.id, category};
      if (consent::is_on(consent::standing_of(file.decisions, use))) uses.push_back(use);
    }
  }
  return uses;
}

std::vector<FieldKept> fields_kept(const MemberFile& file, const notice::Notice& notice) {
  std::vector<FieldKept> kept;
  const retention::Clock clock(file, notice);
  for (const notice::Field* field : clock.held()) {
    if (clock.is_used(*field)) kept.push_back({field->id, clock.of(*field)});
  }
  return kept;
}

bool is_earlier(const std::optional<retention::KeepUntil>& a,
                const std::optional<retention::KeepUntil>& b) {
  return a && (!b || a->day < b->day);
}

const FieldKept* find(const std::vector<FieldKept>& kept, const FieldId& field) {
  const auto found = std::find_if(kept.begin(), kept.end(),
                                  [&](const FieldKept& one) { return one.field == field; });
  return found == kept.end() ? nullptr : &*found;
}

}  // namespace

State state_of(const MemberFile& file, const notice::Notice& notice, const notice::Offers& offers,
               Instant at) {
  return {switches_on(file, notice),
          channels_reaching(file, notice, offers, at),
          segment::segments_of(file, notice, at),
          offers_reaching(file, notice, offers, at),
          uses_of(file, notice),
          fields_kept(file, notice)};
}

Difference difference(const State& before, const State& after) {
  Difference found;
  found.turned_off = only_in(before.on, after.on);
  found.turned_on = only_in(after.on, before.on);
  found.quiet = only_in(before.reached_by, after.reached_by);
  found.speaking = only_in(after.reached_by, before.reached_by);
  found.segments_left = only_in(before.segments, after.segments);
  found.segments_joined = only_in(after.segments, before.segments);
  found.offers_lost = only_in(before.offers, after.offers);
  found.offers_gained = only_in(after.offers, before.offers);
  found.no_longer_used = only_in(before.used, after.used);
  found.used_again = only_in(after.used, before.used);
  for (const FieldKept& was : before.kept) {
    const FieldKept* becomes = find(after.kept, was.field);
    if (becomes == nullptr) continue;
    const Moved moved{was.field, was.until, becomes->until};
    if (is_earlier(becomes->until, was.until)) found.erased_earlier.push_back(moved);
    if (is_earlier(was.until, becomes->until)) found.kept_longer.push_back(moved);
  }
  return found;
}

bool is_nothing(const Difference& difference) {
  return difference == Difference{};
}

}  // namespace samtycke::preview
