#include "server/cli/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "core/base/day.h"

namespace samtycke::server {
namespace {

// What may be sent, by whom and how, as it is typed.
struct QuestionSheet {
  std::string sender;
  std::string channel;
  std::string kind;
  std::string offer;
  std::string as_of;
};

// Everything that CLI11 writes into while it parses; which part counts is known afterwards.
struct Sheet {
  Places places;
  ServeOptions serve;
  std::string serve_as_of;
  ImportCommand import;
  std::string import_as_of;
  ExportCommand exporting;
  CheckCommand check;
  AudienceCommand audience;
  std::string audience_format = "csv";
  QuestionSheet question;
  EraseCommand erase;
  RetentionCommand retention;
  BackupCommand backup;
  bool without_journal = false;
  std::string retention_as_of;
  std::string format = "json";
  std::string notice_folder;
  MailCheckCommand mail_check;
  CasesCommand cases;
  NoticeDiffCommand diff;
  std::string rotated_key;
  LedgerVerifyCommand ledger_verify;
  VerifyReceiptCommand verify_receipt;
};

void add_places(CLI::App& app, Places& places) {
  app.add_option("--db", places.db, "the store, sqlite:PATH or postgresql://HOST/DATABASE")
      ->capture_default_str();
  app.add_option("--keys-db", places.keys_db,
                 "PostgreSQL: the database of the keys; default: DATABASE_keys of the same server");
  app.add_option("--key-file", places.key_file,
                 "the key that the store is sealed with; default: PATH.key beside the store, or "
                 "data/DATABASE.key");
  app.add_option("--notice", places.notice, "the notice's folder; default: the assets' own");
  app.add_option(
      "--assets", places.assets,
      "the folder with notice, text, demo and api; default: ./assets, or the program's own");
}

void add_mail(CLI::App& serve, MailOptions& mail) {
  serve.add_option("--smtp", mail.smtp,
                   "the server that takes our mail: smtp://HOST:PORT with STARTTLS, or "
                   "smtps://HOST:PORT");
  serve.add_option("--smtp-user", mail.user, "who we are to that server");
  serve.add_option("--smtp-password", mail.password_file, "a file with the password in one line");
  serve.add_option("--smtp-ca", mail.ca_file,
                   "the certificates to trust; default: the machine's own");
  serve.add_option("--smtp-socket", mail.socket,
                   "a Unix socket that leads to the server; default: by network");
  serve.add_option("--smtp-timeout", mail.timeout_s, "how many seconds one mail may take")
      ->capture_default_str()
      ->check(CLI::Range(1, 3600));
  serve.add_option("--mail-from", mail.from,
                   "the address that mails come from; default: the club's, of its notice");
}

void add_openid(CLI::App& serve, OpenidOptions& openid) {
  serve.add_option(
      "--openid-issuer", openid.issuer,
      "another way in: the OpenID provider, as it calls itself (server/openid/README.md)");
  serve.add_option("--openid-authorize", openid.authorize, "where it takes members who sign in");
  serve.add_option("--openid-token", openid.token, "where it takes codes");
  serve.add_option("--openid-keys", openid.keys_file, "a file with its keys, a JSON Web Key Set");
  serve.add_option("--openid-client", openid.client, "who we are to it");
  serve.add_option("--openid-secret", openid.secret_file, "a file with our secret in one line");
  serve.add_option("--openid-claim", openid.claim, "the claim that names the member")
      ->capture_default_str();
  serve.add_option("--openid-names", openid.names, "what that claim holds")
      ->capture_default_str()
      ->check(CLI::IsMember({"email", "member_number"}));
  serve.add_option("--openid-scope", openid.scope, "what we ask it for")->capture_default_str();
  serve.add_option("--openid-name", openid.name, "what the button calls it");
  serve.add_option("--openid-ca", openid.ca_file,
                   "the certificates to trust; default: the machine's own");
  serve.add_option("--openid-socket", openid.socket,
                   "a Unix socket that leads to it; default: by network");
  serve
      .add_option("--openid-timeout", openid.timeout_s,
                  "how many seconds one sign-in may wait for it")
      ->capture_default_str()
      ->check(CLI::Range(1, 60));
}

void add_serve(CLI::App& app, Sheet& sheet) {
  CLI::App* serve = app.add_subcommand("serve", "serve the portal and its API");
  add_places(*serve, sheet.places);
  serve->add_option("--listen", sheet.serve.listen, "ADDR:PORT or unix:PATH")
      ->capture_default_str();
  serve->add_option("--origin", sheet.serve.origin, "the portal's address as browsers see it");
  serve->add_option("--web", sheet.serve.web, "the browser files; default: build/web");
  CLI::Option* demo = serve->add_flag(
      "--demo", sheet.serve.demo, "fill an empty store with an invented club; show mail on a page");
  serve->add_flag("--local-mail", sheet.serve.local_mail,
                  "show mails on /dev/mail instead of sending them, to try your own club here");
  serve->add_flag("--reset", sheet.serve.reset, "throw the demo's store away first")->needs(demo);
  serve->add_flag("--watch", sheet.serve.watch, "reload pages when the program was built anew")
      ->needs(demo);
  add_mail(*serve, sheet.serve.mail);
  add_openid(*serve, sheet.serve.openid);
  serve
      ->add_option("--as-of", sheet.serve_as_of,
                   "where the demo's clock starts: a day, or RFC 3339")
      ->needs(demo);
}

void add_import(CLI::App& app, Sheet& sheet) {
  CLI::App* import = app.add_subcommand(
      "import", "take in members, receipts, interactions or the NIX register's answer from CSV");
  import->require_subcommand(1);
  const std::pair<const char*, const char*> kinds[] = {
      {"members", "one member on each row"},
      {"receipts", "one receipt line on each row"},
      {"interactions", "one visit, open, click or redemption on each row"},
      {"nix", "one member on each row who is in the NIX register, or no longer is"}};
  for (const auto& [name, about] : kinds) {
    CLI::App* kind = import->add_subcommand(name, about);
    add_places(*kind, sheet.places);
    kind->add_option("FILE", sheet.import.file, "CSV by RFC 4180 in UTF-8")->required();
    kind->add_option("--map", sheet.import.map, "what each column is; see server/import/README.md");
    kind->add_option("--rejects", sheet.import.rejects,
                     "where bad rows go; default: FILE.rejects.csv");
    kind->add_option("--as-of", sheet.import_as_of, "when the file was true: a day, or RFC 3339");
  }
  CLI::App* member =
      import->add_subcommand("member", "one member's own file, as export writes it in JSON");
  add_places(*member, sheet.places);
  member->add_option("FILE", sheet.import.file, "JSON by assets/api/member-1.schema.json")
      ->required();
}

void add_export(CLI::App& app, Sheet& sheet) {
  CLI::App* exporting =
      app.add_subcommand("export", "everything held about a member, to take along");
  add_places(*exporting, sheet.places);
  exporting->add_option("--member", sheet.exporting.member_number, "the member's number")
      ->required();
  exporting
      ->add_option("--format", sheet.format,
                   "json for programs, csv for spreadsheets (tables in a zip file), html to read")
      ->capture_default_str()
      ->check(CLI::IsMember({"json", "csv", "html"}));
  exporting->add_option("--output", sheet.exporting.output,
                        "the file to write; default: standard output");
  exporting->add_option("--language", sheet.exporting.language,
                        "of words and names; default: the notice's first");
}

void add_question(CLI::App& command, QuestionSheet& question) {
  command.add_option("--sender", question.sender, "a sender of the notice")->required();
  command.add_option("--channel", question.channel, "a channel of the notice")->required();
  command.add_option("--kind", question.kind, "general or personal")
      ->required()
      ->check(CLI::IsMember({"general", "personal"}));
  command.add_option("--offer", question.offer,
                     "one offer; default: whatever there is of the kind");
  command.add_option("--as-of", question.as_of,
                     "when it would be sent: a day, or RFC 3339; default: now");
}

void add_check(CLI::App& app, Sheet& sheet) {
  CLI::App* check = app.add_subcommand("check", "say whether something may be sent to a member");
  add_places(*check, sheet.places);
  check->add_option("--member", sheet.check.member_number, "the member's number")->required();
  add_question(*check, sheet.question);
  CLI::Option* json = check->add_flag("--json", sheet.check.as_json, "answer in JSON");
  check->add_option("--language", sheet.check.language, "of the answer; default: the notice's last")
      ->excludes(json);
}

void add_audience(CLI::App& app, Sheet& sheet) {
  CLI::App* audience =
      app.add_subcommand("audience", "list everyone to whom something may be sent");
  add_places(*audience, sheet.places);
  add_question(*audience, sheet.question);
  audience->add_option("--format", sheet.audience_format, "csv or ndjson")
      ->capture_default_str()
      ->check(CLI::IsMember({"csv", "ndjson"}));
  audience
      ->add_option("--fields", sheet.audience.fields,
                   "more than the number and the address: given_name,street,...")
      ->delimiter(',');
  CLI::Option* origin =
      audience->add_option("--origin", sheet.audience.origin,
                           "adds a column stop_link: each member's own, at this https address");
  audience
      ->add_option("--mail", sheet.audience.mail,
                   "the mail that will be sent, FILE.txt; refused where `mail check` refuses it")
      ->needs(origin);
}

void add_erase(CLI::App& app, Sheet& sheet) {
  CLI::App* erase = app.add_subcommand("erase", "erase everything held about a member, for good");
  add_places(*erase, sheet.places);
  erase->add_option("--member", sheet.erase.member_number, "the member's number")->required();
}

void add_retention(CLI::App& app, Sheet& sheet) {
  CLI::App* retention =
      app.add_subcommand("retention", "erase what is due by the notice's clock, with a report");
  add_places(*retention, sheet.places);
  retention->add_option("--as-of", sheet.retention_as_of,
                        "what is due at this moment: a day, or RFC 3339; default: now");
  retention->add_flag("--dry-run", sheet.retention.dry_run, "say what would go, and erase nothing");
}

void add_backup(CLI::App& app, Sheet& sheet) {
  CLI::App* backup = app.add_subcommand("backup", "copy the store into DIR/data and DIR/keys");
  CLI::App* restore =
      app.add_subcommand("restore", "put a backup in place, and erase again who was erased since");
  for (CLI::App* command : {backup, restore}) {
    add_places(*command, sheet.places);
    command->add_option("DIR", sheet.backup.folder, "the backup's folder")->required();
    command->add_option("--keys", sheet.backup.keys, "the folder of the keys; default: DIR/keys");
  }
  restore->add_flag("--without-journal", sheet.without_journal,
                    "though the newest journal of erasures is lost: brings back whoever was erased "
                    "since the backup");
}

void add_notice(CLI::App& app, Sheet& sheet) {
  CLI::App* notice = app.add_subcommand("notice", "look after a notice");
  notice->require_subcommand(1);
  notice->add_subcommand("check", "read a notice and say what is wrong with it")
      ->add_option("DIR", sheet.notice_folder, "the notice's folder")
      ->required();
  CLI::App* diff = notice->add_subcommand(
      "diff", "say what changed in the members' terms, and who must be asked again");
  diff->add_option("OLD", sheet.diff.before, "a notice's folder, or one version: DIR/published/1")
      ->required();
  diff->add_option("NEW", sheet.diff.after, "the same, for the later text")->required();
  notice->add_subcommand("publish", "freeze the notice as its next version")
      ->add_option("DIR", sheet.notice_folder, "the notice's folder")
      ->required();
}

void add_mail_check(CLI::App& app, Sheet& sheet) {
  CLI::App* mail = app.add_subcommand("mail", "look after mails with offers");
  mail->require_subcommand(1);
  CLI::App* check = mail->add_subcommand(
      "check", "say what a mail lacks before it may go out, or show it as it will be read");
  check
      ->add_option("FILE", sheet.mail_check.file,
                   "the mail's text, FILE.txt, with FILE.html beside it")
      ->required();
  check->add_option("--notice", sheet.places.notice,
                    "the notice's folder; default: the assets' own");
  check->add_option("--assets", sheet.places.assets,
                    "the folder with notice and text; default: ./assets, or the program's own");
}

void add_cases(CLI::App& app, Sheet& sheet) {
  CLI::App* cases = app.add_subcommand(
      "cases", "answer calls of the core, one JSON line each; see tests/parity/README.md");
  cases->add_option("--notice", sheet.places.notice,
                    "the notice's folder; default: the assets' own");
  cases->add_option("--assets", sheet.places.assets,
                    "the folder with notice and text; default: ./assets, or the program's own");
  cases->add_flag("--defaults", sheet.cases.print_defaults,
                  "print what a line is about that names no notice, for build/parity/cases.js");
}

void add_rotate_key(CLI::App& app, Sheet& sheet) {
  CLI::App* rotate =
      app.add_subcommand("rotate-key", "change the keys that a store is sealed with");
  rotate
      ->add_option("--db", sheet.places.db, "the store, sqlite:PATH or postgresql://HOST/DATABASE")
      ->capture_default_str();
  rotate->add_option("--key-file", sheet.places.key_file,
                     "the key that the store is sealed with; default: PATH.key beside the store");
  rotate->add_option(
      "--keys-db", sheet.places.keys_db,
      "PostgreSQL: the database of the keys; default: DATABASE_keys of the same server");
  rotate
      ->add_option(
          "KIND", sheet.rotated_key,
          "master (the key file), index (look-ups), members (every member's own), links (of "
          "links in mails) or ledger (which signs the ledger)")
      ->required()
      ->check(CLI::IsMember({"master", "index", "members", "links", "ledger"}));
}

void add_ledger(CLI::App& app, Sheet& sheet) {
  CLI::App* ledger = app.add_subcommand("ledger", "check what the club can prove");
  ledger->require_subcommand(1);
  CLI::App* verify = ledger->add_subcommand(
      "verify", "check every member's chain, every commitment, the tree and its checkpoints");
  add_places(*verify, sheet.places);
  verify->add_option("--checkpoint", sheet.ledger_verify.checkpoint,
                     "a checkpoint that was kept elsewhere, to hold the store against");
  CLI::App* receipt =
      ledger->add_subcommand("verify-receipt", "check a member's receipt, without the store");
  receipt->add_option("FILE", sheet.verify_receipt.file, "the receipt, as JSON")->required();
  receipt->add_option("--key", sheet.verify_receipt.key,
                      "the ledger's public key; default: PATH.ledger.pub beside the store");
  receipt
      ->add_option("--db", sheet.places.db, "the store, sqlite:PATH or postgresql://HOST/DATABASE")
      ->capture_default_str();
  CLI::App* anew = ledger->add_subcommand(
      "begin-anew",
      "end a ledger that lost decisions for good, and begin another over what is left");
  anew->add_option("--db", sheet.places.db, "the store, sqlite:PATH")->capture_default_str();
  anew->add_option("--key-file", sheet.places.key_file,
                   "the key that the store is sealed with; default: PATH.key beside the store");
}

Expected<std::optional<Instant>, CannotStart> moment(const std::string& text) {
  if (text.empty()) return std::optional<Instant>{};
  const std::optional<Instant> at = parse_instant(text);
  // Decisions are dated by it, and none can be proved that was made before 1970.
  if (!at || at->utc_ms < 0) {
    return Unexpected{CannotStart{
        "--as-of must be a day (2026-03-29) or a moment (2026-03-29T12:00:00Z), 1970 or "
        "later"}};
  }
  return at;
}

verdict::Question question_of(const QuestionSheet& typed) {
  verdict::Question question;
  question.sender = SenderId(typed.sender);
  question.channel = ChannelId(typed.channel);
  if (typed.kind == "personal") question.kind = notice::OfferKind::personal;
  question.offer = OfferId(typed.offer);
  return question;
}

wire::ImportKind kind_of(const CLI::App& command) {
  if (command.got_subcommand("receipts")) return wire::ImportKind::receipts;
  if (command.got_subcommand("interactions")) return wire::ImportKind::interactions;
  if (command.got_subcommand("nix")) return wire::ImportKind::nix;
  return wire::ImportKind::members;
}

Expected<Asked, CannotStart> import_asked(const CLI::App& command, Sheet& sheet) {
  if (command.got_subcommand("member")) {
    return Asked{OnStore{sheet.places, ImportMemberCommand{sheet.import.file}}};
  }
  const auto as_of = moment(sheet.import_as_of);
  if (!as_of.ok()) return Unexpected{as_of.reason()};
  sheet.import.as_of = as_of.value();
  sheet.import.kind = kind_of(command);
  return Asked{OnStore{sheet.places, sheet.import}};
}

Asked ledger_asked(const CLI::App& command, Sheet& sheet) {
  if (command.got_subcommand("verify")) return {OnStore{sheet.places, sheet.ledger_verify}};
  if (command.got_subcommand("begin-anew")) return {LedgerBeginAnewCommand{sheet.places}};
  sheet.verify_receipt.places = sheet.places;
  return {sheet.verify_receipt};
}

Expected<Asked, CannotStart> asked(const CLI::App& app, Sheet sheet) {
  if (app.got_subcommand("serve")) {
    const auto as_of = moment(sheet.serve_as_of);
    if (!as_of.ok()) return Unexpected{as_of.reason()};
    sheet.serve.as_of = as_of.value();
    sheet.serve.places = sheet.places;
    return Asked{sheet.serve};
  }
  if (app.got_subcommand("import")) return import_asked(*app.get_subcommand("import"), sheet);
  if (app.got_subcommand("mail")) {
    sheet.mail_check.places = sheet.places;
    return Asked{sheet.mail_check};
  }
  if (app.got_subcommand("cases")) {
    sheet.cases.places = sheet.places;
    return Asked{sheet.cases};
  }
  if (app.got_subcommand("audience")) {
    const auto as_of = moment(sheet.question.as_of);
    if (!as_of.ok()) return Unexpected{as_of.reason()};
    sheet.audience.as_of = as_of.value();
    sheet.audience.question = question_of(sheet.question);
    if (sheet.audience_format == "ndjson") sheet.audience.format = AudienceFormat::ndjson;
    return Asked{OnStore{sheet.places, sheet.audience}};
  }
  if (app.got_subcommand("check")) {
    const auto as_of = moment(sheet.question.as_of);
    if (!as_of.ok()) return Unexpected{as_of.reason()};
    sheet.check.as_of = as_of.value();
    sheet.check.question = question_of(sheet.question);
    return Asked{OnStore{sheet.places, sheet.check}};
  }
  if (app.got_subcommand("backup")) return Asked{OnStore{sheet.places, sheet.backup}};
  if (app.got_subcommand("restore")) {
    return Asked{RestoreCommand{sheet.places, sheet.backup.folder, sheet.backup.keys,
                                sheet.without_journal}};
  }
  if (app.got_subcommand("erase")) return Asked{OnStore{sheet.places, sheet.erase}};
  if (app.got_subcommand("retention")) {
    const auto as_of = moment(sheet.retention_as_of);
    if (!as_of.ok()) return Unexpected{as_of.reason()};
    sheet.retention.as_of = as_of.value();
    return Asked{OnStore{sheet.places, sheet.retention}};
  }
  if (app.got_subcommand("export")) {
    sheet.exporting.format = *download_format_from(sheet.format);
    return Asked{OnStore{sheet.places, sheet.exporting}};
  }
  if (app.got_subcommand("rotate-key")) {
    return Asked{RotateKeyCommand{sheet.places, rotated_key_from(sheet.rotated_key)}};
  }
  if (app.got_subcommand("ledger")) return ledger_asked(*app.get_subcommand("ledger"), sheet);
  if (app.get_subcommand("notice")->got_subcommand("check")) {
    return Asked{NoticeCheckCommand{sheet.notice_folder}};
  }
  if (app.get_subcommand("notice")->got_subcommand("diff")) return Asked{sheet.diff};
  return Asked{NoticePublishCommand{sheet.notice_folder}};
}

bool has_command(const CLI::App& app, const std::string& name) {
  const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
  return std::any_of(commands.begin(), commands.end(),
                     [&](const CLI::App* command) { return command->get_name() == name; });
}

// CLI11 answers in several lines; a person at a terminal needs the first, without the values typed.
std::string first_line(std::string text) {
  text.erase(std::find(text.begin(), text.end(), '\n'), text.end());
  return text;
}

}  // namespace

Expected<Asked, CannotStart> parse_arguments(const std::vector<std::string>& arguments) {
  Sheet sheet;
  CLI::App app{"Samtycke: a member portal for a loyalty club, where the notice is the program.",
               "samtycke"};
  app.set_version_flag("--version", "samtycke " SAMTYCKE_VERSION);
  app.require_subcommand(1);
  add_serve(app, sheet);
  add_import(app, sheet);
  add_export(app, sheet);
  add_check(app, sheet);
  add_audience(app, sheet);
  add_erase(app, sheet);
  add_retention(app, sheet);
  add_backup(app, sheet);
  add_notice(app, sheet);
  add_mail_check(app, sheet);
  add_cases(app, sheet);
  add_rotate_key(app, sheet);
  add_ledger(app, sheet);

  // CLI11 would say that a command is missing when there is one that it does not know.
  if (!arguments.empty() && !arguments[0].starts_with('-') && !has_command(app, arguments[0])) {
    return Unexpected{CannotStart{"there is no such command (samtycke --help lists them)"}};
  }

  // CLI11 takes the arguments from the back.
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    return Asked{ShowText{app.help()}};
  } catch (const CLI::CallForAllHelp&) {
    return Asked{ShowText{app.help("", CLI::AppFormatMode::All)}};
  } catch (const CLI::CallForVersion&) {
    return Asked{ShowText{app.version() + "\n"}};
  } catch (const CLI::ParseError& error) {
    return Unexpected{CannotStart{first_line(error.what()) + " (samtycke --help says more)"}};
  }
  return asked(app, std::move(sheet));
}

}  // namespace samtycke::server
