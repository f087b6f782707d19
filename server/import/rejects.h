// The rows that were not taken: their line, the reason, and the row itself, so that it can be mended and
// imported again as it is (the two columns in front are passed over then).
//
// The file holds personal data: only its owner may read it. It is made at the start, so that a folder
// that cannot be written is known before anything is stored, and removed at the end when it is empty.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "core/base/expected.h"
#include "server/config/cannot_start.h"

namespace samtycke::server::import {

class Rejects {
 public:
  static Expected<Rejects, CannotStart> open(const std::string& path, char separator);
  Rejects(Rejects&&) = default;
  Rejects& operator=(Rejects&&) = default;
  Rejects(const Rejects&) = delete;
  Rejects& operator=(const Rejects&) = delete;

  void set_header(std::vector<std::string> header) { header_ = std::move(header); }
  // Rows are kept until flush(), which writes them in the order of their lines.
  void add(std::int64_t line, std::string reason, std::vector<std::string> cells);
  void flush();
  std::int64_t count() const { return count_; }
  // Writes what is left. False: the disk did not take it all.
  bool close();

 private:
  struct Row {
    std::int64_t line = 0;
    std::string reason;
    std::vector<std::string> cells;
  };
  Rejects(std::string path, char separator) : path_(std::move(path)), separator_(separator) {}

  std::string path_;
  char separator_ = ',';
  std::ofstream out_;
  std::vector<std::string> header_;
  std::vector<Row> rows_;
  std::int64_t count_ = 0;
  bool header_written_ = false;
};

}  // namespace samtycke::server::import
