#include "server/http/service.h"

#include <algorithm>
#include <utility>

#include "server/http/form.h"
#include "server/http/headers.h"
#include "server/http/routes.h"

namespace samtycke::server {
namespace {

bool is_unsafe(std::string_view method) {
  return method != "GET" && method != "HEAD";
}

std::string_view media_type(const Request& request) {
  const std::string_view type = header(request, "content-type");
  const std::string_view name = type.substr(0, type.find(';'));
  return name.substr(0, name.find_last_not_of(" \t") + 1);
}

std::optional<Problem> check_body_headers(const Route& route, const Head& head) {
  if (head.content_length > route.largest_body) return Problem::too_large;
  if (route.largest_body == 0 || route.from_anywhere) return std::nullopt;
  const std::string_view wanted =
      route.speaks == Speaks::json ? "application/json" : "application/x-www-form-urlencoded";
  if (media_type(head.request) != wanted) return Problem::wrong_media_type;
  if (route.own_header == OwnHeader::idempotency_key) {
    const std::string_view key = header(head.request, "idempotency-key");
    if (key.empty() || key.size() > 200) return Problem::bad_idempotency_key;
  }
  return std::nullopt;
}

bool is_api(std::string_view path) {
  return path.starts_with("/api/");
}

// A form is taken from a page of ours that was made for this very caller. One of an older session of a
// member's, by its withdraw token, is taken as well, to say no: `call` then only withdraws.
std::optional<Answer> check_form(Call& call, const Route& route) {
  auto form = decode_form(call.request.body);
  if (!form) return refuse(call, Problem::bad_request);
  call.form = std::move(*form);
  call.caller.withdrawer.reset();
  const std::string wanted = call.caller.form_token();
  const bool own = !wanted.empty() && same_secret(value_of(call.form, "form_token"), wanted);
  if (own && (route.who == Who::anyone || call.caller.member)) return std::nullopt;
  if (route.who == Who::member_or_withdrawer) {
    const auto withdrawer = withdrawer_of(value_of(call.form, "withdraw_token"),
                                          call.portal.store(), call.portal.now());
    if (!withdrawer.ok()) return refuse(call, withdrawer.reason());
    call.caller.withdrawer = withdrawer.value();
    if (call.only_withdraws()) return std::nullopt;
  }
  const bool signed_out = route.who != Who::anyone && !call.caller.member;
  return refuse(call, signed_out ? Problem::signed_out : Problem::bad_form_token);
}

std::optional<Answer> check_caller(Call& call, const Route& route) {
  if (route.from_anywhere) return std::nullopt;
  const bool reading = !is_unsafe(call.request.method);
  if (route.speaks == Speaks::html && !reading) return check_form(call, route);
  if (route.who != Who::member_or_withdrawer) call.caller.withdrawer.reset();
  if (route.who == Who::anyone || call.caller.member || call.only_withdraws()) return std::nullopt;
  if (route.speaks == Speaks::html) return see_other(call.path_of(view::PageName::sign_in));
  return refuse(call, Problem::signed_out);
}

}  // namespace

Answer Service::finished(Answer answer) const {
  for (auto& header : security_headers(portal_.secure())) {
    answer.headers.push_back(std::move(header));
  }
  answer.headers.emplace_back("Cache-Control", answer.cache);
  return answer;
}

Answer Service::refusal(Problem which) const {
  return finished(problem(which));
}

Answer Service::problem_for(const Request& request, Problem which) {
  if (is_api(request.path)) return problem(which);
  const Match found = match(portal_, request.method, request.path);
  if (found.route != nullptr && found.route->speaks == Speaks::plain) return problem(which);
  if (found.words != nullptr) return portal_.problem_page(which, *found.words, Caller{});
  const Language language =
      preferred_language(header(request, "accept-language"), portal_.notice().languages);
  return portal_.problem_page(which, portal_.words_in(language), Caller{});
}

std::optional<Answer> Service::check_host(const Request& request) const {
  const std::string host{header(request, "host")};
  if (host == portal_.origin_host()) return std::nullopt;
  const auto& hosts = portal_.setting().hosts;
  // Everything but the origin is a name for the same place; people are led to the one with the cookies.
  if (std::find(hosts.begin(), hosts.end(), host) == hosts.end()) {
    return problem(Problem::unknown_host);
  }
  // Whoever watches the process asks it by its own address.
  if (request.path == "/healthz" || request.path == "/readyz" || request.path == "/metrics") {
    return std::nullopt;
  }
  Answer answer{308, {{"Location", portal_.setting().origin + request.target}}, ""};
  return answer;
}

// A browser names the origin with every unsafe request, so one that is missing says that nobody who could
// be asked has vouched for it (trust.md "CSRF"); a program that is no browser can name it as well.
std::optional<Problem> Service::check_origin(const Request& request) const {
  if (!is_unsafe(request.method)) return std::nullopt;
  if (header(request, "origin") != portal_.setting().origin) return Problem::foreign_origin;
  const std::string_view site = header(request, "sec-fetch-site");
  if (has_header(request, "sec-fetch-site") && site != "same-origin") {
    return Problem::foreign_origin;
  }
  return std::nullopt;
}

std::optional<Answer> Service::refuse_early(const Head& head) {
  const Request& request = head.request;
  if (auto elsewhere = check_host(request)) return finished(std::move(*elsewhere));

  const Match found = match(portal_, request.method, request.path);
  if (found.allowed.empty()) return finished(problem_for(request, Problem::not_found));
  if (found.route == nullptr) {
    Answer answer = problem_for(request, Problem::method_not_allowed);
    answer.headers.emplace_back("Allow", found.allowed);
    return finished(std::move(answer));
  }
  if (const auto bad = check_origin(request); bad && !found.route->from_anywhere) {
    return finished(problem_for(request, *bad));
  }
  if (const auto bad = check_body_headers(*found.route, head)) {
    return finished(problem_for(request, *bad));
  }
  return std::nullopt;
}

Answer Service::answer(const Request& request) {
  const Match found = match(portal_, request.method, request.path);
  if (found.route == nullptr) return finished(problem_for(request, Problem::not_found));
  const Route& route = *found.route;

  const auto caller = route.from_anywhere
                          ? Expected<Caller, StoreFault>(Caller{})
                          : caller_of(request, portal_.store(), portal_.now(), portal_.secure());
  if (!caller.ok()) return finished(problem_for(request, problem_of(caller.reason())));

  const Language language =
      preferred_language(header(request, "accept-language"), portal_.notice().languages);
  Call call{portal_,        request,
            caller.value(), found.words != nullptr ? *found.words : portal_.words_in(language),
            route.speaks,   {}};

  if (auto refused = check_caller(call, route)) return finished(std::move(*refused));
  return finished(route.handler(call));
}

const Route* Service::route_of(const Request& request) const {
  return match(portal_, request.method, request.path).route;
}

}  // namespace samtycke::server
