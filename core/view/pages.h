// Every page of the portal, made from the notice, the member's file and the time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/consent/correct.h"
#include "core/consent/decide.h"
#include "core/notice/edition.h"
#include "core/notice/notice.h"
#include "core/view/page.h"
#include "core/view/receipt_search.h"
#include "core/view/words.h"

namespace samtycke::view {

// The pages by name. Their addresses are /<language>/<slug>, the slug being words("path.<name>").
enum class PageName {
  sign_in,
  code,
  overview,
  consents,
  offers,
  why,
  data,
  preferences,
  history,
  download,
  notice,
  sessions,
  email,
  leave,
  join,
  problem
};
std::string_view key(PageName);
std::string path_of(PageName, const Words&);  // "/sv/samtycken"
// Which page an address means in this language; none for an address that is not a page's.
std::optional<PageName> page_at(std::string_view path, const Words&);

// What every page is made from.
struct Setting {
  const notice::Notice& notice;
  const notice::Offers& offers;
  const notice::EarlierTexts&
      earlier;  // Words that members agreed to once and that no longer stand.
  const Words& words;
  // The words of the other languages, for the links between them: {"sv", …}, {"en", …}.
  const std::vector<Words>& all_words;
  Instant now;
  std::string form_token;  // Goes along with every form; empty in the browser, which sends JSON.
  bool demo = false;       // Says so, with the way to /dev/mail: on top where a mail is needed.
  // Goes along with the forms of the consents page: a no by it counts after the session has ended.
  std::string withdraw_token = {};
  // What another way in is called, where the club has one: "BankID". Empty: by code alone.
  std::string sign_in_by = {};
};

// What is said at the top of a page after something was done: words("done.<key>"), or an error.
struct Said {
  Mood mood = Mood::success;
  std::string key;
};
// How that is meant, for a key of the address.
Mood mood_of_done(std::string_view key);
// A key that only the consents page knows: it says how many of the changes it shows are not saved.
inline constexpr std::string_view unsaved = "unsaved";

// Where the other way in begins.
std::string sign_in_by_path(const Words&);  // "/openid/start/sv"

struct SignInState {
  std::string email;  // As typed.
  std::string error;  // A BadValue key, or "too_many", or empty.
};
Page sign_in_page(const Setting&, const SignInState&);

struct CodeState {
  std::string email;
  std::string error;      // "wrong_code", "expired", "empty", or empty.
  std::string code = {};  // From the mail's link: filled in, for the member to press the button.
  // The link was opened in a browser that asked for nothing: the code is shown, to be typed in the
  // one that did. It signs nobody in here.
  bool elsewhere = false;
  // What the code is for; by the words "code.lead…" that say so. sign_in, where empty.
  std::string what = {};
};
Page code_page(const Setting&, const CodeState&);

Page overview_page(const Setting&, const consent::MemberFile&, const std::optional<Said>&);

// `draft` is what the member has flipped and not saved. The page shows it as flipped, says what would
// change, and names what would be refused and why: it is made by the same decide_all() that saving runs.
Page consents_page(const Setting&, const consent::MemberFile&,
                   const std::vector<consent::Wish>& draft, const std::optional<Said>&);

// The offers that reach the member now, general and personal, each with its sender, its days, how it comes
// and why; those that do not, with the reason and where it is written; and those that are over (N2).
Page offers_page(const Setting&, const consent::MemberFile&);

// Which segments the member is in, which decide what personal offers they get: the conditions, what was
// found about them, and the very receipts that decided (N3; GDPR Art. 13(2)(f)).
Page why_page(const Setting&, const consent::MemberFile&);

// `typed` holds corrections that were tried and not saved, with what was wrong about each.
struct TypedValue {
  FieldId field;
  std::string value;
  std::string error;  // A BadValue or NotCorrectable key; empty when it is fine.
};
Page data_page(const Setting&, const consent::MemberFile&, const std::vector<TypedValue>& typed,
               const std::optional<Said>&, const ReceiptSearch& = {});

// What the member would rather have: of their own values those that are chosen, not told (a room, topics,
// how often); the language of the pages; and how they look in this browser (N1).
Page preferences_page(const Setting&, const consent::MemberFile&,
                      const std::vector<TypedValue>& typed, const std::optional<Said>&);
// Whether a value is chosen there, rather than corrected on the page about the member's data: topics, and
// choices of the category that the membership number lies in.
bool is_preference(const notice::Notice&, const notice::Field&);

// How far a decision's receipt has been checked, and by whom. What the server found out about its own words
// is never called a proof.
enum class ReceiptState {
  said_by_club,  // The club says that it stands in its ledger.
  checking,      // It is being fetched.
  waiting,       // It has no place in the ledger yet.
  verified,      // By the reader's own browser.
  failed,
  not_fetched,
};
std::string_view key(ReceiptState);

struct HistoryState {
  // Of each decision, oldest first; `checking` where it is shorter.
  std::vector<ReceiptState> receipts;
  std::string key;  // What they were checked with, as text; empty: not known yet.
};
// Everything the member decided, newest first, each with when, how, about which text, and its receipt.
Page history_page(const Setting&, const consent::MemberFile&, const HistoryState&);
// Where the receipt of the decision of this number (1, 2, …) is had as a file.
std::string receipt_path(std::size_t number);

// What is taken along, what replaces the way in and what ends the membership want a code that is fresh.
// Until there is one, the page has the way to it in the place of what it is for.
enum class Confirmed { yes, not_yet };

Page download_page(const Setting&, const consent::MemberFile&, Confirmed = Confirmed::yes);

// The e-mail address, which is the member's way in: the new one gets a code before it counts.
Page email_page(const Setting&, const consent::MemberFile&, Confirmed, const SignInState&);

// Leaving the club: what goes at once and what stays, and for how long.
Page leave_page(const Setting&, const consent::MemberFile&, Confirmed, std::string_view error);

// Where the member is signed in, each with the way to end it, and the way to end them all.
struct SessionRow {
  std::string name;  // What it is called when it is ended; says nothing by itself.
  Instant started;
  Instant seen;
  bool here = false;  // The one that asks.
};
Page sessions_page(const Setting&, const std::vector<SessionRow>&, const std::optional<Said>&);

// The privacy notice in the club's own words, sentence by sentence, each with the way to where it is
// carried out. For everyone, signed in or not (GDPR Art. 13).
Page notice_page(const Setting&, bool signed_in);

// Joining the club: the terms in full, and exactly what accepting them turns on, each of which can be
// turned off in the same step (N4, L1): a switch is on where consent::cells_of_terms() says so of what was
// typed, what is required counting as filled in. What the form never asks an address for is locked with
// the reason.
struct JoinState {
  std::vector<TypedValue> typed;
  bool terms_accepted = false;          // Never from the start (CJEU C-673/17, Planet49).
  std::vector<std::string> turned_off;  // Names of switches: "cell.own.email".
  std::string error;                    // A NotJoined key; empty when nothing is wrong.
  // The address that a code has come back from. Set: it is shown, and not asked for again.
  std::string confirmed_email = {};
  // Joining::no, to everything: the terms turn nothing on, and each is theirs to turn on afterwards.
  bool said_no_before = false;
};
Page join_page(const Setting&, const JoinState&);

// The step before: the address, which gets a code. The same page and answer for a member's address.
Page join_start_page(const Setting&, const SignInState&);

// Something went wrong, or is not there. `key` chooses words("problem.<key>.title") and ".text":
// "not_found", "signed_out", "unavailable", "bad_request", "method_not_allowed".
Page problem_page(const Setting&, std::string_view key, bool signed_in);

// The wishes that a sent consents form stands for: every switch of the page that differs from what is
// saved. `on` holds the names of the switches that were on ("cell.own.email", "purpose.analysis").
std::vector<consent::Wish> wishes_from_switches(const consent::MemberFile&, const notice::Notice&,
                                                const Language&, int notice_version_seen,
                                                const std::vector<std::string>& on);
// What a sent form of the data page asks to correct: its fields of the notice, and of a field of topics
// those whose switches were on.
std::vector<consent::Correction> corrections_from_form(
    const notice::Notice&, const std::vector<std::pair<std::string, std::string>>& pairs);
// What a sent form for joining says about the person, of the fields that it asks for.
std::vector<consent::Correction> typed_in_join_form(
    const notice::Notice&, const std::vector<std::pair<std::string, std::string>>& pairs);
std::string switch_name(const FieldId&, const TopicId&);  // "followed_topics.sleep"

// The name of the switch for a cell and for a purpose, and back. None for another name.
std::string switch_name(const notice::Cell&);
std::string switch_name(const PurposeId&);
std::string switch_name(const consent::CategoryUse&);  // "category.analysis.demographics"

// No to all that one sender may send, as a button's value: "stop.own"; and what it asks for, whatever other
// switches stand flipped. Nothing for another name.
std::string stop_name(const SenderId&);
std::vector<consent::Wish> wishes_to_stop(const consent::MemberFile&, const notice::Notice&,
                                          const Language&, std::string_view name);

// A yes or no to the new words of one cell, as a button's value: "yes.cell.own.email". None for another.
std::string answer_name(const notice::Cell&, bool yes);
std::optional<consent::Act> answer_from(const notice::Notice&, std::string_view name);

}  // namespace samtycke::view
