#include "server/jobs/sending_mail.h"

#include <chrono>
#include <utility>

namespace samtycke::server {
namespace {

constexpr auto look_every = std::chrono::seconds(1);

}  // namespace

SendingMail::SendingMail(Store& store, SmtpSetting setting, std::function<Instant()> now)
    : smtp_(std::move(setting), [this] { return is_ending(); }),
      outbox_(store, smtp_, std::move(now), [this] { return is_ending(); }),
      thread_([this] { run(); }) {}

SendingMail::~SendingMail() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  told_.notify_one();
  thread_.join();
}

bool SendingMail::is_ending() {
  const std::lock_guard lock(mutex_);
  return ending_;
}

void SendingMail::run() {
  while (!is_ending()) {
    outbox_.turn();
    std::unique_lock lock(mutex_);
    told_.wait_for(lock, look_every, [this] { return ending_; });
  }
}

}  // namespace samtycke::server
