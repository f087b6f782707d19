// Everything that a handler may use: the store, the notice, the words, the time, and how we are reached.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/notice/edition.h"
#include "core/view/page.h"
#include "core/view/pages.h"
#include "core/view/words.h"
#include "server/http/exchange.h"
#include "server/http/last_codes.h"
#include "server/http/limits.h"
#include "server/http/metrics.h"
#include "server/http/reply.h"
#include "server/http/session.h"
#include "server/http/static_files.h"
#include "server/store/store.h"

namespace samtycke::server {

class OpenidProvider;

struct PortalSetting {
  std::string origin;  // "http://127.0.0.1:8080", no slash at the end.
  // Hosts that are answered ("127.0.0.1:8080"), beside that of the origin.
  std::vector<std::string> hosts;
  std::string web;              // The folder of the browser files.
  std::string openapi;          // The document at /api/v1/openapi.json.
  std::string download_schema;  // The one at /api/v1/member-1.schema.json.
  std::string ledger_key;       // What checkpoints are checked with, as text.
  std::string started;  // Names this start of the program, for pages that watch for a newer one.
  bool demo = false;
  bool shows_mail =
      false;  // On /dev/mail, to anyone who asks: a demo, or a club tried out locally.
  bool watch = false;
  // Another way in, and what it is called; null and empty where the club has none. Must outlive the portal.
  const OpenidProvider* openid = nullptr;
  std::string sign_in_by;
};

class Portal {
 public:
  // `words` in the order of the notice's languages. `stop` is called when the store failed to write:
  // whoever listens must come to an end, for nothing that follows could be promised.
  Portal(Store&, notice::Edition, std::vector<view::Words>, std::function<Instant()> now,
         PortalSetting, std::function<void()> stop = {});

  Store& store() const { return store_; }
  const notice::Notice& notice() const { return edition_.notice; }
  const notice::Offers& offers() const { return edition_.offers; }
  const std::vector<view::Words>& words() const { return words_; }
  const view::Words& words_in(const Language&) const;  // The club's own language for another.
  Instant now() const { return now_(); }
  const PortalSetting& setting() const { return setting_; }
  bool secure() const { return secure_; }
  const std::string& origin_host() const { return origin_host_; }
  // GET notice: made once.
  const std::string& notice_document() const { return notice_document_; }
  const std::string& notice_tag() const { return notice_tag_; }

  // The browser files; while watching, read again when they changed.
  std::shared_ptr<const StaticFiles> files();

  // Names what a page was made by; while watching, another start of the program has another name.
  std::string build();

  // What the pages are made from.
  view::Setting page_setting(const view::Words&, const Caller&) const;
  Answer page(const view::Page&, bool signed_in, int status = 200);
  Answer problem_page(Problem, const view::Words&, const Caller&);

  Metrics& metrics() { return metrics_; }

  // A write that was not taken: the answer is 503 and the server ends.
  void write_failed(StoreFault) const;

  // In the order they are asked. The source comes first, so that a stranger who floods uses up their own
  // tries; one source alone never uses up what may be sent to an address.
  Limit& sign_ins_by_source() { return sign_ins_by_source_; }
  Limit& sign_ins_by_both() { return sign_ins_by_both_; }
  Limit& sign_ins_by_address() { return sign_ins_by_address_; }
  Limit& codes_by_source() { return codes_by_source_; }
  LastCodes& last_codes() { return last_codes_; }

 private:
  Store& store_;
  notice::Edition edition_;
  std::vector<view::Words> words_;
  std::function<Instant()> now_;
  PortalSetting setting_;
  std::function<void()> stop_;
  bool secure_;
  std::string origin_host_;
  std::string notice_document_;
  std::string notice_tag_;
  Limit sign_ins_by_source_;
  Limit sign_ins_by_both_;
  Limit sign_ins_by_address_;
  Limit codes_by_source_;
  LastCodes last_codes_;
  Metrics metrics_;

  std::mutex files_mutex_;  // Guards the two below.
  std::shared_ptr<const StaticFiles> files_;
  std::string files_stamp_;
};

}  // namespace samtycke::server
