// The browser files, held in memory and served under names that carry their own hash.
//
// "/static/app.1f2e3d4c5b6a7980.css" never changes, so browsers keep it for a year; a new build has new
// names. Beside a file may lie "app.css.br" and "app.css.gz", made once at build time: compressing per
// request would cost more than it saves here.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/exchange.h"

namespace samtycke::server {

class StaticFiles {
 public:
  // Reads a folder. One that is missing or empty gives no files; the pages then come without style.
  static StaticFiles read(const std::string& folder);

  // The address of "app.css" as it is now; empty when there is no such file.
  std::string address_of(std::string_view name) const;
  // The file behind an address, in the best coding that the client takes. None: not ours.
  std::optional<Answer> serve(const Request&) const;
  // The text of a file that is used here and not served: "index.html".
  std::string_view text_of(std::string_view name) const;

  bool empty() const { return by_address_.empty(); }
  // Names this build: a hash over all files.
  const std::string& build() const { return build_; }

 private:
  struct File {
    std::string type;
    std::string plain;
    std::string br;
    std::string gzip;
  };
  std::map<std::string, std::string, std::less<>> address_by_name_;
  std::map<std::string, File, std::less<>> by_address_;
  std::string index_;
  std::string build_;
};

// What has to change for `StaticFiles::read` to be worth repeating: names, sizes and times, hashed.
std::string stamp_of_folder(const std::string& folder);

}  // namespace samtycke::server
