// What the program says about itself while it runs, on standard error.
//
// There is no function that takes any text: personal data gets into logs through free strings. A line is
// an event by name with ids and numbers; an address is named by its route ("/{language}/consents"). Every line
// ends with the id of the request that it is about, as the visitor has it in X-Request-Id, or with "-".
#pragma once

#include <cstdint>
#include <string_view>

namespace samtycke::server {

struct RequestLine {
  std::string_view method;  // One of HTTP's, or "-".
  std::string_view route;   // From the table of routes, or "-".
  int status = 0;
  std::int64_t micros = 0;
};

// What happened, from a closed list.
enum class Event {
  store_failed,
  sweep_failed,
  handler_threw,
  row_damaged,
  retention_swept,
  retention_failed,
  retention_not_begun,  // `samtycke retention` makes the first sweep.
  clock_leapt,          // Nothing is erased until a person says that it is right.
  ledger_stopped,       // What was decided is not taken into the tree, and why.
  mail_stopped,         // No mail can be sent, and why; they wait.
  mail_refused,         // The server will never take this one: its number, and why.
  openid_refused,       // Nobody was signed in by the provider, and why.
  mail_too_late,        // This one could not be sent while it was of any use.
};
std::string_view key(Event);

// While it is there, every line that this thread writes ends with the id; others end with "-".
class LoggedRequest {
 public:
  explicit LoggedRequest(std::string_view id);
  ~LoggedRequest();
  LoggedRequest(const LoggedRequest&) = delete;
  LoggedRequest& operator=(const LoggedRequest&) = delete;
};

void log(const RequestLine&);
void log(Event);
// About this one: the name of a row or a reason, or counts; never a value.
void log(Event, std::string_view which);

}  // namespace samtycke::server
