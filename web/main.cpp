// Everything that the host may call, and the order of a frame: bake the fonts that are missing, measure
// the page, draw it, hand over the elements and the triangles.
#include <imgui.h>
#include <imgui_internal.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/overloaded.h"
#include "core/view/element.h"
#include "web/app/update.h"
#include "web/app/view.h"
#include "web/paint/fonts.h"
#include "web/paint/paint.h"
#include "web/semantics/flatten.h"

#define EXPORT(name) extern "C" __attribute__((export_name(#name)))

namespace samtycke::web {
namespace {

// One window, as high as any page; what is visible is cut out by the clip rectangle.
constexpr float kTall = 262144;

struct Program {
  Model model;
  Surface surface;
  std::set<std::string> open;  // Details that the member has opened.
  std::optional<view::Page> page;
  std::string page_id;
  bool stale = true;  // The page, or its layout, is to be made anew.
  float page_height = 0;
  Box drawn;
  std::string semantics, effects, answer;
  std::vector<std::uint32_t> triangles;
};
// The host calls in from outside, so there is one program and it lives as long as the page.
Program& program() {
  static Program the;
  return the;
}

// ---- What goes out: strings as u32 length and bytes.

void put(std::string& out, std::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  out.append(reinterpret_cast<const char*>(&size), 4);
  out.append(text);
}

void put(std::string& out, const Effect& effect) {
  std::visit(
      Overloaded{
          [&](const Fetch& it) {
            out += 'F';
            for (const std::string& text : {it.tag, it.method, it.path, it.body, it.if_match})
              put(out, text);
            put(out, it.idempotent ? "1" : "");
          },
          [&](const Navigate& it) { put(out += 'N', it.path); },
          [&](const Leave& it) { put(out += 'L', it.path); },
          [&](const Announce& it) { put(out += it.at_once ? 'A' : 'P', it.text); },
          [&](const Focus& it) { put(out += 'H', it.id); }},
      effect);
}

const void* answer(std::string_view text) {
  std::string& out = program().answer;
  out.clear();
  put(out, text);
  return out.data();
}

// ---- What comes in: strings that end with a zero byte each.

std::vector<std::string> strings(std::string_view bytes) {
  std::vector<std::string> all;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\0'), bytes.size());
    all.emplace_back(bytes.substr(0, end));
    bytes.remove_prefix(std::min(bytes.size(), end + 1));
  }
  return all;
}

std::optional<Intent> intent_from(int kind, const std::vector<std::string>& text, int number) {
  const auto at = [&](std::size_t i) { return i < text.size() ? text[i] : std::string(); };
  switch (kind) {
    case 0: return Started{at(0), (number & 1) != 0, (number & 2) != 0};
    case 1: return Went{at(0)};
    case 2: return Flipped{at(0), number != 0};
    case 3: return Typed{at(0), at(1), number != 0};
    case 4: {
      Sent sent{at(0), {}};
      for (std::size_t i = 1; i + 1 < text.size(); i += 2)
        sent.pairs.emplace_back(text[i], text[i + 1]);
      return sent;
    }
    case 5: return Answered{at(0), number, at(1)};
    default: return std::nullopt;
  }
}

// ---- A frame.

void pass(Program& the, double now_ms, bool draw) {
  ImGuiIO& io = ImGui::GetIO();
  const Environment& environment = the.surface.environment();
  io.DisplaySize = {environment.width, kTall};
  io.DisplayFramebufferScale = {environment.ratio, environment.ratio};
  io.DeltaTime = 1 / 60.f;
  ImGui::NewFrame();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({environment.width, kTall});
  ImGui::Begin("page", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoMove);
  ImGui::PushClipRect({the.drawn.x, the.drawn.y},
                      {the.drawn.x + the.drawn.w, the.drawn.y + the.drawn.h}, false);
  the.surface.begin(the.drawn, draw, now_ms / 1000);
  the.page_height = paint(the.surface, *the.page, the.open);
  ImGui::PopClipRect();
  ImGui::End();
  draw ? ImGui::Render() : ImGui::EndFrame();
}

// [lists], then for each [vertices, bytes, indices, bytes, commands], then for each
// [clip x, y, to x, y, indices, byte offset].
void take_triangles(Program& the) {
  std::vector<std::uint32_t>& out = the.triangles;
  out.clear();
  const auto put_number = [&](std::size_t value) {
    out.push_back(static_cast<std::uint32_t>(value));
  };
  const auto put_float = [&](float value) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    out.push_back(bits);
  };
  const ImDrawData* data = ImGui::GetDrawData();
  put_number(static_cast<std::size_t>(data->CmdListsCount));
  for (const ImDrawList* list : data->CmdLists) {
    put_number(reinterpret_cast<std::uintptr_t>(list->VtxBuffer.Data));
    put_number(static_cast<std::size_t>(list->VtxBuffer.Size) * sizeof(ImDrawVert));
    put_number(reinterpret_cast<std::uintptr_t>(list->IdxBuffer.Data));
    put_number(static_cast<std::size_t>(list->IdxBuffer.Size) * sizeof(ImDrawIdx));
    put_number(static_cast<std::size_t>(list->CmdBuffer.Size));
    for (const ImDrawCmd& command : list->CmdBuffer) {
      for (const float edge :
           {command.ClipRect.x, command.ClipRect.y, command.ClipRect.z, command.ClipRect.w})
        put_float(edge);
      put_number(command.ElemCount);
      put_number(command.IdxOffset * sizeof(ImDrawIdx));
    }
  }
}

}  // namespace
}  // namespace samtycke::web

using namespace samtycke::web;  // NOLINT: what follows is this file's outside.

EXPORT(mem_alloc) void* mem_alloc(std::size_t bytes) {
  return std::malloc(bytes);
}
EXPORT(mem_free) void mem_free(void* at) {
  std::free(at);
}

// The font files stay where they are: the atlas is baked from them again and again.
EXPORT(init)
void init(const void* regular, int regular_bytes, const void* bold, int bold_bytes) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NoMouse;
  ImGui::GetStyle().WindowPadding = {0, 0};
  ImGui::GetStyle().WindowBorderSize = 0;
  set_font_files(regular, regular_bytes, bold, bold_bytes);
}

// Bits: 1 dark, 2 reduced motion, 4 the canvas is shown.
EXPORT(set_environment)
void set_environment(float width, float ratio, float font_scale, int bits) {
  program().surface.set(
      {width, ratio, font_scale, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0});
  program().stale = true;
}

EXPORT(intent)
void intent(int kind, const char* bytes, std::size_t length, int number, double now_ms) {
  Program& the = program();
  const auto it = intent_from(kind, strings({bytes, length}), number);
  if (!it) return;
  for (const Effect& effect : update(the.model, *it, now_ms)) put(the.effects, effect);
  the.page.reset();
  the.stale = true;
}

EXPORT(toggled) void toggled(const char* bytes, std::size_t length, int open) {
  Program& the = program();
  const std::string id(bytes, length);
  if (open != 0) {
    the.open.insert(id);
  } else {
    the.open.erase(id);
  }
  the.stale = true;
}

// Whether an address is made here. A no leaves it to the browser.
EXPORT(owns) int owns(const char* bytes, std::size_t length) {
  return is_ours(program().model, {bytes, length}) ? 1 : 0;
}

// Bits of the answer: 1 there is a page, 2 its elements have changed, 4 another frame is wanted.
EXPORT(frame)
int frame(double now_ms, float x, float y, float w, float h) {
  Program& the = program();
  if (!the.page) the.page = page_of(the.model, now_ms);
  if (!the.page) return 0;
  // The elements of the page before are gone, and new ones begin closed.
  if (the.page->id != the.page_id) the.open.clear();
  the.page_id = the.page->id;
  the.drawn = {x, y, w, h};
  const Environment& environment = the.surface.environment();
  const auto bake_now = [&] {
    return bake(environment.ratio, environment.font_scale, environment.drawn);
  };
  const bool changed = bake_now() || the.stale;
  if (changed) pass(the, now_ms, false);
  // The first measuring finds styles that no page has used before.
  if (wants_baking() && bake_now()) pass(the, now_ms, false);
  pass(the, now_ms, true);
  const bool moving = the.surface.end();
  take_triangles(the);
  if (changed)
    the.semantics =
        flatten(samtycke::view::elements(*the.page), the.surface.placements(), the.page_height);
  the.stale = false;
  return 1 | (changed ? 2 : 0) | (moving ? 4 : 0);
}

EXPORT(semantics) const void* semantics() {
  return program().semantics.data();
}
EXPORT(triangles) const void* triangles() {
  return program().triangles.data();
}
EXPORT(atlas) const void* atlas() {
  return &texture();
}
EXPORT(ground) std::uint32_t ground() {
  return program().surface.palette().ground;
}

// The effects that wait, as one string of them all; taken once.
EXPORT(effects) const void* effects() {
  Program& the = program();
  const void* at = answer(the.effects);
  the.effects.clear();
  return at;
}

EXPORT(title) const void* title() {
  const auto& page = program().page;
  return answer(page ? page->title + " – " + page->club : std::string());
}
EXPORT(language) const void* language() {
  return answer(program().model.language.text());
}
EXPORT(word) const void* word(const char* key, std::size_t length) {
  const Model& model = program().model;
  return answer(model.words.empty() ? std::string()
                                    : words_of(model)(std::string_view(key, length)));
}
