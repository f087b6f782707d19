// A mail with offers, as its sender wrote it: is everything in it that lets whoever gets it say no?
//
//     Subject: …                                   FILE.txt: head, a blank line, the text
//     From: Hemtex <nyheter@hemtex.example>        FILE.html: the same in HTML
//     List-Unsubscribe: <{stop_link}>, <mailto:nej-tack@hemtex.example>
//     List-Unsubscribe-Post: List-Unsubscribe=One-Click
//
// The portal lists who may be sent it and gives each member's link; a service for sending fills the places in
// braces and sends. What is refused here must not go out: the law asks for an address to say no to in every
// such mail (MFL 20 §), and the large mail services ask for the rest (RFC 2369, RFC 8058).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/expected.h"
#include "core/notice/notice.h"
#include "server/config/cannot_start.h"

namespace samtycke::server {

inline constexpr std::string_view stop_link_place = "stop_link";

struct Campaign {
  std::vector<std::pair<std::string, std::string>> head;  // Names as they were written.
  std::string text;
  std::string html;
};

// `path` ends in ".txt". Refused: not there, not UTF-8, or a head that is none.
Expected<Campaign, CannotStart> read_campaign(const std::string& path);

// In the order they are looked for.
enum class CampaignFault {
  head_twice,  // One of the fields below stands there twice.
  no_subject,
  no_sender,           // From without an address.
  no_link_in_head,     // List-Unsubscribe without <{stop_link}>.
  no_one_click,        // List-Unsubscribe-Post is not what RFC 8058 says.
  no_address_in_head,  // List-Unsubscribe without a mailto: of a good address.
  no_html,
  no_link_in_text,
  no_link_in_html,     // As a link, not as words.
  no_address_in_text,  // The one of the head.
  no_address_in_html,
  unknown_place,  // Braces round what no list can fill in.
};
std::string_view key(CampaignFault);
// What is wrong, why it matters and what to write, in one line.
std::string_view sentence(CampaignFault);

// All of them, each once; empty: it may go out.
std::vector<CampaignFault> faults_of(const Campaign&, const notice::Notice&);

// With every place filled in for somebody invented, to be read by a person.
std::string preview_of(const Campaign&);

}  // namespace samtycke::server
