// The notice that a case is about. Private to core/wire.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/expected.h"
#include "core/notice/notice.h"
#include "core/notice/offer.h"
#include "core/wire/json.h"

namespace samtycke::wire {

// RFC 7396: what `patch` says is put into `target`; null takes a key away; a list is taken whole.
Json merge_patched(const Json& target, const Json& patch);

// A notice and the offers that lie beside it.
struct CaseNotice {
  notice::Notice notice;
  notice::Offers offers;
};

// Reads each notice once, however many lines are about it.
class CaseNotices {
 public:
  using Read = Expected<CaseNotice, BadDocument>;

  CaseNotices(notice::Notice standard, const notice::Offers&);

  // The keys of a call that name its notice.
  static constexpr std::array<std::string_view, 2> keys = {"notice", "notice_patch"};
  // Holds until the next call. Both keys at once are refused at `with`. A fault of the notice is the
  // answer's, with its place in that notice. Of the standard offers, those that fit the notice lie beside
  // it: a mutated notice may have lost what they name.
  const Read& named_by(const Place& with);

 private:
  const Read* recalled(const std::string& content);
  const Read& remember(std::string content, const Json& notice);
  void make_room();

  Json document_;
  std::vector<Json> offers_;  // Each alone, as a list of one.
  Read standard_;
  // What was asked for lately. When `newer_` is full it takes the place of `older_`, so that notices that
  // many lines are about outlive those of one line.
  std::map<std::string, Read> newer_;
  std::map<std::string, Read> older_;
};

}  // namespace samtycke::wire
