#include "server/edge/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

#include "core/base/check.h"

namespace samtycke::server {
namespace {

spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> only = [] {
    auto made = spdlog::stderr_logger_mt("samtycke");
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %v", spdlog::pattern_time_type::utc);
    return made;
  }();
  return *only;
}

// Of the request that this thread answers.
thread_local std::string_view request_id = "-";

// The method is the client's text until it is one of these.
std::string_view known_method(std::string_view method) {
  for (const std::string_view known :
       {"GET", "HEAD", "POST", "PATCH", "DELETE", "PUT", "OPTIONS"}) {
    if (method == known) return known;
  }
  return "-";
}

}  // namespace

std::string_view key(Event event) {
  switch (event) {
    case Event::store_failed: return "store_failed";
    case Event::sweep_failed: return "sweep_failed";
    case Event::handler_threw: return "handler_threw";
    case Event::row_damaged: return "row_damaged";
    case Event::retention_swept: return "retention_swept";
    case Event::retention_failed: return "retention_failed";
    case Event::retention_not_begun: return "retention_not_begun";
    case Event::clock_leapt: return "clock_leapt";
    case Event::ledger_stopped: return "ledger_stopped";
    case Event::mail_stopped: return "mail_stopped";
    case Event::mail_refused: return "mail_refused";
    case Event::openid_refused: return "openid_refused";
    case Event::mail_too_late: return "mail_too_late";
  }
  SAMTYCKE_NEVER("every case returns");
}

void log(const RequestLine& line) {
  logger().info("{} {} {} {}.{:03} ms {}", known_method(line.method), line.route, line.status,
                line.micros / 1000, line.micros % 1000, request_id);
}

void log(Event event) {
  logger().error("{} {}", key(event), request_id);
}

void log(Event event, std::string_view which) {
  logger().error("{} {} {}", key(event), which, request_id);
}

LoggedRequest::LoggedRequest(std::string_view id) {
  request_id = id;
}

LoggedRequest::~LoggedRequest() {
  request_id = "-";
}

}  // namespace samtycke::server
