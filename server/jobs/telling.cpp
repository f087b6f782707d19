#include "server/jobs/telling.h"

#include "core/retention/before_erasure.h"
#include "server/mail/erasure_mail.h"

namespace samtycke::server {
namespace {

constexpr int most_tries = 5;

}  // namespace

Expected<Telling, StoreFault> telling(Store& store, const notice::Notice& notice,
                                      const consent::MemberFile& file, Instant at) {
  const auto until = retention::to_be_told(file, notice, at);
  if (!until) return Telling::none;
  if (!mail_before_erasure(notice, file, until->day, at)) return Telling::unreachable;
  const auto told = store.told_before_erasure(file.id);
  if (!told.ok()) return Unexpected{told.reason()};
  return told.value() == until->day ? Telling::none : Telling::by_mail;
}

Expected<bool, StoreFault> tell(Store& store, const notice::Notice& notice, const MemberId& id,
                                Instant at) {
  for (int tries = 0; tries < most_tries; ++tries) {
    const auto file = store.load(id);
    if (!file.ok() && file.reason() == StoreFault::no_such_member) return false;
    if (!file.ok()) return Unexpected{file.reason()};
    const auto now = telling(store, notice, file.value(), at);
    if (!now.ok() && now.reason() == StoreFault::no_such_member) return false;
    if (!now.ok()) return Unexpected{now.reason()};
    if (now.value() != Telling::by_mail) return false;
    const Day last_day = retention::to_be_told(file.value(), notice, at)->day;
    Change change;
    change.member = id;
    change.based_on = file.value().revision;
    change.told =
        ToldBeforeErasure{last_day, *mail_before_erasure(notice, file.value(), last_day, at)};
    const auto committed = store.commit(change);
    if (committed.ok()) return true;
    if (committed.reason() != StoreFault::changed_meanwhile) return Unexpected{committed.reason()};
  }
  return Unexpected{StoreFault::changed_meanwhile};
}

Expected<bool, StoreFault> goes_untold(Store& store, const notice::Notice& notice,
                                       const MemberId& id, const retention::WholeMember& whole) {
  if (!retention::is_told_before(whole.until, notice)) return false;
  const auto told = store.told_before_erasure(id);
  if (!told.ok() && told.reason() == StoreFault::no_such_member) return false;
  if (!told.ok()) return Unexpected{told.reason()};
  return told.value() != whole.until.day;
}

}  // namespace samtycke::server
