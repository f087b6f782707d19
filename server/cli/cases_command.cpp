#include "server/cli/cases_command.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <thread>
#include <utility>
#include <vector>

#include "core/wire/portal_json.h"
#include "server/cases/case_stream.h"
#include "server/config/places.h"
#include "server/http/start_up.h"

namespace samtycke::server {

Exit run_cases(const CasesCommand& command, const std::string& folder, std::ostream& out,
               std::ostream& err) {
  const auto places = settle(command.places, folder);
  if (!places.ok()) return cannot_start(err, places.reason().line);
  const auto texts = read_texts(places.value());
  if (!texts.ok()) return cannot_start(err, texts.reason().line);
  const std::string defaults = wire::encode_portal(texts.value().edition, texts.value().words);
  if (command.print_defaults) {
    out << defaults << "\n" << std::flush;
    return out.good() ? Exit::done : Exit::findings;
  }

  // Read back from the same bytes that the other side reads. Two for each processor, so that none waits
  // where one piece of the lines takes longer than the next.
  std::vector<wire::Cases> readers;
  const std::size_t wanted = 2 * std::max(1U, std::thread::hardware_concurrency());
  while (readers.size() < wanted) {
    auto cases = wire::Cases::from(defaults);
    if (!cases.ok())
      return cannot_start(err, cases.reason().pointer + ": " + cases.reason().detail);
    readers.push_back(std::move(cases).value());
  }
  // A pipe holds 64 KiB unless it is asked to hold more: small pieces cost more than the lines in them.
  // What is no pipe refuses, and needs nothing.
  ::fcntl(STDIN_FILENO, F_SETPIPE_SZ, 1 << 20);
  return answer_cases(readers, STDIN_FILENO, out) ? Exit::done : Exit::findings;
}

}  // namespace samtycke::server
