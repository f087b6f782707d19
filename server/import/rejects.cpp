#include "server/import/rejects.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "core/wire/csv.h"
#include "server/import/plan.h"

namespace samtycke::server::import {

Expected<Rejects, CannotStart> Rejects::open(const std::string& path, char separator) {
  const int descriptor =
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) {
    return Unexpected{
        CannotStart{"the reject file " + path + " cannot be written; name one with --rejects"}};
  }
  // An older reject file may have been opened to others since.
  ::fchmod(descriptor, S_IRUSR | S_IWUSR);
  ::close(descriptor);
  Rejects rejects(path, separator);
  rejects.out_.open(path, std::ios::binary | std::ios::trunc);
  return rejects;
}

void Rejects::add(std::int64_t line, std::string reason, std::vector<std::string> cells) {
  rows_.push_back({line, std::move(reason), std::move(cells)});
  ++count_;
}

void Rejects::flush() {
  if (rows_.empty()) return;
  if (!header_written_) {
    std::vector<std::string> header = {std::string(rejected_line), std::string(rejected_reason)};
    header.insert(header.end(), header_.begin(), header_.end());
    out_ << wire::csv_row(header, separator_);
    header_written_ = true;
  }
  std::sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) { return a.line < b.line; });
  for (Row& row : rows_) {
    std::vector<std::string> cells = {std::to_string(row.line), std::move(row.reason)};
    cells.insert(cells.end(), row.cells.begin(), row.cells.end());
    out_ << wire::csv_row(cells, separator_);
  }
  rows_.clear();
}

bool Rejects::close() {
  flush();
  out_.close();
  if (count_ == 0) ::unlink(path_.c_str());
  return !out_.fail();
}

}  // namespace samtycke::server::import
