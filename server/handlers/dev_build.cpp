#include "server/handlers/handlers.h"

namespace samtycke::server::handlers {

// The page asks for this now and then, and loads itself again when the answer is another one.
Answer dev_build(Call& call) {
  return Answer{200, {{"Content-Type", "text/plain; charset=utf-8"}}, call.portal.build()};
}

}  // namespace samtycke::server::handlers
