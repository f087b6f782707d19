// What `samtycke import` reads: CSV in all its forms, the cells in it, and the map. Rows that are handed
// out are UTF-8 and read back as they were; a refusal points into the file.
#include <sstream>
#include <string>
#include <vector>

#include "core/wire/csv.h"
#include "core/wire/import_map_json.h"
#include "server/import/cell.h"
#include "server/import/csv.h"
#include "tests/fuzz/must.h"

namespace {

using namespace samtycke;
using namespace samtycke::server;

void read_back(const std::vector<std::string>& cells) {
  std::istringstream in(wire::csv_row(cells));
  import::CsvReader reader(in);
  import::CsvRow again;
  const auto more = reader.next(again);
  must(more.ok());
  // One empty cell is written as a blank line, which is no row; a byte order mark belongs to no cell.
  const bool special = cells.size() == 1 && cells[0].empty();
  if (special || cells[0].starts_with("\xEF\xBB\xBF")) return;
  must(more.value());
  must(again.cells == cells);
  must(!again.fault.has_value());
}

void read_cell(const std::string& cell) {
  using wire::CellFormat;
  for (const CellFormat format : {CellFormat::plain, CellFormat::utc, CellFormat::stockholm,
                                  CellFormat::decimal_comma, CellFormat::minor}) {
    if (const auto amount = import::parse_amount(cell, format)) {
      const auto again = import::parse_amount(std::to_string(amount->minor), CellFormat::minor);
      must(again == amount);
    }
    (void)import::parse_moment(cell, format);
  }
  (void)import::parse_whole(cell);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text{text_of(data, size)};
  (void)wire::decode_import_map(text);
  std::istringstream in(text);
  import::CsvReader reader(in, size % 2 == 0 ? ',' : ';');
  import::CsvRow row;
  std::int64_t line = 0;
  while (true) {
    const auto more = reader.next(row);
    must(reader.offset() <= static_cast<std::int64_t>(size));
    if (!more.ok()) {
      must(more.reason().offset <= static_cast<std::int64_t>(size));
      must(!reader.next(row).ok());
      return 0;
    }
    if (!more.value()) return 0;
    must(row.line > line);
    line = row.line;
    if (row.fault) continue;
    must(!row.cells.empty());
    read_back(row.cells);
    for (const std::string& cell : row.cells) read_cell(cell);
  }
}
