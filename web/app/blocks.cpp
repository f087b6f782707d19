#include "web/app/blocks.h"

#include "core/base/overloaded.h"

namespace samtycke::web {

void each_block(const std::vector<view::Block>& blocks,
                const std::function<void(const view::Block&)>& look) {
  for (const view::Block& block : blocks) {
    look(block);
    std::visit(
        Overloaded{[&](const view::Section& it) { each_block(it.blocks, look); },
                   [&](const view::Actions& it) { each_block(it.blocks, look); },
                   [&](const view::Details& it) { each_block(it.blocks, look); },
                   [&](const view::Form& it) { each_block(it.blocks, look); }, [](const auto&) {}},
        block.is);
  }
}

std::vector<std::string> names_on(const view::Page& page) {
  std::vector<std::string> names;
  each_block(page.blocks, [&](const view::Block& block) {
    const auto* it = std::get_if<view::Switch>(&block.is);
    if (it != nullptr && it->on) names.push_back(it->name);
  });
  return names;
}

std::string first_changed(const view::Page& page) {
  std::string id;
  each_block(page.blocks, [&](const view::Block& block) {
    const auto* it = std::get_if<view::Switch>(&block.is);
    if (id.empty() && it != nullptr && it->changed) id = it->id;
  });
  return id;
}

std::string paragraph_of(const view::Page& page, std::string_view id) {
  std::string text;
  each_block(page.blocks, [&](const view::Block& block) {
    const auto* it = std::get_if<view::Paragraph>(&block.is);
    if (it != nullptr && it->id == id) text = it->text;
  });
  return text;
}

std::string first_wrong(const view::Page& page) {
  std::string id;
  each_block(page.blocks, [&](const view::Block& block) {
    const auto* it = std::get_if<view::Field>(&block.is);
    if (id.empty() && it != nullptr && !it->error.empty()) id = it->id;
  });
  return id;
}

}  // namespace samtycke::web
