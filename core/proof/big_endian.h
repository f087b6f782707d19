// Numbers, texts and hashes in the one byte order of our canonical encodings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/proof/hash.h"

namespace samtycke::proof {

void append_u8(std::string& out, std::uint8_t);
void append_u32(std::string& out, std::uint32_t);
void append_u64(std::string& out, std::uint64_t);
void append_hash(std::string& out, const Hash&);
void append_text(std::string& out, std::string_view);  // u32 length in bytes, then the bytes.

// Takes values off the front. Past the end it answers zeros and empty texts, and cut_off() stays true.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : left_(bytes) {}

  std::uint8_t u8();
  std::uint32_t u32();
  std::uint64_t u64();
  Hash hash();
  std::string_view text();

  bool cut_off() const { return cut_off_; }
  std::size_t left() const { return left_.size(); }

 private:
  std::string_view take(std::size_t);
  std::uint64_t number(std::size_t size);

  std::string_view left_;
  bool cut_off_ = false;
};

}  // namespace samtycke::proof
