#include "server/store/store.h"

#include "core/base/check.h"
#include "core/member/validate.h"

namespace samtycke::server {

std::string_view key(StoreFault fault) {
  switch (fault) {
    case StoreFault::no_such_member: return "no_such_member";
    case StoreFault::changed_meanwhile: return "changed_meanwhile";
    case StoreFault::key_used_otherwise: return "key_used_otherwise";
    case StoreFault::already_taken: return "already_taken";
    case StoreFault::not_provable: return "not_provable";
    case StoreFault::unavailable: return "unavailable";
  }
  SAMTYCKE_NEVER("every case returns");
}

std::string_view key(CodeFor what) {
  switch (what) {
    case CodeFor::sign_in: return "sign_in";
    case CodeFor::download: return "download";
    case CodeFor::email: return "email";
    case CodeFor::leave: return "leave";
    case CodeFor::new_email: return "new_email";
    case CodeFor::join: return "join";
    case CodeFor::joining: return "joining";
  }
  SAMTYCKE_NEVER("every case returns");
}

std::optional<CodeFor> code_for(std::string_view word) {
  for (int i = 0; i <= static_cast<int>(CodeFor::joining); ++i) {
    const auto what = static_cast<CodeFor>(i);
    if (key(what) == word) return what;
  }
  return std::nullopt;
}

std::optional<Lookup> lookup_of(const member::Record& record) {
  if (record.field == member::field::member_number) {
    return Lookup{LookupKind::member_number, record.value};
  }
  if (record.field == member::field::email) {
    return Lookup{LookupKind::email, member::email_lookup_key(record.value)};
  }
  return std::nullopt;
}

}  // namespace samtycke::server
