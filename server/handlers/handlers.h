// What the server does for each address; see the table in server/http/routes.cpp.
//
// A handler is four steps and no opinions: decode, load, decide, answer. What two of them share is in
// signing_in.h and saving.h.
#pragma once

#include "server/http/call.h"

namespace samtycke::server::handlers {

Answer home(Call&);  // GET /: the overview or the sign-in page, in the browser's language.

Answer show_sign_in(Call&);
Answer send_sign_in(Call&);  // Also takes the sign-out form.
Answer show_code(Call&);
Answer send_code(Call&);
Answer show_overview(Call&);
Answer show_consents(Call&);
Answer send_consents(Call&);
Answer show_offers(Call&);
Answer show_why(Call&);
Answer show_data(Call&);
Answer send_data(Call&);
Answer show_preferences(Call&);
Answer send_preferences(Call&);
Answer show_history(Call&);
Answer show_download(Call&);
Answer send_download(Call&);
Answer show_email(Call&);
Answer send_email(Call&);
Answer show_leave(Call&);
Answer send_leave(Call&);
Answer show_join(Call&);
Answer send_join(Call&);
Answer show_notice(Call&);
Answer show_sessions(Call&);
Answer send_sessions(Call&);

Answer api_sign_in(Call&);
Answer api_session(Call&);
Answer api_sign_out(Call&);
Answer api_notice(Call&);
Answer api_me(Call&);
Answer api_decisions(Call&);
Answer api_preview(Call&);
Answer api_details(Call&);
Answer api_download(Call&);
Answer api_download_schema(Call&);  // What the JSON download is, as a JSON Schema.
Answer api_history(Call&);
Answer api_receipt(Call&);     // One of those, as a file.
Answer api_ledger_key(Call&);  // What receipts are checked with; for anyone.
Answer api_email(Call&);
Answer api_leave(Call&);
Answer api_join_address(Call&);
Answer api_join(Call&);
Answer api_sessions(Call&);
Answer api_end_sessions(Call&);         // All of the member's.
Answer api_end_session_of_mine(Call&);  // One of them, by its id.
Answer api_openapi(Call&);

Answer start_openid(Call&);        // On to the provider.
Answer return_from_openid(Call&);  // And back, with a code of theirs or without.

Answer show_one_click(Call&);  // The link in a mail: what it would stop.
Answer one_click(Call&);       // Stops it, whoever sends it.

Answer static_file(Call&);
Answer healthz(Call&);  // The process answers.
Answer readyz(Call&);   // The store answers too.
Answer metrics(Call&);  // What the program counts, for whoever runs it and for nobody else.
Answer dev_mail(Call&);
Answer dev_build(Call&);

}  // namespace samtycke::server::handlers
