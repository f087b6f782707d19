// What a person can choose on the command line, checked once at the start.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/instant.h"

namespace samtycke::server {

// Where things lie. Every command that touches a store has these, with the same defaults.
struct Places {
  std::string db = "sqlite:data/samtycke.db";  // "sqlite:PATH" or "postgresql://HOST/DATABASE"
  // PostgreSQL: the database of its keys, as a URL too. Default: DATABASE_keys of the same server.
  std::string keys_db;
  std::string key_file;  // What the store is sealed with. Default: <files>.key
  // What the store's own files are named after: PATH, or data/DATABASE in the current folder. Nobody asks
  // for it; settle_store() finds it.
  std::string files;
  // The folder with notice/, text/, demo/ and api/. Default: ./assets, else the one beside the program.
  std::string assets;
  std::string notice;  // Default: <assets>/notice/hemtex.
};

// How mails leave the machine. Everything but the password, which is read from a file.
struct MailOptions {
  std::string smtp;  // "smtp://HOST:PORT" or "smtps://HOST:PORT"; empty: mails stay in the outbox.
  std::string from;  // The address they come from; default: the club's own, of its notice.
  std::string user;
  std::string password_file;
  std::string ca_file;  // Whom to trust; default: the machine's certificate authorities.
  std::string socket;   // A Unix socket that leads to the server; default: by network.
  int timeout_s = 60;
};

// Another way in, by an OpenID provider that knows the members. Everything but the secret, which is read from a
// file; off where no issuer is named.
struct OpenidOptions {
  std::string issuer;     // "https://id.example", as the provider writes it in its tokens.
  std::string authorize;  // Where the member is sent.
  std::string token;      // Where a code is turned into a token.
  std::string keys_file;  // The provider's keys, a JSON Web Key Set; read again for each sign-in.
  std::string client;     // Who we are to the provider.
  std::string secret_file;
  std::string claim = "email";  // Of the token: what names the member.
  std::string names = "email";  // What that claim holds: "email" or "member_number".
  std::string scope = "openid email";
  std::string name;     // What the button calls it: "BankID".
  std::string ca_file;  // Whom to trust; default: the machine's certificate authorities.
  std::string socket;   // A Unix socket that leads to the token address; default: by network.
  int timeout_s = 10;
};

struct ServeOptions {
  Places places;
  MailOptions mail;
  OpenidOptions openid;
  std::string listen = "127.0.0.1:8080";  // "ADDR:PORT" or "unix:PATH"
  std::string origin;  // "https://club.example"; default: http:// and the listening address.
  std::string web;  // The browser files. Default: build/web beside the program's own build folder.
  bool demo = false;        // Fill an empty store with the invented club; implies local_mail.
  bool local_mail = false;  // Show mails on /dev/mail instead of sending them; on loopback only.
  bool reset = false;       // With demo: throw the store away first.
  bool watch = false;       // With demo: pages reload themselves when the program was built anew.
  std::optional<Instant> as_of;  // With demo: the clock starts here and runs on.
};

// Whether anyone who reaches the server may read the mails, and so every sign-in code.
inline bool shows_mail(const ServeOptions& options) {
  return options.demo || options.local_mail;
}

}  // namespace samtycke::server
