// The HTML around a page: the build's index.html with its places filled.
#pragma once

#include <string>
#include <string_view>

#include "core/view/page.h"
#include "server/http/static_files.h"

namespace samtycke::server {

struct ShellSetting {
  bool signed_in = false;
  bool watch = false;
  std::string_view build;
};

// Fills {{lang}}, {{title}}, {{app}}, {{asset NAME}}, {{signed_in}}, {{watch}} and {{boot}}. Where the
// build has no index.html, a plain one is used: the page then has no style and no script, and still
// works.
std::string html_document(const StaticFiles&, const view::Page&, const ShellSetting&);

}  // namespace samtycke::server
