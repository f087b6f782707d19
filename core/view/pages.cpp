#include "core/view/pages.h"

#include <array>

#include "core/base/check.h"
#include "core/consent/standing.h"

namespace samtycke::view {
namespace {

constexpr std::array with_addresses = {PageName::sign_in,  PageName::code,  PageName::overview,
                                       PageName::consents, PageName::why,   PageName::data,
                                       PageName::download, PageName::notice};

bool holds(const std::vector<std::string>& names, const std::string& name) {
  for (const std::string& one : names) {
    if (one == name) return true;
  }
  return false;
}

// What a switch of an opt-out channel, or of a purpose, asks for when it is flipped.
consent::Act flipped(consent::Objectable to, bool wanted) {
  if (wanted) return consent::LiftObjection{std::move(to)};
  return consent::Object{std::move(to)};
}

consent::Act flipped(const notice::Cell& cell, notice::Permission permission, bool wanted) {
  switch (permission) {
    case notice::Permission::consent:
      if (wanted) return consent::Grant{cell};
      return consent::Withdraw{cell};
    case notice::Permission::opt_out: return flipped(consent::Objectable{cell}, wanted);
  }
  SAMTYCKE_NEVER("a permission that is not in the list");
}

}  // namespace

std::string_view key(PageName name) {
  switch (name) {
    case PageName::sign_in: return "sign_in";
    case PageName::code: return "code";
    case PageName::overview: return "overview";
    case PageName::consents: return "consents";
    case PageName::why: return "why";
    case PageName::data: return "data";
    case PageName::download: return "download";
    case PageName::notice: return "notice";
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
  const auto wish = [&](consent::Act act) {
    wishes.push_back({std::move(act), notice_version_seen, language});
  };
  for (const notice::CellText& text : notice.cells) {
    const notice::Channel* channel = notice::find(notice, text.cell.channel);
    SAMTYCKE_CHECK(channel != nullptr);
    const bool wanted = holds(on, switch_name(text.cell));
    const bool saved =
        consent::is_on(consent::standing_of(file.decisions, text.cell, notice), text.cell, notice);
    if (wanted != saved) wish(flipped(text.cell, channel->permission, wanted));
  }
  const auto wish_of = [&](const auto& objectable) {
    const bool wanted = holds(on, switch_name(objectable));
    const bool saved = consent::is_on(consent::standing_of(file.decisions, objectable));
    if (wanted != saved) wish(flipped(consent::Objectable{objectable}, wanted));
  };
  for (const notice::Purpose& purpose : notice.purposes) {
    if (purpose.objection) wish_of(purpose.id);
    for (const notice::OptionalCategory& optional : purpose.optional_categories) {
      wish_of(consent::CategoryUse{purpose.id, optional.category});
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
