// What a member takes along (GDPR Art. 15(3)), as tables that a spreadsheet opens: the same as in
// download_json.h, one file for each kind of row.
//
//   member.csv               what the files are about: the member's id, when, by which notice
//   categories/<id>.csv      the single values, one file for each category of the notice
//   other.csv                values in fields that the notice does not have; only where there are any
//   purchases.csv            one row for each line of a receipt; a receipt without lines has one row
//   interactions.csv, decisions.csv
//
// The columns are called as the keys of the JSON, so that the two can be compared; `name` is what the
// field is called in the member's language. Amounts are in the currency's main unit ("-599.00"), moments
// are RFC 3339 in UTC. Each file is UTF-8 with a byte order mark, since Excel reads it as something else
// without one, and no cell can start a formula (csv.h).
#pragma once

#include <string>
#include <vector>

#include "core/base/instant.h"
#include "core/base/language.h"
#include "core/consent/member_file.h"
#include "core/notice/notice.h"

namespace samtycke::wire {

struct CsvFile {
  std::string name;  // "purchases.csv"
  std::string text;
};

std::vector<CsvFile> encode_download_csv(const consent::MemberFile&, const notice::Notice&,
                                         const Language&, Instant exported_at);

}  // namespace samtycke::wire
