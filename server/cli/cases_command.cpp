#include "server/cli/cases_command.h"

#include "core/wire/portal_json.h"
#include "server/cases/case_stream.h"
#include "server/config/places.h"
#include "server/http/start_up.h"

namespace samtycke::server {

Exit run_cases(const CasesCommand& command, const std::string& folder, std::ostream& out,
               std::ostream& err) {
  const auto cannot_start = [&](const std::string& line) {
    err << "samtycke: " << line << "\n";
    return Exit::could_not_start;
  };
  const auto places = settle(command.places, folder);
  if (!places.ok()) return cannot_start(places.reason().line);
  const auto texts = read_texts(places.value());
  if (!texts.ok()) return cannot_start(texts.reason().line);
  const std::string defaults = wire::encode_portal(texts.value().edition, texts.value().words);
  if (command.print_defaults) {
    out << defaults << "\n" << std::flush;
    return out.good() ? Exit::done : Exit::findings;
  }

  // Read back from the same bytes that the other side reads.
  auto cases = wire::Cases::from(defaults);
  if (!cases.ok()) return cannot_start(cases.reason().pointer + ": " + cases.reason().detail);
  return answer_cases(cases.value(), 0, out) ? Exit::done : Exit::findings;
}

}  // namespace samtycke::server
