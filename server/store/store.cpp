#include "server/store/store.h"

#include "core/base/check.h"

namespace samtycke::server {

std::string_view key(StoreFault fault) {
  switch (fault) {
    case StoreFault::no_such_member: return "no_such_member";
    case StoreFault::changed_meanwhile: return "changed_meanwhile";
    case StoreFault::key_used_otherwise: return "key_used_otherwise";
    case StoreFault::already_taken: return "already_taken";
    case StoreFault::unavailable: return "unavailable";
  }
  SAMTYCKE_NEVER("every case returns");
}

}  // namespace samtycke::server
