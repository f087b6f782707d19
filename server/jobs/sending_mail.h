// The outbox on a thread of its own (jobs/outbox.h): nobody waits for a mail server, and a mail that is put
// in the store by any process goes within about a second.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "server/jobs/outbox.h"
#include "server/mail/smtp.h"

namespace samtycke::server {

class SendingMail {
 public:
  SendingMail(Store&, SmtpSetting, std::function<Instant()> now);
  ~SendingMail();  // Ends within about a second; what was under way then is sent again by the next start.
  SendingMail(const SendingMail&) = delete;
  SendingMail& operator=(const SendingMail&) = delete;

 private:
  void run();
  bool is_ending();

  std::mutex mutex_;
  std::condition_variable told_;
  bool ending_ = false;
  Smtp smtp_;
  Outbox outbox_;
  std::thread thread_;  // Last, so that everything above is there when it starts.
};

}  // namespace samtycke::server
