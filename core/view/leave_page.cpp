#include "core/view/cards.h"
#include "core/view/frame.h"
#include "core/view/pages.h"

namespace samtycke::view {
namespace {

Form leave_form(const Setting& setting) {
  const Words& words = setting.words;
  Switch sure;
  sure.id = "leave-sure";
  sure.name = "sure";
  sure.label = words("leave.sure");
  Form form = form_to(setting, PageName::leave, "leave-form", words("leave.title"));
  form.blocks.push_back({std::move(sure)});
  form.blocks.push_back(
      {Actions{"leave-actions",
               {button("leave-now", words("leave.button"), Emphasis::primary, "leave"),
                link("leave-not", words("leave.stay"), path_of(PageName::overview, words),
                     LinkLook::button)}}});
  return form;
}

}  // namespace

Page leave_page(const Setting& setting, const consent::MemberFile& file, Confirmed confirmed,
                std::string_view error) {
  const Words& words = setting.words;
  Page page = framed(setting, PageName::leave, words("leave.title"), true);
  if (!error.empty()) {
    page.blocks.push_back(
        message("not-left", Mood::error, words("leave.error." + std::string(error))));
  }
  page.blocks.push_back(
      paragraph("lead", words("leave.lead", {{"club", setting.notice.club.name}}), Tone::lead));
  page.blocks.push_back(
      card("goes", words("leave.goes"),
           {list("goes-list", {words("leave.goes_data"), words("leave.goes_decisions"),
                               words("leave.goes_offers"), words("leave.goes_sessions")})}));
  page.blocks.push_back(card(
      "stays", words("leave.stays"),
      {list("stays-list",
            {words("leave.stays_hash"), words("leave.stays_told"), words("leave.stays_mail")})}));
  page.blocks.push_back(
      link("leave-download", words("leave.download"), path_of(PageName::download, words)));
  if (confirmed == Confirmed::not_yet) {
    page.blocks.push_back(confirm_card(setting, PageName::leave, file));
    return page;
  }
  page.blocks.push_back({leave_form(setting)});
  return page;
}

}  // namespace samtycke::view
