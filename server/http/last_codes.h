// The code that was sent to an address last, for when no more may be sent there for a while.
//
// A stranger who asks for codes to a member's address uses up what may be sent to it. The member who
// then asks is bound to the code that lies in their mailbox already, and so is never locked out; the
// stranger, who cannot read it, is where they were. Guessing gains nothing by it: each try is one in
// 2^40 whichever code it is against, and how many tries there are is limited by the source.
//
// A table of a fixed size, in memory alone. An entry that was pushed out by another address's costs a
// member a wait of minutes, and no more.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/instant.h"

namespace samtycke::server {

class LastCodes {
 public:
  struct Sent {
    std::string code;
    Instant expires;
  };

  LastCodes();
  void put(std::string_view address, Sent);
  // None: nothing was sent there, or its time is over.
  std::optional<Sent> find(std::string_view address, Instant now) const;

 private:
  struct Row {
    std::string name;  // A keyed hash of the address: addresses are not kept.
    Sent sent;
  };
  static constexpr std::size_t places = 4096;

  std::string name_of(std::string_view address) const;

  std::array<unsigned char, 32> secret_{};
  mutable std::mutex mutex_;
  std::vector<Row> rows_;
};

}  // namespace samtycke::server
