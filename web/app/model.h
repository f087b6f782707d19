// Everything that the browser's side knows: what it was told by the server, where the member is, and
// what they have begun and not sent. Pages are made from it and hold nothing themselves.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/view/pages.h"
#include "core/wire/history_json.h"
#include "core/wire/member_json.h"

namespace samtycke::web {

// What the browser says by itself above a page: words("app.<key>").
struct Remark {
  view::Mood mood = view::Mood::warning;
  std::string key;
};

// What has been asked of the server and not been answered. One change at a time: a second save before
// the first is answered would be decided on a file that is about to change.
enum class Waiting { nothing, sign_in, code, decisions, details, sign_out, fresh_file };

// What to say, and what to forget, once the member's file has come anew. Until then the page stays as
// it is: showing the old file again for the length of an answer would look like a refusal.
struct WhenFresh {
  std::optional<view::Said> said;
  std::optional<Remark> remark;
  bool forget_draft = false;
  bool forget_typed = false;
};

struct Model {
  // Told by the server. Without these there is no page, and the server's own HTML stays.
  std::optional<notice::Notice> notice;
  notice::Offers offers;
  notice::EarlierTexts earlier;
  std::vector<view::Words> words;
  std::string sign_in_by;
  std::optional<wire::Me> me;
  std::optional<wire::Receipts>
      receipts;                // Of their decisions, as they came, for the page Historik.
  view::HistoryState history;  // What was found out about them.
  // Asked for when the page that shows them is come to; what was known before may have ended since.
  std::optional<std::vector<view::SessionRow>> sessions;
  double me_at_ms =
      0;  // The browser's clock when `me` came: the page's clock is `me.now` and the rest.
  bool signed_in = false;
  bool demo = false;

  // Where the member is.
  std::string path;
  view::PageName page = view::PageName::sign_in;
  Language language{"sv"};
  std::string problem;  // Set: the problem page with this key, whatever `page` says.

  // Begun and not sent.
  std::vector<consent::Wish> draft;
  std::map<std::string, view::TypedValue> typed;  // By field; the fields of "data" only.
  view::SignInState sign_in;
  view::CodeState code;

  // Said about what was done last; gone at the next page.
  std::optional<view::Said> said;
  std::optional<Remark> remark;
  Waiting waiting = Waiting::nothing;
  std::optional<WhenFresh> when_fresh;
};

}  // namespace samtycke::web
