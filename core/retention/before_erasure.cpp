#include "core/retention/before_erasure.h"

#include <algorithm>

#include "core/consent/standing.h"

namespace samtycke::retention {
namespace {

bool ever_said_yes(const consent::MemberFile& file, const ChannelId& channel) {
  return std::any_of(file.decisions.begin(), file.decisions.end(),
                     [&](const consent::Decision& decision) {
                       const auto* grant = std::get_if<consent::Grant>(&decision.act);
                       return grant != nullptr && grant->cell.channel == channel;
                     });
}

bool may_have_been_reached(const consent::MemberFile& file, const notice::Notice& notice,
                           const ChannelId& id) {
  const notice::Channel* channel = notice::find(notice, id);
  if (channel == nullptr) return false;
  if (channel->permission == notice::Permission::consent) return ever_said_yes(file, id);
  return member::find(file.holdings, channel->address) != nullptr;
}

bool asked_for_it(const Reason& reason) {
  return std::holds_alternative<SinceObjection>(reason) ||
         std::holds_alternative<SinceLeaving>(reason);
}

}  // namespace

int days_told_before(const notice::Notice& notice) {
  return notice.erasure && notice.erasure->mail_before ? notice.erasure->mail_before->days : 0;
}

bool is_told_before(const KeepUntil& until, const notice::Notice& notice) {
  return days_told_before(notice) > 0 && !asked_for_it(until.since);
}

std::optional<KeepUntil> to_be_told(const consent::MemberFile& file, const notice::Notice& notice,
                                    Instant at) {
  const int days = days_told_before(notice);
  if (days == 0) return std::nullopt;
  if (std::holds_alternative<consent::Restricted>(consent::membership(file.decisions))) {
    return std::nullopt;
  }
  auto until = keep_until(file, notice);
  if (!until || !is_told_before(*until, notice) || is_due(*until, at)) return std::nullopt;
  if (local_day(at).since_epoch < until->day.since_epoch - days) return std::nullopt;
  return until;
}

std::vector<const notice::Recipient*> told_of_member(const consent::MemberFile& file,
                                                     const notice::Notice& notice) {
  std::vector<const notice::Recipient*> told;
  if (!notice.erasure) return told;
  for (const notice::Recipient& recipient : notice.erasure->recipients) {
    const auto& channels = recipient.channels;
    const bool given = channels.empty() ||
                       std::any_of(channels.begin(), channels.end(), [&](const ChannelId& channel) {
                         return may_have_been_reached(file, notice, channel);
                       });
    if (given) told.push_back(&recipient);
  }
  return told;
}

}  // namespace samtycke::retention
