#include "server/http/call.h"

#include "core/base/check.h"

namespace samtycke::server {

const MemberId& Call::member() const {
  // The page's own member first: somebody else may be signed in by now.
  const auto& member = only_withdraws() ? caller.withdrawer : caller.member;
  SAMTYCKE_CHECK(member.has_value());
  return *member;
}

Answer refuse(Call& call, Problem which) {
  return call.speaks == Speaks::html ? call.portal.problem_page(which, call.words, call.caller)
                                     : problem(which);
}

Answer refuse(Call& call, StoreFault fault) {
  return refuse(call, problem_of(fault));
}

Answer refuse_write(Call& call, StoreFault fault) {
  call.portal.write_failed(fault);
  return refuse(call, fault);
}

}  // namespace samtycke::server
