// Rows of comma-separated values as RFC 4180 has them, and cells that no spreadsheet takes for a formula.
#pragma once

#include <string>
#include <vector>

namespace samtycke::wire {

// One row, with CRLF at its end. Cells with a separator, a quote or a line break are quoted.
std::string csv_row(const std::vector<std::string>& cells, char separator = ',');

// The cell, with an apostrophe before what a spreadsheet would take for the start of a formula: = + - @,
// tab, CR and LF, at the cell's beginning and after a semicolon, since Excel in Swedish splits the cell
// there. A formula can send what stands beside it to anyone (CWE-1236). A plain number stays as it
// is, such as -599.00 and the telephone number +46701234567: as a formula it does nothing, and whoever
// sends needs it whole.
std::string harmless_cell(std::string);

}  // namespace samtycke::wire
