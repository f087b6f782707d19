#include "server/cli/mail_check.h"

#include "server/config/places.h"
#include "server/http/start_up.h"
#include "server/mail/campaign.h"

namespace samtycke::server {

Exit mail_check(const MailCheckCommand& command, const std::string& folder, std::ostream& out,
                std::ostream& err) {
  const auto places = settle(command.places, folder);
  if (!places.ok()) return cannot_start(err, places.reason().line);
  const auto texts = read_texts(places.value());
  if (!texts.ok()) return cannot_start(err, texts.reason().line);
  const auto campaign = read_campaign(path_in(folder, command.file));
  if (!campaign.ok()) return cannot_start(err, campaign.reason().line);
  const auto faults = faults_of(campaign.value(), texts.value().edition.notice);
  for (const CampaignFault fault : faults) {
    err << "samtycke: " << command.file << ": " << sentence(fault) << "\n";
  }
  if (!faults.empty()) return Exit::findings;
  out << preview_of(campaign.value()) << std::flush;
  return Exit::done;
}

}  // namespace samtycke::server
