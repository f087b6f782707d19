#include "server/http/portal.h"

#include <utility>

#include "core/base/check.h"
#include "core/proof/sha256.h"
#include "core/wire/portal_json.h"
#include "server/http/shell.h"

namespace samtycke::server {
namespace {

// A demo is tried by one person and by test runs that sign in hundreds of times from one address.
constexpr int demo_burst = 2000;

std::string host_of(std::string_view origin) {
  const std::size_t slashes = origin.find("//");
  return std::string{slashes == std::string_view::npos ? origin : origin.substr(slashes + 2)};
}

}  // namespace

Portal::Portal(Store& store, notice::Edition edition, std::vector<view::Words> words,
               std::function<Instant()> now, PortalSetting setting, std::function<void()> stop)
    : store_(store),
      edition_(std::move(edition)),
      words_(std::move(words)),
      now_(std::move(now)),
      setting_(std::move(setting)),
      stop_(std::move(stop)),
      secure_(setting_.origin.starts_with("https://")),
      origin_host_(host_of(setting_.origin)),
      notice_document_(wire::encode_portal(edition_, words_, setting_.sign_in_by)),
      notice_tag_("\"" + proof::sha256_hex(notice_document_).substr(0, 32) + "\""),
      sign_ins_by_source_(setting_.demo ? demo_burst : 30, 10 * 1000),
      sign_ins_by_both_(setting_.demo ? demo_burst : 4, 3 * 60 * 1000),
      sign_ins_by_address_(setting_.demo ? demo_burst : 6, 60 * 1000),
      codes_by_source_(setting_.demo ? demo_burst : 30, 10 * 1000),
      metrics_(now_()),
      files_(std::make_shared<StaticFiles>(StaticFiles::read(setting_.web))),
      files_stamp_(stamp_of_folder(setting_.web)) {
  SAMTYCKE_CHECK(!words_.empty());
}

const view::Words& Portal::words_in(const Language& language) const {
  const view::Words* words = view::find(words_, language);
  return words == nullptr ? words_.front() : *words;
}

std::shared_ptr<const StaticFiles> Portal::files() {
  const std::lock_guard lock{files_mutex_};
  if (setting_.watch) {
    const std::string stamp = stamp_of_folder(setting_.web);
    if (stamp != files_stamp_) {
      files_ = std::make_shared<StaticFiles>(StaticFiles::read(setting_.web));
      files_stamp_ = stamp;
    }
  }
  return files_;
}

view::Setting Portal::page_setting(const view::Words& words, const Caller& caller) const {
  return view::Setting{edition_.notice,
                       edition_.offers,
                       edition_.earlier,
                       words,
                       words_,
                       now(),
                       caller.form_token(),
                       setting_.demo,
                       caller.withdraw_token(),
                       setting_.sign_in_by};
}

Answer Portal::page(const view::Page& page, bool signed_in, int status) {
  Answer answer;
  answer.status = status;
  answer.headers = {{"Content-Type", "text/html; charset=utf-8"},
                    {"Content-Language", page.language.text()}};
  const std::string made_by = build();
  answer.body = html_document(*files(), page, ShellSetting{signed_in, setting_.watch, made_by});
  return answer;
}

std::string Portal::build() {
  const std::string& of_files = files()->build();
  return setting_.watch ? setting_.started + "-" + of_files : of_files;
}

Answer Portal::problem_page(Problem which, const view::Words& words, const Caller& caller) {
  const bool signed_in = caller.member.has_value();
  Answer answer = page(view::problem_page(page_setting(words, caller), page_key(which), signed_in),
                       signed_in, status_of(which));
  answer.reason = key(which);
  return answer;
}

void Portal::write_failed(StoreFault fault) const {
  if (fault == StoreFault::unavailable && stop_) stop_();
}

}  // namespace samtycke::server
