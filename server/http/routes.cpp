#include "server/http/routes.h"

#include "server/handlers/handlers.h"
#include "server/http/head.h"

namespace samtycke::server {
namespace {

using view::PageName;

constexpr std::size_t small_form = 8 * 1024;

Route page_route(std::string_view method, std::string_view address, PageName page, Who who,
                 std::size_t largest_body, Handler handler) {
  return {method,        address,         page,   who, largest_body, Speaks::html,
          Where::always, OwnHeader::none, handler};
}

Route api_route(std::string_view method, std::string_view address, Who who,
                std::size_t largest_body, OwnHeader own_header, Handler handler) {
  return {method,       address,       std::nullopt, who,    largest_body,
          Speaks::json, Where::always, own_header,   handler};
}

Route other_route(std::string_view address, Speaks speaks, Where where, Handler handler) {
  return {"GET", address, std::nullopt, Who::anyone, 0, speaks, where, OwnHeader::none, handler};
}

// The link in a mail that stops it.
Route link_route(std::string_view method, std::size_t largest_body, Handler handler) {
  return {method,       "/u/{token}",  std::nullopt,    Who::anyone, largest_body,
          Speaks::html, Where::always, OwnHeader::none, handler,     true};
}

bool is_there(Where where, const Portal& portal) {
  switch (where) {
    case Where::always: return true;
    case Where::mail_shown: return portal.setting().shows_mail;
    case Where::watch: return portal.setting().watch;
    case Where::openid: return portal.setting().openid != nullptr;
  }
  return false;
}

struct PageAddress {
  view::PageName page;
  const view::Words* words;
};

std::optional<PageAddress> page_of(const Portal& portal, std::string_view path) {
  for (const view::Words& words : portal.words()) {
    if (const auto page = view::page_at(path, words)) return PageAddress{*page, &words};
  }
  return std::nullopt;
}

bool is_address(const Route& route, std::string_view path, const std::optional<PageAddress>& page) {
  if (route.page) return page && page->page == *route.page;
  const std::size_t brace = route.address.find('{');
  if (brace == std::string_view::npos) return route.address == path;
  return path.size() > brace && path.starts_with(route.address.substr(0, brace));
}

void add_method(std::string& allowed, std::string_view method) {
  if (!allowed.empty()) allowed += ", ";
  allowed += method;
  if (method == "GET") allowed += ", HEAD";
}

std::vector<Route> pages() {
  return {
      other_route("/", Speaks::html, Where::always, handlers::home),
      page_route("GET", "/{language}/sign-in", PageName::sign_in, Who::anyone, 0,
                 handlers::show_sign_in),
      page_route("POST", "/{language}/sign-in", PageName::sign_in, Who::anyone, small_form,
                 handlers::send_sign_in),
      page_route("GET", "/{language}/code", PageName::code, Who::anyone, 0, handlers::show_code),
      page_route("POST", "/{language}/code", PageName::code, Who::anyone, small_form,
                 handlers::send_code),
      page_route("GET", "/{language}/overview", PageName::overview, Who::member, 0,
                 handlers::show_overview),
      page_route("GET", "/{language}/consents", PageName::consents, Who::member, 0,
                 handlers::show_consents),
      page_route("POST", "/{language}/consents", PageName::consents, Who::member_or_withdrawer,
                 most_body_bytes, handlers::send_consents),
      page_route("GET", "/{language}/offers", PageName::offers, Who::member, 0,
                 handlers::show_offers),
      page_route("GET", "/{language}/why", PageName::why, Who::member, 0, handlers::show_why),
      page_route("GET", "/{language}/data", PageName::data, Who::member, 0, handlers::show_data),
      page_route("POST", "/{language}/data", PageName::data, Who::member, most_body_bytes,
                 handlers::send_data),
      page_route("GET", "/{language}/preferences", PageName::preferences, Who::member, 0,
                 handlers::show_preferences),
      page_route("POST", "/{language}/preferences", PageName::preferences, Who::member,
                 most_body_bytes, handlers::send_preferences),
      page_route("GET", "/{language}/history", PageName::history, Who::member, 0,
                 handlers::show_history),
      page_route("GET", "/{language}/download", PageName::download, Who::member, 0,
                 handlers::show_download),
      page_route("POST", "/{language}/download", PageName::download, Who::member, small_form,
                 handlers::send_download),
      page_route("GET", "/{language}/email", PageName::email, Who::member, 0, handlers::show_email),
      page_route("POST", "/{language}/email", PageName::email, Who::member, small_form,
                 handlers::send_email),
      page_route("GET", "/{language}/leave", PageName::leave, Who::member, 0, handlers::show_leave),
      page_route("POST", "/{language}/leave", PageName::leave, Who::member, small_form,
                 handlers::send_leave),
      page_route("GET", "/{language}/join", PageName::join, Who::anyone, 0, handlers::show_join),
      page_route("POST", "/{language}/join", PageName::join, Who::anyone, most_body_bytes,
                 handlers::send_join),
      page_route("GET", "/{language}/notice", PageName::notice, Who::anyone, 0,
                 handlers::show_notice),
      page_route("GET", "/{language}/sessions", PageName::sessions, Who::member, 0,
                 handlers::show_sessions),
      page_route("POST", "/{language}/sessions", PageName::sessions, Who::member, small_form,
                 handlers::send_sessions),
  };
}

// The JSON interface.
std::vector<Route> interface() {
  return {
      api_route("POST", "/api/v1/sign-in", Who::anyone, small_form, OwnHeader::idempotency_key,
                handlers::api_sign_in),
      api_route("POST", "/api/v1/session", Who::anyone, small_form, OwnHeader::idempotency_key,
                handlers::api_session),
      api_route("DELETE", "/api/v1/session", Who::anyone, 0, OwnHeader::none,
                handlers::api_sign_out),
      api_route("GET", "/api/v1/notice", Who::anyone, 0, OwnHeader::none, handlers::api_notice),
      api_route("GET", "/api/v1/me", Who::member, 0, OwnHeader::none, handlers::api_me),
      api_route("POST", "/api/v1/me/decisions", Who::member_or_withdrawer, most_body_bytes,
                OwnHeader::idempotency_key, handlers::api_decisions),
      api_route("POST", "/api/v1/me/preview", Who::member, most_body_bytes,
                OwnHeader::idempotency_key, handlers::api_preview),
      api_route("PATCH", "/api/v1/me/details", Who::member, most_body_bytes,
                OwnHeader::if_match_checked_by_handler, handlers::api_details),
      api_route("GET", "/api/v1/me/download", Who::member, 0, OwnHeader::none,
                handlers::api_download),
      api_route("POST", "/api/v1/me/email", Who::member, small_form, OwnHeader::idempotency_key,
                handlers::api_email),
      api_route("POST", "/api/v1/me/leave", Who::member, small_form, OwnHeader::idempotency_key,
                handlers::api_leave),
      api_route("POST", "/api/v1/join/address", Who::anyone, small_form, OwnHeader::idempotency_key,
                handlers::api_join_address),
      api_route("POST", "/api/v1/join", Who::anyone, most_body_bytes, OwnHeader::idempotency_key,
                handlers::api_join),
      api_route("GET", "/api/v1/me/sessions", Who::member, 0, OwnHeader::none,
                handlers::api_sessions),
      api_route("DELETE", "/api/v1/me/sessions", Who::member, 0, OwnHeader::none,
                handlers::api_end_sessions),
      api_route("DELETE", "/api/v1/me/sessions/{id}", Who::member, 0, OwnHeader::none,
                handlers::api_end_session_of_mine),
      api_route("GET", "/api/v1/member-1.schema.json", Who::anyone, 0, OwnHeader::none,
                handlers::api_download_schema),
      api_route("GET", "/api/v1/me/history", Who::member, 0, OwnHeader::none,
                handlers::api_history),
      api_route("GET", "/api/v1/me/receipt", Who::member, 0, OwnHeader::none,
                handlers::api_receipt),
      api_route("GET", "/api/v1/ledger.pub", Who::anyone, 0, OwnHeader::none,
                handlers::api_ledger_key),
      api_route("GET", "/api/v1/openapi.json", Who::anyone, 0, OwnHeader::none,
                handlers::api_openapi),
  };
}

std::vector<Route> all_routes() {
  std::vector<Route> all = pages();
  const std::vector<Route> others = interface();
  all.insert(all.end(), others.begin(), others.end());
  const std::vector<Route> rest = {
      link_route("GET", 0, handlers::show_one_click),
      link_route("POST", most_body_bytes, handlers::one_click),
      other_route("/openid/start/{language}", Speaks::html, Where::openid, handlers::start_openid),
      other_route("/openid/return", Speaks::html, Where::openid, handlers::return_from_openid),
      other_route("/static/{file}", Speaks::plain, Where::always, handlers::static_file),
      other_route("/healthz", Speaks::plain, Where::always, handlers::healthz),
      other_route("/readyz", Speaks::plain, Where::always, handlers::readyz),
      other_route("/metrics", Speaks::plain, Where::always, handlers::metrics),
      other_route("/dev/mail", Speaks::html, Where::mail_shown, handlers::dev_mail),
      other_route("/dev/build", Speaks::plain, Where::watch, handlers::dev_build),
  };
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

}  // namespace

const std::vector<Route>& routes() {
  static const std::vector<Route> table = all_routes();
  return table;
}

Match match(const Portal& portal, std::string_view method, std::string_view path) {
  const auto page = page_of(portal, path);
  const std::string_view wanted = method == "HEAD" ? std::string_view{"GET"} : method;
  Match result;
  for (const Route& route : routes()) {
    if (!is_there(route.where, portal) || !is_address(route, path, page)) continue;
    add_method(result.allowed, route.method);
    if (route.method != wanted) continue;
    result.route = &route;
    if (route.page) result.words = page->words;
  }
  return result;
}

}  // namespace samtycke::server
