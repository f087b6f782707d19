// What `serve` checks and reads before it opens anything to anyone.
#pragma once

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "core/base/expected.h"
#include "core/notice/edition.h"
#include "core/view/words.h"
#include "server/config/cannot_start.h"
#include "server/config/options.h"
#include "server/edge/clock.h"
#include "server/http/listener.h"
#include "server/mail/smtp.h"
#include "server/openid/provider.h"
#include "server/store/open_keeper.h"

namespace samtycke::server {

// The notice in force with the offers beside it, and the words in each of its languages, in its order.
struct Texts {
  std::vector<notice::Notice> versions;  // All that were published, oldest first.
  notice::Edition edition;
  std::vector<view::Words> words;
  std::string openapi;
  std::string download_schema;
};
Expected<Texts, CannotStart> read_texts(const Places&);

// The invented club's offers come round every year, so that some run whenever it is tried. Nothing changes
// for another store.
void fit_to(Store&, Texts&, Instant now);

// Where to listen, by the rules of design.md section 6: a demo on loopback only, and anything else
// behind an https origin.
Expected<ListenAddress, CannotStart> wanted_address(const ServeOptions&);
// The origin that browsers see: the one given, or http:// and the address that was taken.
Expected<std::string, CannotStart> origin_of(const ServeOptions&, const ListenAddress& taken);
// How mails leave, or nothing where no server was named.
Expected<std::optional<SmtpSetting>, CannotStart> outgoing(const ServeOptions&, const Texts&,
                                                           const std::string& origin);
// Another way in, or null where the club has none.
Expected<std::unique_ptr<OpenidProvider>, CannotStart> other_way_in(const ServeOptions&,
                                                                    const std::string& origin);
CannotStart not_listening(const std::string& listen, NotListening);

// Opens the store. In a demo: throws a demo's store away first where that was asked for, never another
// one's, and fills an empty one with the invented club.
Expected<std::unique_ptr<Store>, CannotStart> open_store(const ServeOptions&, const Texts&,
                                                         const Clock&, const KeeperHooks&,
                                                         std::ostream& out);

}  // namespace samtycke::server
