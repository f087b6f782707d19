// Small files that are on the disk when a function answers: the key file, the journal of erasures.
#pragma once

#include <string>
#include <string_view>

namespace samtycke::server {

// Closes what it holds.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  bool good() const { return number_ >= 0; }

 private:
  int number_;
};

// A new name is on the disk when its folder is.
bool sync_folder_of(const std::string& path);
bool sync_file(const std::string& path);
// At the end of the file; one that is new gets `head` first, and belongs to its owner alone (0600).
bool append_durably(const std::string& path, std::string_view head, std::string_view text);

// The whole file at once, by way of `<path>.next`: after a crash it is the old one or the new one.
bool replace_durably(const std::string& path, std::string_view text);

}  // namespace samtycke::server
