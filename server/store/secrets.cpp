#include "server/store/secrets.h"

#include "core/base/check.h"
#include "core/member/validate.h"
#include "server/store/deflated.h"

namespace samtycke::server {
namespace {

constexpr std::size_t name_size = 16;

std::string_view word(LookupKind kind) {
  switch (kind) {
    case LookupKind::member_number: return "member number";
    case LookupKind::email: return "e-mail";
  }
  SAMTYCKE_NEVER("every case returns");
}

// Row names are bytes, but for the numbers of decisions and mails and the hashes of browsers.
bool is_plain(std::string_view row) {
  for (const char letter : row) {
    if ((letter < '0' || letter > '9') && (letter < 'a' || letter > 'z')) return false;
  }
  return true;
}

}  // namespace

void Secrets::report(const SealedPlace& place) const {
  if (!damaged) return;
  std::string name(place.table);
  if (!place.row.empty()) {
    name += " " + (is_plain(place.row) ? std::string(place.row) : hex(place.row));
  }
  if (!place.member.empty()) name += " of member " + std::string(place.member);
  damaged(name);
}

std::string Secrets::lookup(const Lookup& wanted) const {
  return blind(index.key, word(wanted.kind), wanted.value);
}

std::string Secrets::bind_lookup(std::string_view value, const MemberId& member) const {
  return seal(index.key.derived("samtlook"), index.version, {"lookup", member.text(), value}, "");
}

bool Secrets::leads_to(std::string_view value, const MemberId& member,
                       std::string_view bound) const {
  const SealedPlace place{"lookup", member.text(), value};
  if (unseal(index.key.derived("samtlook"), index.version, place, bound)) return true;
  report(place);
  return false;
}

std::string Secrets::idempotency(const Idempotency& row) const {
  return blind(index.key, "idempotency",
               Packed().add(row.scope).add(row.route).add(row.key).bytes());
}

std::string Secrets::addressee(std::string_view email) const {
  // Decoys have no address, and must not be told from the others by that.
  if (email.empty()) return std::string(Key::random().bytes());
  return blind(index.key, "addressee", member::email_lookup_key(email));
}

std::string Secrets::seal_visitor(std::string_view table, std::string_view row,
                                  std::string_view text) const {
  return seal(visitors.key, visitors.version, {table, "", row}, text);
}

std::optional<std::string> Secrets::unseal_visitor(std::string_view table, std::string_view row,
                                                   std::string_view sealed) const {
  const SealedPlace place{table, "", row};
  auto text = unseal(visitors.key, visitors.version, place, sealed);
  if (!text) report(place);
  return text;
}

Expected<MemberKey, NoKey> KeyRing::find(const MemberId& member) {
  if (auto cached = secrets_.keys.find(member)) return *std::move(cached);
  const std::uint64_t epoch = secrets_.keys.epoch();
  auto found = reader_.member(member);
  if (found.ok()) secrets_.keys.put(member, found.value(), epoch);
  return found;
}

std::string MemberSeal::name(std::string_view table, std::string_view clear) const {
  return blind(key_.rows, table, clear).substr(0, name_size);
}

std::string MemberSeal::seal(std::string_view table, std::string_view row,
                             std::string_view text) const {
  return server::seal(key_.box, key_.version, {table, member_.text(), row}, text);
}

std::optional<std::string> MemberSeal::unseal(const Secrets& secrets, std::string_view table,
                                              std::string_view row, std::string_view sealed) const {
  const SealedPlace place{table, member_.text(), row};
  auto text = server::unseal(key_.box, key_.version, place, sealed);
  if (!text) secrets.report(place);
  return text;
}

std::string pack(const Idempotency& row) {
  return Packed()
      .add(row.scope)
      .add(row.route)
      .add(row.key)
      .add(row.body_sha256)
      .add(deflated(row.answer))
      .add(static_cast<std::int64_t>(row.answer.size()))
      .bytes();
}

std::optional<Idempotency> unpack_idempotency(std::string_view bytes) {
  Unpacked from(bytes);
  Idempotency row;
  for (std::string* text : {&row.scope, &row.route, &row.key, &row.body_sha256, &row.answer}) {
    *text = from.text();
  }
  if (from.whole()) return row;  // From before answers were made small.
  const std::int64_t size = from.number();
  if (!from.whole() || size < 0) return std::nullopt;
  auto answer = inflated(row.answer, static_cast<std::size_t>(size));
  if (!answer) return std::nullopt;
  row.answer = std::move(*answer);
  return row;
}

std::string pack(const PendingSignIn& sign_in) {
  return Packed()
      .add(sign_in.code_sha256)
      .add(sign_in.member ? sign_in.member->text() : std::string())
      .add(sign_in.email)
      .add(key(sign_in.what))
      .bytes();
}

std::optional<PendingSignIn> unpack_pending(std::string_view bytes) {
  Unpacked from(bytes);
  PendingSignIn sign_in;
  sign_in.code_sha256 = from.text();
  if (MemberId member(from.text()); !member.empty()) sign_in.member = std::move(member);
  sign_in.email = from.text();
  // A row from before there was anything but signing in has no word for it.
  if (!from.whole()) {
    const auto what = code_for(from.text());
    if (!what || !from.whole()) return std::nullopt;
    sign_in.what = *what;
  }
  return sign_in;
}

std::string pack(const Mail& mail) {
  return Packed()
      .add(mail.to)
      .add(mail.subject)
      .add(mail.body)
      .add(mail.language.text())
      .add(mail.until ? mail.until->utc_ms : std::int64_t{0})
      .add(mail.name)
      .bytes();
}

Mail named(Mail mail) {
  mail.name = hex(Key::random().bytes().substr(0, 16));
  return mail;
}

std::optional<Mail> unpack_mail(std::string_view bytes) {
  Unpacked from(bytes);
  Mail mail;
  for (std::string* text : {&mail.to, &mail.subject, &mail.body}) *text = from.text();
  if (from.whole()) return mail;  // Of a version that sent none: it has no name.
  mail.language = Language(from.text());
  if (const std::int64_t until = from.number(); until > 0) mail.until = Instant{until};
  mail.name = from.text();
  if (!from.whole()) return std::nullopt;
  return mail;
}

}  // namespace samtycke::server
