#include "server/mail/campaign.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/utf8.h"
#include "core/member/validate.h"
#include "server/config/whole_file.h"

namespace samtycke::server {
namespace {

constexpr std::string_view text_ending = ".txt";
constexpr std::string_view link = "{stop_link}";

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string without_returns(std::string text) {
  std::erase(text, '\r');
  return text;
}

// "Name: value" lines; a line that begins with a space goes on with the one before it.
bool read_head(std::string_view head, Campaign& campaign) {
  while (!head.empty()) {
    const std::size_t end = std::min(head.find('\n'), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 1, head.size()));
    if (line.starts_with(' ') && !campaign.head.empty()) {
      campaign.head.back().second += " " + std::string(trimmed(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == 0 || colon == std::string_view::npos || has(line.substr(0, colon), " ")) {
      return false;
    }
    campaign.head.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 1)));
  }
  return true;
}

std::string field(const Campaign& campaign, std::string_view name) {
  for (const auto& [one, value] : campaign.head) {
    if (lower(one) == lower(name)) return value;
  }
  return {};
}

bool is_twice(const Campaign& campaign) {
  for (const char* name : {"Subject", "From", "List-Unsubscribe", "List-Unsubscribe-Post"}) {
    const auto times =
        std::count_if(campaign.head.begin(), campaign.head.end(),
                      [&](const auto& one) { return lower(one.first) == lower(name); });
    if (times > 1) return true;
  }
  return false;
}

// Between the brackets of RFC 2369: "<https://…>, <mailto:…>".
std::vector<std::string> in_brackets(std::string_view value) {
  std::vector<std::string> all;
  for (std::size_t open = value.find('<'); open != std::string_view::npos; open = value.find('<')) {
    const std::size_t close = value.find('>', open);
    if (close == std::string_view::npos) break;
    all.emplace_back(value.substr(open + 1, close - open - 1));
    value.remove_prefix(close + 1);
  }
  return all;
}

std::string opt_out_address(const Campaign& campaign) {
  constexpr std::string_view mailto = "mailto:";
  for (const std::string& one : in_brackets(field(campaign, "List-Unsubscribe"))) {
    if (!lower(one).starts_with(mailto)) continue;
    std::string address = one.substr(mailto.size(), one.find('?') - mailto.size());
    if (member::validate_email(address).ok()) return address;
  }
  return {};
}

// What stands in braces, as a list names its columns; a style sheet's braces are none.
std::vector<std::string> places_in(std::string_view text) {
  std::vector<std::string> places;
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{')) {
    text.remove_prefix(open + 1);
    const std::size_t length = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_");
    if (length != std::string_view::npos && length > 0 && text[length] == '}') {
      places.emplace_back(text.substr(0, length));
    }
  }
  return places;
}

bool is_known(const std::string& place, const notice::Notice& notice) {
  return place == stop_link_place || notice::find(notice, FieldId(place)) != nullptr;
}

bool has_unknown_place(const Campaign& campaign, const notice::Notice& notice) {
  std::string all = campaign.text + campaign.html;
  for (const auto& [name, value] : campaign.head) all += value;
  const auto places = places_in(all);
  return !std::all_of(places.begin(), places.end(),
                      [&](const std::string& place) { return is_known(place, notice); });
}

bool has_sender(const Campaign& campaign) {
  const std::string from = field(campaign, "From");
  const auto addresses = in_brackets(from);
  return member::validate_email(addresses.empty() ? from : addresses.front()).ok();
}

}  // namespace

Expected<Campaign, CannotStart> read_campaign(const std::string& path) {
  if (!path.ends_with(text_ending)) {
    return Unexpected{CannotStart{path + " does not end in .txt; name the mail's text, with the "
                                         "HTML beside it"}};
  }
  const auto text = read_whole_file(path);
  if (!text) return Unexpected{CannotStart{path + " cannot be read"}};
  const std::string html_path = path.substr(0, path.size() - text_ending.size()) + ".html";
  Campaign campaign;
  campaign.html = without_returns(read_whole_file(html_path).value_or(""));
  if (!is_utf8(*text) || !is_utf8(campaign.html)) {
    return Unexpected{CannotStart{path + ", or the HTML beside it, is not UTF-8"}};
  }
  const std::string whole = without_returns(*text);
  const std::size_t blank = whole.find("\n\n");
  if (blank == std::string::npos ||
      !read_head(std::string_view(whole).substr(0, blank), campaign)) {
    return Unexpected{CannotStart{path + " must begin with its head (Subject: …, From: …), a blank "
                                         "line and then the text"}};
  }
  campaign.text = whole.substr(blank + 2);
  return campaign;
}

std::string_view key(CampaignFault fault) {
  switch (fault) {
    case CampaignFault::head_twice: return "head_twice";
    case CampaignFault::no_subject: return "no_subject";
    case CampaignFault::no_sender: return "no_sender";
    case CampaignFault::no_link_in_head: return "no_link_in_head";
    case CampaignFault::no_one_click: return "no_one_click";
    case CampaignFault::no_address_in_head: return "no_address_in_head";
    case CampaignFault::no_html: return "no_html";
    case CampaignFault::no_link_in_text: return "no_link_in_text";
    case CampaignFault::no_link_in_html: return "no_link_in_html";
    case CampaignFault::no_address_in_text: return "no_address_in_text";
    case CampaignFault::no_address_in_html: return "no_address_in_html";
    case CampaignFault::unknown_place: return "unknown_place";
  }
  SAMTYCKE_NEVER("every case returns");
}

std::string_view sentence(CampaignFault fault) {
  switch (fault) {
    case CampaignFault::head_twice:
      return "a field of the head stands there twice, and nobody can say which one counts";
    case CampaignFault::no_subject: return "there is no subject; write \"Subject: …\" in the head";
    case CampaignFault::no_sender:
      return "nobody can see who writes; write \"From: Name <address>\" in the head";
    case CampaignFault::no_link_in_head:
      return "a mail program cannot stop it (RFC 8058); write \"List-Unsubscribe: <{stop_link}>, "
             "<mailto:ADDRESS>\" in the head";
    case CampaignFault::no_one_click:
      return "it cannot be stopped by one click (RFC 8058); write \"List-Unsubscribe-Post: "
             "List-Unsubscribe=One-Click\" in the head";
    case CampaignFault::no_address_in_head:
      return "there is no address to say no to (MFL 20 §); write <mailto:ADDRESS> in "
             "List-Unsubscribe";
    case CampaignFault::no_html:
      return "there is no HTML form; put a file of the same name beside it that ends in .html";
    case CampaignFault::no_link_in_text:
      return "the text has no link that stops it; write {stop_link} where a reader looks for it";
    case CampaignFault::no_link_in_html:
      return "the HTML has no link that stops it; write <a href=\"{stop_link}\">…</a>";
    case CampaignFault::no_address_in_text:
      return "the text does not name the address to say no to (MFL 20 §), the one of "
             "List-Unsubscribe";
    case CampaignFault::no_address_in_html:
      return "the HTML does not name the address to say no to (MFL 20 §), the one of "
             "List-Unsubscribe";
    case CampaignFault::unknown_place:
      return "something in braces is neither {stop_link} nor a field of the notice, so nobody can "
             "fill it in";
  }
  SAMTYCKE_NEVER("every case returns");
}

std::vector<CampaignFault> faults_of(const Campaign& campaign, const notice::Notice& notice) {
  std::vector<CampaignFault> faults;
  const auto unless = [&](bool good, CampaignFault fault) {
    if (!good) faults.push_back(fault);
  };
  const auto links = in_brackets(field(campaign, "List-Unsubscribe"));
  const std::string address = opt_out_address(campaign);
  unless(!is_twice(campaign), CampaignFault::head_twice);
  unless(!field(campaign, "Subject").empty(), CampaignFault::no_subject);
  unless(has_sender(campaign), CampaignFault::no_sender);
  unless(std::find(links.begin(), links.end(), link) != links.end(),
         CampaignFault::no_link_in_head);
  unless(field(campaign, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click",
         CampaignFault::no_one_click);
  unless(!address.empty(), CampaignFault::no_address_in_head);
  unless(has(campaign.text, link), CampaignFault::no_link_in_text);
  if (campaign.html.empty()) {
    faults.push_back(CampaignFault::no_html);
  } else {
    unless(has(campaign.html, "href=\"" + std::string(link) + "\""),
           CampaignFault::no_link_in_html);
    unless(address.empty() || has(campaign.html, address), CampaignFault::no_address_in_html);
  }
  unless(address.empty() || has(campaign.text, address), CampaignFault::no_address_in_text);
  unless(!has_unknown_place(campaign, notice), CampaignFault::unknown_place);
  std::sort(faults.begin(), faults.end());
  return faults;
}

std::string preview_of(const Campaign& campaign) {
  const auto filled = [](std::string text) {
    for (const std::string& place : places_in(text)) {
      const std::string braces = "{" + place + "}";
      const std::string value =
          place == stop_link_place ? "https://club.example/u/EXAMPLE" : "(" + place + ")";
      text.replace(text.find(braces), braces.size(), value);
    }
    return text;
  };
  std::string preview;
  for (const auto& [name, value] : campaign.head) preview += name + ": " + filled(value) + "\n";
  return preview + "\n" + filled(campaign.text);
}

}  // namespace samtycke::server
