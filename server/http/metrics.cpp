#include "server/http/metrics.h"

#include <algorithm>

#include "core/base/check.h"
#include "server/http/routes.h"

namespace samtycke::server {
namespace {

// Microseconds as seconds, "0.0025": without floating point, so that it is the same everywhere.
std::string seconds(std::uint64_t micros) {
  std::string text = std::to_string(micros / 1'000'000);
  std::string rest = std::to_string(micros % 1'000'000);
  if (rest == "0") return text;
  rest.insert(0, 6 - rest.size(), '0');
  rest.erase(rest.find_last_not_of('0') + 1);
  return text + "." + rest;
}

void add_head(std::string& text, std::string_view name, std::string_view type,
              std::string_view meaning) {
  text += "# HELP ";
  text += name;
  text += ' ';
  text += meaning;
  text += "\n# TYPE ";
  text += name;
  text += ' ';
  text += type;
  text += '\n';
}

void add_line(std::string& text, std::string_view name, std::string_view labels,
              std::string_view value) {
  text += name;
  if (!labels.empty()) text += "{" + std::string{labels} + "}";
  text += ' ';
  text += value;
  text += '\n';
}

void add_one(std::string& text, std::string_view name, std::string_view type,
             std::string_view meaning, const std::string& value) {
  add_head(text, name, type, meaning);
  add_line(text, name, "", value);
}

// Labels of a route; the patterns have nothing in them that the format would want escaped.
std::string labels_of(std::size_t index) {
  const bool ours = index < routes().size();
  const std::string_view method = ours ? routes()[index].method : "-";
  const std::string_view address = ours ? routes()[index].address : "-";
  return "method=\"" + std::string{method} + "\",route=\"" + std::string{address} + "\"";
}

}  // namespace

std::string_view key(SignInWay way) {
  switch (way) {
    case SignInWay::code: return "code";
    case SignInWay::openid: return "openid";
  }
  SAMTYCKE_NEVER("every case returns");
}

Metrics::Metrics(Instant started) : started_(started), routes_(routes().size() + 1) {}

void Metrics::answered(const Route* route, int status, std::string_view reason,
                       std::int64_t micros) {
  Counted& counted = route == nullptr
                         ? routes_.back()
                         : routes_.at(static_cast<std::size_t>(route - routes().data()));
  const auto status_class = static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1);
  ++counted.by_class.at(status_class);
  const auto bound = std::lower_bound(bounds_us.begin(), bounds_us.end(), micros);
  ++counted.by_time.at(static_cast<std::size_t>(bound - bounds_us.begin()));
  counted.micros += static_cast<std::uint64_t>(std::max<std::int64_t>(0, micros));
  if (reason.empty()) return;
  const std::lock_guard lock(mutex_);
  ++refusals_[reason];
}

void Metrics::signed_in(SignInWay way) {
  ++sign_ins_.at(static_cast<std::size_t>(way));
}

void Metrics::set_connections(int waiting, std::uint64_t turned_away) {
  waiting_ = waiting;
  turned_away_ = turned_away;
}

void Metrics::add_requests(std::string& text) const {
  constexpr std::string_view name = "samtycke_requests_total";
  add_head(text, name, "counter", "Requests, by what was asked for and the class of the answer.");
  for (std::size_t index = 0; index < routes_.size(); ++index) {
    for (std::size_t of = 0; of < classes; ++of) {
      const std::uint64_t count = routes_[index].by_class.at(of);
      if (count == 0) continue;
      add_line(text, name, labels_of(index) + ",status=\"" + std::to_string(of + 1) + "xx\"",
               std::to_string(count));
    }
  }
}

void Metrics::add_times(std::string& text) const {
  constexpr std::string_view name = "samtycke_request_seconds";
  add_head(text, name, "histogram",
           "From a request's first byte until its answer was written, the visitor's own slowness "
           "included.");
  for (std::size_t index = 0; index < routes_.size(); ++index) {
    const std::string labels = labels_of(index);
    std::string lines;
    std::uint64_t so_far = 0;
    for (std::size_t at = 0; at <= bounds_us.size(); ++at) {
      so_far += routes_[index].by_time.at(at);
      const std::string bound =
          at < bounds_us.size() ? seconds(static_cast<std::uint64_t>(bounds_us.at(at))) : "+Inf";
      std::string within = labels;
      within.append(",le=\"").append(bound).append("\"");
      add_line(lines, std::string{name} + "_bucket", within, std::to_string(so_far));
    }
    if (so_far == 0) continue;
    text += lines;
    add_line(text, std::string{name} + "_sum", labels, seconds(routes_[index].micros));
    add_line(text, std::string{name} + "_count", labels, std::to_string(so_far));
  }
}

void Metrics::add_refusals(std::string& text) {
  constexpr std::string_view name = "samtycke_refusals_total";
  add_head(
      text, name, "counter",
      "What was not done, by why not: the code of a problem document, or why nobody was signed "
      "in.");
  const std::lock_guard lock(mutex_);
  for (const auto& [reason, count] : refusals_) {
    add_line(text, name, "reason=\"" + std::string{reason} + "\"", std::to_string(count));
  }
}

std::string Metrics::text(const std::optional<StoreFigures>& store) {
  std::string text;
  add_requests(text);
  add_times(text);
  add_refusals(text);
  add_head(text, "samtycke_sign_ins_total", "counter", "Members who signed in, by how.");
  for (const SignInWay way : {SignInWay::code, SignInWay::openid}) {
    add_line(text, "samtycke_sign_ins_total", "way=\"" + std::string{key(way)} + "\"",
             std::to_string(sign_ins_.at(static_cast<std::size_t>(way))));
  }
  add_one(text, "samtycke_connections_waiting", "gauge", "Connections that wait for a thread.",
          std::to_string(waiting_));
  add_one(text, "samtycke_connections_turned_away_total", "counter",
          "Connections that found no place to wait.", std::to_string(turned_away_));
  add_one(text, "samtycke_start_time_seconds", "gauge", "When the program started, since 1970.",
          std::to_string(started_.utc_ms / 1000));
  add_one(text, "samtycke_store_up", "gauge", "Whether the store answers.", store ? "1" : "0");
  if (!store) return text;
  add_one(text, "samtycke_commits_total", "counter",
          "Transactions that this process made durable; one may hold many changes.",
          std::to_string(store->commits));
  add_one(text, "samtycke_changes_total", "counter", "Changes that are durable by those.",
          std::to_string(store->changes));
  add_one(text, "samtycke_changes_queued", "gauge", "Changes that wait to be written.",
          std::to_string(store->changes_queued));
  add_one(text, "samtycke_mails_waiting", "gauge",
          "Mails in the outbox, those that go to nobody included.", std::to_string(store->mails));
  return text;
}

}  // namespace samtycke::server
