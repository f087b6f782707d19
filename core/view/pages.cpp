#include "core/view/pages.h"

#include <array>

#include "core/base/check.h"
#include "core/base/holds.h"
#include "core/consent/standing.h"
#include "core/consent/stopping.h"
#include "core/member/topics.h"

namespace samtycke::view {
namespace {

constexpr std::array with_addresses = {
    PageName::sign_in, PageName::code,     PageName::overview, PageName::consents,
    PageName::offers,  PageName::why,      PageName::data,     PageName::preferences,
    PageName::history, PageName::download, PageName::notice,   PageName::sessions,
    PageName::email,   PageName::leave,    PageName::join};

// What a switch asks for when it is flipped: a cell of a channel that needs a consent is granted and
// withdrawn, everything else is objected to.
consent::Act flipped(const consent::Objectable& what, bool wanted, const notice::Notice& notice) {
  const auto* cell = std::get_if<notice::Cell>(&what);
  const notice::Channel* channel = cell == nullptr ? nullptr : notice::find(notice, cell->channel);
  if (channel != nullptr && channel->permission == notice::Permission::consent) {
    if (wanted) return consent::Grant{*cell};
    return consent::Withdraw{*cell};
  }
  if (wanted) return consent::LiftObjection{what};
  return consent::Object{what};
}

}  // namespace

std::string_view key(PageName name) {
  switch (name) {
    case PageName::sign_in: return "sign_in";
    case PageName::code: return "code";
    case PageName::overview: return "overview";
    case PageName::consents: return "consents";
    case PageName::offers: return "offers";
    case PageName::why: return "why";
    case PageName::data: return "data";
    case PageName::preferences: return "preferences";
    case PageName::history: return "history";
    case PageName::download: return "download";
    case PageName::notice: return "notice";
    case PageName::sessions: return "sessions";
    case PageName::email: return "email";
    case PageName::leave: return "leave";
    case PageName::join: return "join";
    case PageName::problem: return "problem";
  }
  SAMTYCKE_NEVER("a page that is not in the list");
}

std::string path_of(PageName name, const Words& words) {
  if (name == PageName::problem) return "/";  // It has no address; the front door has.
  return "/" + words.language().text() + "/" + words("path." + std::string(key(name)));
}

std::optional<PageName> page_at(std::string_view path, const Words& words) {
  if (!path.starts_with("/" + words.language().text() + "/")) return std::nullopt;
  for (const PageName name : with_addresses) {
    if (path_of(name, words) == path) return name;
  }
  return std::nullopt;
}

std::string switch_name(const notice::Cell& cell) {
  return "cell." + cell.sender.text() + "." + cell.channel.text();
}

std::string switch_name(const PurposeId& id) {
  return "purpose." + id.text();
}

std::string switch_name(const consent::CategoryUse& use) {
  return "category." + use.purpose.text() + "." + use.category.text();
}

std::vector<consent::Wish> wishes_from_switches(const consent::MemberFile& file,
                                                const notice::Notice& notice,
                                                const Language& language, int notice_version_seen,
                                                const std::vector<std::string>& on) {
  std::vector<consent::Wish> wishes;
  for (const consent::Objectable& what : consent::switches_of(notice)) {
    const bool wanted =
        holds(on, std::visit([](const auto& one) { return switch_name(one); }, what));
    if (wanted == consent::is_on(file.decisions, what, notice)) continue;
    wishes.push_back({flipped(what, wanted, notice), notice_version_seen, language});
  }
  return wishes;
}

std::string switch_name(const FieldId& field, const TopicId& topic) {
  return field.text() + "." + topic.text();
}

std::vector<consent::Correction> corrections_from_form(
    const notice::Notice& notice, const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::vector<std::string> on;
  for (const auto& [name, value] : pairs) {
    if (value == "on") on.push_back(name);
  }
  std::vector<consent::Correction> corrections;
  for (const auto& [name, value] : pairs) {
    const notice::Field* field = notice::find(notice, FieldId{name});
    if (field == nullptr) continue;
    corrections.push_back({field->id, value});
    // A switch that is off is not sent: the empty field itself says that there were switches.
    if (field->kind != notice::FieldKind::topics || !value.empty()) continue;
    std::vector<TopicId> topics;
    for (const notice::Topic& topic : notice.topics) {
      if (holds(on, switch_name(field->id, topic.id))) topics.push_back(topic.id);
    }
    corrections.back().value = member::topics_value(std::move(topics));
  }
  return corrections;
}

std::string stop_name(const SenderId& sender) {
  return "stop." + sender.text();
}

std::vector<consent::Wish> wishes_to_stop(const consent::MemberFile& file,
                                          const notice::Notice& notice, const Language& language,
                                          std::string_view name) {
  std::vector<consent::Wish> wishes;
  for (const notice::CellText& text : notice.cells) {
    if (stop_name(text.cell.sender) != name) continue;
    for (consent::Wish& wish : consent::stop_cell(file, notice, text.cell, language)) {
      wishes.push_back(std::move(wish));
    }
  }
  return wishes;
}

std::string answer_name(const notice::Cell& cell, bool yes) {
  return (yes ? "yes." : "no.") + switch_name(cell);
}

std::optional<consent::Act> answer_from(const notice::Notice& notice, std::string_view name) {
  for (const notice::CellText& text : notice.cells) {
    if (name == answer_name(text.cell, true)) return consent::Grant{text.cell};
    if (name == answer_name(text.cell, false)) return consent::Withdraw{text.cell};
  }
  return std::nullopt;
}

}  // namespace samtycke::view
