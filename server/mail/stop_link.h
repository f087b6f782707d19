// The link in a mail that stops it, and what takes that back (trust.md "Unsubscribe token").
//
// It names one member and the cell that the mail was of, sealed by the store: nothing about the member can be
// read in it, and nobody can make one up. It can only withdraw, and so it never ends. What takes it back is
// sealed for another purpose, stands only in the answer to the request that stopped something, and is good for
// ten minutes and once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/consent/stopping.h"
#include "core/notice/notice.h"
#include "server/store/store.h"

namespace samtycke::server {

inline constexpr std::string_view stop_path = "/u/";
inline constexpr std::int64_t undo_ms = 10LL * 60 * 1000;

struct StopLink {
  MemberId member;
  notice::Cell cell;
};
std::string stop_link(Store&, const StopLink&);  // What follows stop_path.
std::optional<StopLink> open_stop_link(Store&, std::string_view link);

// What one request did: decisions about cells, or how often the club may write.
struct Undo {
  MemberId member;
  Instant at;
  consent::Stopped stopped;
  std::string limit_before;  // Where it was how often: the choice before it; may be empty,
  std::string limit_after;   // and the one after it. Empty: it was about cells.
};
std::string undo_link(Store&, const Undo&);
std::optional<Undo> open_undo_link(Store&, std::string_view link);

}  // namespace samtycke::server
