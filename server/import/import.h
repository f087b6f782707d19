// Takes a club's records in from CSV: members, receipt lines, interactions.
//
// - The file is read in passes, each of which holds the rows of some of the members (by a hash of their
//   number) and at most about 64 MiB of the file. So a file of any size is grouped by member, and the
//   lines of one receipt may lie anywhere in it, while memory stays bounded. The first pass reads the
//   whole file before anything is stored: a file that is not UTF-8, or whose quote never ends, is
//   refused whole, with its place.
// - A row is stored, unchanged or rejected, and the three add up to the rows read. A rejected row goes
//   to the reject file with its line and a reason that names a column and never a value.
// - Only what differs is written: the same file a second time makes no new revision of anyone. A receipt
//   in a file is whole and replaces the stored one of the same number, unless the map says "parts" or
//   the file is a mended reject file: then it adds the lines that the stored one has not.
// - An empty cell says nothing: what is held stays.
// - A value that the member has given or corrected themselves stays (GDPR Art. 16): an import from an
//   older system may not undo a correction.
// - Who is listed in the NIX register keeps the day from which the club knows it, since a yes to letters
//   counts when it is later (core/verdict/nix.h): the same list next month moves no day, unless it names
//   one. Nobody is taken off by not being in a file; a row says so in words. What else the file says of
//   the same member, a listing wins.
// - Whoever was erased is not brought back: a row whose number or address was erased is rejected, unless it
//   says that the terms were accepted on a later day.
// - It stores no decision, but for members who have none yet and whose row says when they accepted the
//   terms; a day before this notice was published rejects the row, for then it was another text. A withdrawal or an objection is never turned back on.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/base/expected.h"
#include "core/notice/notice.h"
#include "core/wire/import_map_json.h"
#include "server/config/cannot_start.h"
#include "server/store/store.h"

namespace samtycke::server::import {

using Kind = wire::ImportKind;

struct Request {
  std::string file;     // The CSV file, by its whole path.
  std::string rejects;  // Where bad rows go; there is no such file afterwards when there are none.
  Kind kind = Kind::members;
  std::optional<wire::ImportMap> map;  // None: each column feeds the field of its own name.
  std::string folder_of_map;           // Lookup files lie here, or beside the file.
  Instant as_of;  // When the file was true; nothing in it may lie on a later day.
  // How much of the file one pass holds. Chosen small by tests.
  std::int64_t bytes_in_a_pass = 64 * 1024 * 1024;
};

struct Summary {
  std::int64_t read = 0;
  std::int64_t stored = 0;
  std::int64_t unchanged = 0;
  std::int64_t rejected = 0;
  std::int64_t new_members = 0;
  std::int64_t kept = 0;  // Values left alone, since the member gave them.
  friend bool operator==(const Summary&, const Summary&) = default;
};

// Called now and then: rows read so far, in all passes, and how much of the work that is, 0 to 100.
using Progress = std::function<void(std::int64_t rows, int percent)>;

Expected<Summary, CannotStart> run(Store&, const notice::Notice&, const Request&,
                                   const Progress& = {});

}  // namespace samtycke::server::import
