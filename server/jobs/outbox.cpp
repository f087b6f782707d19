#include "server/jobs/outbox.h"

#include <algorithm>
#include <limits>
#include <string>

#include "server/edge/log.h"

namespace samtycke::server {
namespace {

constexpr std::int64_t first_wait_ms = 2000;
constexpr std::int64_t longest_wait_ms = 60LL * 60 * 1000;        // Of one mail.
constexpr std::int64_t longest_wait_for_server_ms = 60LL * 1000;  // Of all.
constexpr std::size_t at_a_time = 100;

}  // namespace

std::int64_t wait_ms(int failed_tries, std::int64_t most_ms) {
  std::int64_t wait = first_wait_ms;
  for (int tries = 1; tries < failed_tries && wait < most_ms; ++tries) wait *= 2;
  return std::min(wait, most_ms);
}

void Outbox::turn() {
  if (!store_.has(Duty::mail)) {
    waits_.clear();
    no_server_ = {};
    return;
  }
  const Instant begun = now_();
  if (begun < no_server_.until) return;
  if (send_mails() && send_notices()) {
    // Whatever was due has been tried; what was not is no longer in the store.
    std::erase_if(waits_, [&](const auto& one) { return one.second.until <= begun; });
  }
}

bool Outbox::send_mails() {
  std::int64_t last = 0;
  while (true) {
    const auto mails = store_.waiting_mail(last, at_a_time);
    if (!mails.ok()) return false;
    for (const Mail& mail : mails.value()) {
      last = mail.number;
      if (!send(Kind::mail, mail)) return false;
    }
    if (mails.value().size() < at_a_time) break;
  }
  return true;
}

bool Outbox::send_notices() {
  const auto notices = store_.notices_of_erasure(std::numeric_limits<std::int32_t>::max());
  if (!notices.ok()) return false;
  return std::all_of(notices.value().begin(), notices.value().end(),
                     [this](const Mail& notice) { return send(Kind::notice, notice); });
}

bool Outbox::send(Kind kind, const Mail& mail) {
  if (is_stopping()) return false;
  if (mail.to.empty()) return end(kind, mail);  // A decoy has done its work.
  const Waiting waiting{kind, mail.number};
  const auto wait = waits_.find(waiting);
  const Instant now = now_();
  if (mail.until && *mail.until <= now) {
    log(Event::mail_too_late, std::to_string(mail.number));
    return end(kind, mail);
  }
  if (wait != waits_.end() && now < wait->second.until) return true;

  const Delivery delivery = sender_.send(mail);
  if (delivery.is == Delivered::no_server) {
    if (is_stopping()) return false;
    if (delivery.why != last_) log(Event::mail_stopped, delivery.why);
    last_ = delivery.why;
    ++no_server_.failed;
    no_server_.until =
        Instant{now_().utc_ms + wait_ms(no_server_.failed, longest_wait_for_server_ms)};
    return false;
  }
  no_server_ = {};
  last_ = {};
  if (delivery.is == Delivered::not_now) {
    put_off(waiting);
    return true;
  }
  if (delivery.is == Delivered::never) {
    log(Event::mail_refused, std::to_string(mail.number) + " " + std::string(delivery.why));
  }
  return end(kind, mail);
}

bool Outbox::end(Kind kind, const Mail& mail) {
  waits_.erase({kind, mail.number});
  const auto ended =
      kind == Kind::mail ? store_.end_mail(mail.number) : store_.notice_delivered(mail.number);
  return ended.ok();
}

void Outbox::put_off(const Waiting& waiting) {
  Wait& wait = waits_[waiting];
  ++wait.failed;
  wait.until = Instant{now_().utc_ms + wait_ms(wait.failed, longest_wait_ms)};
}

}  // namespace samtycke::server
