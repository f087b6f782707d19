// The browser files under names that carry their hash, and the page's frame filled.
#include "server/http/static_files.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "server/http/shell.h"

namespace samtycke::server {
namespace {

namespace fs = std::filesystem;

class Folder : public testing::Test {
 protected:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "samtycke-static-XXXXXX").string();
    path = mkdtemp(pattern.data());
  }
  ~Folder() override { fs::remove_all(path); }
  void write(const std::string& name, std::string_view text) const {
    std::ofstream{fs::path(path) / name, std::ios::binary} << text;
  }
  static Request get(std::string address, std::string accepted = "") {
    Request request;
    request.path = std::move(address);
    request.headers = {{"accept-encoding", std::move(accepted)}};
    return request;
  }
  std::string path;
};

TEST_F(Folder, AFileIsServedUnderItsHashAndKeptForAYear) {
  write("app.css", "body{}");
  const StaticFiles files = StaticFiles::read(path);
  const std::string address = files.address_of("app.css");
  EXPECT_EQ(address.size(), std::string("/static/app.0123456789abcdef.css").size());
  const auto answer = files.serve(get(address));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "body{}");
  EXPECT_EQ(value_of(answer->headers, "Content-Type"), "text/css; charset=utf-8");
  EXPECT_EQ(answer->cache, "public, max-age=31536000, immutable");
  EXPECT_FALSE(files.serve(get("/static/app.css")));
  EXPECT_EQ(files.address_of("missing.css"), "");
}

TEST_F(Folder, AnotherContentHasAnotherAddressAndAnotherBuild) {
  write("app.css", "body{}");
  const StaticFiles before = StaticFiles::read(path);
  const std::string stamp = stamp_of_folder(path);
  write("app.css", "body{margin:0}");
  const StaticFiles after = StaticFiles::read(path);
  EXPECT_NE(before.address_of("app.css"), after.address_of("app.css"));
  EXPECT_NE(before.build(), after.build());
  EXPECT_NE(stamp_of_folder(path), stamp);
}

TEST_F(Folder, TheCompressedCopyIsGivenToWhoeverTakesIt) {
  write("app.wasm", "plain");
  write("app.wasm.br", "small");
  write("app.wasm.gz", "smaller");
  const StaticFiles files = StaticFiles::read(path);
  const std::string address = files.address_of("app.wasm");
  EXPECT_EQ(files.serve(get(address))->body, "plain");
  EXPECT_EQ(files.serve(get(address, "gzip"))->body, "smaller");
  const auto best = files.serve(get(address, "gzip, br"));
  EXPECT_EQ(best->body, "small");
  EXPECT_EQ(value_of(best->headers, "Content-Encoding"), "br");
  EXPECT_EQ(value_of(best->headers, "Vary"), "Accept-Encoding");
}

TEST_F(Folder, ACompressedCopyOfAnEarlierBuildIsLeftAlone) {
  write("app.js", "new");
  write("app.js.br", "old");
  fs::last_write_time(fs::path(path) / "app.js.br",
                      fs::last_write_time(fs::path(path) / "app.js") - std::chrono::hours{1});
  const StaticFiles files = StaticFiles::read(path);
  EXPECT_EQ(files.serve(get(files.address_of("app.js"), "br"))->body, "new");
}

TEST_F(Folder, WhatABuildLeavesBesideThemIsNotServed) {
  write("secret.txt", "x");
  write("build.ninja", "x");
  const StaticFiles files = StaticFiles::read(path);
  EXPECT_TRUE(files.empty());
}

TEST_F(Folder, ThePagesFrameIsFilledAndTextInItStaysText) {
  write("app.css", "body{}");
  write("index.html",
        "<html lang=\"{{lang}}\" data-in=\"{{signed_in}}\" data-boot=\"{{boot}}\"><title>{{title}}"
        "</title><link href=\"{{asset app.css}}\"><div id=\"app\">{{app}}</div>{{nothing}}");
  const StaticFiles files = StaticFiles::read(path);
  view::Page page;
  page.language = Language{"sv"};
  page.title = "Dina <val> {{app}}";
  page.club = "Linne & Lakan";
  const std::string html = html_document(files, page, {true, false, "abc"});
  EXPECT_NE(html.find("<html lang=\"sv\" data-in=\"1\" data-boot=\"abc\">"), std::string::npos);
  EXPECT_NE(html.find("<title>Dina &lt;val&gt; {{app}} – Linne &amp; Lakan</title>"),
            std::string::npos);
  EXPECT_NE(html.find("href=\"" + files.address_of("app.css") + "\""), std::string::npos);
  EXPECT_EQ(html.find("{{nothing}}"), std::string::npos);
}

TEST_F(Folder, WithoutABuildThePageStillStands) {
  const StaticFiles files = StaticFiles::read(path + "/missing");
  view::Page page;
  page.language = Language{"sv"};
  page.title = "Samtycken";
  const std::string html = html_document(files, page, {});
  EXPECT_TRUE(html.starts_with("<!doctype html>"));
  EXPECT_NE(html.find("Samtycken"), std::string::npos);
  EXPECT_EQ(html.find("<script"), std::string::npos);
}

}  // namespace
}  // namespace samtycke::server
