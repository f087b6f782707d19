// `samtycke serve`: puts the parts together, serves until it is told to stop, and takes them apart again.
#pragma once

#include <ostream>

#include "server/config/options.h"

namespace samtycke::server {

// `options.places` are settled and `options.web` is a folder (server/config/places.h). Answers the
// process's exit code: 0 when it was asked to stop, 1 when the store failed while serving, 2 when it
// could not start, with one line on `err` that says why.
int serve(const ServeOptions& options, std::ostream& out, std::ostream& err);

}  // namespace samtycke::server
