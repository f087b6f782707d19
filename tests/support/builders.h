// A small complete club for tests: Linnegården, with three senders, three channels, two purposes and
// two languages, and one member of it. Invented, and small enough to know by heart:
//
//             letter (opt-out)   email (consent)   sms (consent)
//   own       allowed            in the terms      in the terms
//   group     allowed            in the terms
//   partner   allowed                              (no legal name yet)
//
// Purpose "offers" cannot be objected to, purpose "analysis" can. Everything is kept for three years.
// Tests change what they are about and leave the rest.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/consent/decide.h"
#include "core/consent/member_file.h"
#include "core/notice/notice.h"
#include "core/notice/offer.h"

namespace samtycke::support {

Language swedish();
Language english();

// The moment, or the Swedish day's beginning, that a text like "2026-03-29T01:00:00Z" names.
Instant at(std::string_view text);
Day day(std::string_view text);

notice::Cell cell(std::string_view sender, std::string_view channel);

// 64 hexadecimal digits that differ where texts differ. It stands in for SHA-256, which the core does
// not have; it proves nothing.
std::string text_hash(std::string_view text);
notice::Wording wording(std::string_view swedish, std::string_view english);

notice::Notice small_notice();
// small_notice() that has members told 30 days before, and names who was given their data: a printer the
// letters, a mailer e-mail and text messages, and a host everyone.
notice::Notice telling_notice();
// The same notice with the next version number; the texts are as before.
notice::Notice next_version(notice::Notice);
// Changes the text beside one switch, or of the terms, in both languages, or who a sender is, and every
// hash that hangs on it, as loading does.
void reword(notice::Notice&, const notice::Cell&, std::string_view swedish,
            std::string_view english);
void reword_terms(notice::Notice&, std::string_view swedish, std::string_view english);
void rename(notice::Notice&, std::string_view sender, std::string_view legal_name);

// Åsa Lindqvist, 100001: all addresses known, two receipts and a visit, joined on 2024-03-03. She has
// decided nothing, so that a test says itself what she decided.
consent::MemberFile small_member();
// The same after she joined by the terms: on for own/email, own/sms and group/email.
consent::MemberFile joined_member();

// One more decision of a member, of whom nothing else about it matters.
void decided(consent::MemberFile&, consent::Act, std::string_view moment);
// small_member() after one decision.
consent::MemberFile member_after(consent::Act, std::string_view moment);

// An offer that runs from the first to the last day of 2026, general without a segment and personal with
// one, and is called by its id in both languages.
notice::Offer offer(const char* id, const char* sender, std::vector<ChannelId> channels,
                    const char* segment);

// A wish by the current Swedish page of `notice`.
consent::Wish wish(const notice::Notice&, consent::Act);
// By the member on the portal, on 14 March 2026 at 10:26 Swedish time.
consent::Circumstance today();

}  // namespace samtycke::support
