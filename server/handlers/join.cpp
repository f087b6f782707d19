#include <algorithm>
#include <charconv>

#include "core/base/overloaded.h"
#include "core/wire/joining_json.h"
#include "core/wire/request_json.h"
#include "server/handlers/handlers.h"
#include "server/handlers/joining.h"
#include "server/handlers/said.h"
#include "server/handlers/saving.h"

namespace samtycke::server::handlers {
namespace {

// ---- The address.

Answer start_form(Call& call, const view::SignInState& state, int status) {
  const bool new_browser = call.caller.browser.empty();
  if (new_browser) call.caller.browser = new_token();
  Answer answer = call.portal.page(view::join_start_page(call.setting(), state), false, status);
  if (new_browser) add_browser_cookie(answer, call, call.caller.browser);
  return answer;
}

Answer ask_for_join_code(Call& call) {
  const std::string typed{value_of(call.form, "email")};
  return std::visit(
      Overloaded{
          [&](CodeSent) { return see_other(call.path_of(view::PageName::code) + "?confirm"); },
          [&](member::BadValue why) {
            return start_form(call, {typed, std::string{member::key(why)}}, 200);
          },
          [&](TooMany wait) {
            return wait_first(start_form(call, {typed, "too_many"}, status_of(Problem::too_many)),
                              wait);
          },
          [&](StoreFault fault) { return refuse_write(call, fault); },
      },
      ask_for_code(call, CodeFor::join, typed, call.words, call.caller.browser));
}

// ---- The terms.

Answer terms_form(Call& call, view::JoinState state, const std::string& email) {
  const auto said_no = said_no_before(call, email);
  if (!said_no.ok()) return refuse(call, said_no.reason());
  state.confirmed_email = email;
  state.said_no_before = said_no.value();
  return call.portal.page(view::join_page(call.setting(), state), false);
}

bool is_on(const Pairs& form, std::string_view name) {
  return value_of(form, name) == "on";
}

// What the sent form stands for. A switch that is off is not sent.
consent::Joining joining_of(const Call& call) {
  const notice::Notice& notice = call.portal.notice();
  consent::Joining joining;
  joining.details = view::typed_in_join_form(notice, call.form);
  if (is_on(call.form, "accept_terms")) {
    int version = -1;
    const std::string_view seen = value_of(call.form, "notice_version");
    std::from_chars(seen.data(), seen.data() + seen.size(), version);
    joining.accepted = consent::Acceptance{version, call.words.language()};
  }
  for (const notice::Cell& cell : notice.terms.turns_on) {
    if (!is_on(call.form, view::switch_name(cell))) joining.turned_off.push_back(cell);
  }
  return joining;
}

Answer with_errors(Call& call, const consent::Joining& joining, const consent::WhyNotJoined& why) {
  view::JoinState state;
  for (const consent::Correction& one : joining.details) {
    state.typed.push_back({one.field, one.value, ""});
  }
  state.terms_accepted = joining.accepted.has_value();
  for (const notice::Cell& cell : joining.turned_off) {
    state.turned_off.push_back(view::switch_name(cell));
  }
  if (const auto* one = std::get_if<consent::NotJoined>(&why)) {
    state.error = std::string{consent::key(*one)};
  } else {
    for (const consent::BadCorrection& bad : std::get<std::vector<consent::BadCorrection>>(why)) {
      if (bad.index >= state.typed.size()) continue;
      state.typed[bad.index].error =
          std::string{std::visit([](auto reason) { return key(reason); }, bad.why)};
    }
    state.error = "details";
  }
  const auto email = confirmed_address(call);
  if (!email.ok()) return refuse(call, email.reason());
  if (!email.value()) return start_form(call, {}, 200);
  return terms_form(call, std::move(state), *email.value());
}

Answer send_terms(Call& call) {
  const consent::Joining joining = joining_of(call);
  return std::visit(
      Overloaded{
          [&](const SignedIn& given) {
            Answer answer = done(call, view::PageName::overview, "joined");
            add_signed_in_cookies(answer, call, given.session_token);
            return answer;
          },
          [&](NotConfirmed) {
            return start_form(call, {"", "expired"}, 200);
          },
          [&](const consent::WhyNotJoined& why) { return with_errors(call, joining, why); },
          [&](StoreFault fault) { return refuse_write(call, fault); },
      },
      join_club(call, joining, call.words.language()));
}

}  // namespace

Answer show_join(Call& call) {
  if (call.caller.member) return see_other(call.path_of(view::PageName::overview));
  const auto email = confirmed_address(call);
  if (!email.ok()) return refuse(call, email.reason());
  return email.value() ? terms_form(call, {}, *email.value()) : start_form(call, {}, 200);
}

Answer send_join(Call& call) {
  if (call.caller.member) return see_other(call.path_of(view::PageName::overview));
  if (value_of(call.form, "do") == "send_code") return ask_for_join_code(call);
  return send_terms(call);
}

Answer api_join_address(Call& call) {
  return api_code_for(call, CodeFor::join);
}

Answer api_join(Call& call) {
  const auto wanted = wire::decode_joining(call.request.body);
  if (!wanted.ok()) return problem(wanted.reason());
  if (!is_spoken(call.portal.notice(), wanted.value().language)) return unspoken_language();
  const consent::Joining& joining = wanted.value().joining;
  return std::visit(
      Overloaded{
          [&](const SignedIn& given) {
            Answer answer = json(201, "{\"signed_in\":true}");
            add_signed_in_cookies(answer, call, given.session_token);
            return answer;
          },
          [](NotConfirmed) { return problem(Problem::address_not_confirmed); },
          [&](const consent::WhyNotJoined& why) { return problem(why, joining.details); },
          [&](StoreFault fault) { return refuse_write(call, fault); },
      },
      join_club(call, joining, wanted.value().language));
}

}  // namespace samtycke::server::handlers
