#include <algorithm>
#include <map>
#include <ostream>
#include <string_view>
#include <utility>
#include <vector>

#include "core/wire/csv.h"
#include "core/wire/verdict_json.h"
#include "server/cli/store_command.h"
#include "server/cli/store_command_parts.h"
#include "server/config/places.h"
#include "server/mail/campaign.h"
#include "server/mail/stop_link.h"

namespace samtycke::server {
namespace {

constexpr std::int64_t members_between_progress = 4096;

// A typing error would otherwise be an empty list, and an empty list looks like an answer.
template <class Things, class Id>
std::optional<CannotStart> unknown(const char* what, const Things& things, const Id& id) {
  std::string known;
  for (const auto& thing : things) {
    if (thing.id == id) return std::nullopt;
    known += (known.empty() ? "" : ", ") + thing.id.text();
  }
  return CannotStart{std::string("there is no such ") + what + "; there is: " + known};
}

// What a list may hold: what its purpose covers and nothing else (N6).
std::optional<CannotStart> not_for_sending(const notice::Notice& notice, const std::string& id) {
  const notice::Field* field = notice::find(notice, FieldId(id));
  const notice::Purpose* sending = notice::find(notice, notice.sending.purpose);
  const bool single = field != nullptr && field->kind != notice::FieldKind::receipts &&
                      field->kind != notice::FieldKind::interactions;
  if (single && sending != nullptr && notice::covers(*sending, field->id)) return std::nullopt;
  return CannotStart{"--fields names a field that the notice does not have for sending offers"};
}

// A link that is not encrypted would tell everyone on its way whom it stops. On this machine it is for trying.
std::optional<CannotStart> not_an_origin(const std::string& origin) {
  if (origin.empty()) return std::nullopt;
  const std::size_t host = origin.find("://") + 3;
  const bool is_safe = origin.starts_with("https://") || origin.starts_with("http://127.0.0.1:");
  if (is_safe && origin.size() > host && origin.find_first_of("/ ?#", host) == std::string::npos) {
    return std::nullopt;
  }
  return CannotStart{"--origin must be https:// and a host, without a path"};
}

// L20: what cannot be said no to is not sent.
std::optional<CannotStart> not_to_be_sent(const std::string& file, const Surroundings& here) {
  if (file.empty()) return std::nullopt;
  const auto campaign = read_campaign(path_in(here.folder, file));
  if (!campaign.ok()) return campaign.reason();
  const auto faults = faults_of(campaign.value(), here.edition.notice);
  if (faults.empty()) return std::nullopt;
  return CannotStart{"--mail " + file + ": " + std::string(sentence(faults.front()))};
}

class Audience {
 public:
  Audience(const AudienceCommand& command, const Surroundings& here)
      : command_(command), here_(here), question_(command.question) {
    question_.at = command.as_of.value_or(here.now);
  }

  std::optional<CannotStart> prepare();
  Exit list();

 private:
  void take(const Expected<consent::MemberFile, StoreFault>&);
  void write(const consent::MemberFile&);
  void tell_progress();
  void tell_counts() const;

  const AudienceCommand& command_;
  const Surroundings& here_;
  verdict::Question question_;
  std::vector<FieldId> columns_;
  std::int64_t members_ = 0;  // About so many; for the progress line.
  std::int64_t seen_ = 0;
  std::int64_t yes_ = 0;
  std::int64_t unread_ = 0;
  std::map<verdict::Reason, std::int64_t> against_;
};

std::optional<CannotStart> Audience::prepare() {
  const notice::Notice& notice = here_.edition.notice;
  if (auto fault = unknown("sender", notice.senders, question_.sender)) return fault;
  if (auto fault = unknown("channel", notice.channels, question_.channel)) return fault;
  if (!question_.offer.empty()) {
    if (auto fault = unknown("offer", here_.edition.offers, question_.offer)) return fault;
  }
  columns_ = {member::field::member_number, notice::find(notice, question_.channel)->address};
  for (const std::string& id : command_.fields) {
    if (auto fault = not_for_sending(notice, id)) return fault;
    const FieldId field(id);
    if (std::find(columns_.begin(), columns_.end(), field) == columns_.end()) {
      columns_.push_back(field);
    }
  }
  if (auto fault = not_an_origin(command_.origin)) return fault;
  if (auto fault = not_to_be_sent(command_.mail, here_)) return fault;
  const auto members = here_.store.count_members();
  if (!members.ok()) return CannotStart{"the store did not answer"};
  members_ = std::max<std::int64_t>(1, members.value());
  return std::nullopt;
}

void Audience::write(const consent::MemberFile& file) {
  const member::Holdings& held = file.holdings;
  std::string link;
  if (!command_.origin.empty()) {
    const StopLink stop{file.id, {question_.sender, question_.channel}};
    link = command_.origin + std::string(stop_path) + stop_link(here_.store, stop);
  }
  if (command_.format == AudienceFormat::csv) {
    std::vector<std::string> cells;
    for (const FieldId& field : columns_) {
      cells.push_back(wire::harmless_cell(std::string(member::value_of(held, field))));
    }
    if (!link.empty()) cells.push_back(link);
    here_.out << wire::csv_row(cells);
    return;
  }
  std::vector<std::pair<std::string_view, std::string_view>> values;
  for (const FieldId& field : columns_) {
    values.emplace_back(field.text(), member::value_of(held, field));
  }
  if (!link.empty()) values.emplace_back(stop_link_place, link);
  here_.out << wire::encode_recipient(values) << "\n";
}

void Audience::take(const Expected<consent::MemberFile, StoreFault>& file) {
  ++seen_;
  tell_progress();
  if (!file.ok()) {
    ++unread_;
    return;
  }
  const auto verdict =
      verdict::verdict(file.value(), question_, here_.edition.notice, here_.edition.offers);
  if (const auto* no = std::get_if<verdict::No>(&verdict)) {
    ++against_[no->reason];
    return;
  }
  ++yes_;
  write(file.value());
}

void Audience::tell_progress() {
  if (!here_.is_terminal || seen_ % members_between_progress != 0) return;
  here_.err << "\r" << seen_ << " members, " << std::min<std::int64_t>(99, 100 * seen_ / members_)
            << " %" << std::flush;
}

void Audience::tell_counts() const {
  here_.err << "audience: " << seen_ << " members, " << yes_ << " yes, " << seen_ - yes_ - unread_
            << " no, " << unread_ << " could not be read\n";
  for (const auto& [reason, members] : against_) {
    here_.err << "  " << verdict::key(reason) << " " << members << "\n";
  }
}

Exit Audience::list() {
  if (command_.format == AudienceFormat::csv) {
    std::vector<std::string> header;
    for (const FieldId& field : columns_) header.push_back(field.text());
    if (!command_.origin.empty()) header.emplace_back(stop_link_place);
    here_.out << wire::csv_row(header);
  }
  const auto read = here_.store.for_each_file([this](const auto& file) {
    take(file);
    return here_.out.good();
  });
  here_.out << std::flush;
  if (here_.is_terminal) here_.err << "\r\x1b[K";
  tell_counts();
  if (!here_.out.good()) here_.err << "samtycke: the list could not be written to its end\n";
  if (!read.ok()) {
    here_.err
        << "samtycke: the list is not whole, the store stopped answering; whoever is on it may "
           "be sent this\n";
  }
  here_.err << std::flush;
  return here_.out.good() && read.ok() && unread_ == 0 ? Exit::done : Exit::findings;
}

}  // namespace

Exit run_audience(const AudienceCommand& command, const Surroundings& here) {
  Audience audience(command, here);
  if (const auto fault = audience.prepare()) return cannot_start(here, *fault);
  return audience.list();
}

}  // namespace samtycke::server
