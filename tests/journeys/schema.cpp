#include "tests/journeys/schema.h"

#include <array>
#include <regex>

#include "tests/journeys/town.h"

namespace samtycke::journeys {
namespace {

using nlohmann::json;

std::string misfit(const json& schema, const json& value, const std::string& place);

const json& resolved(const json& node) {
  if (!node.contains("$ref")) return node;
  return openapi().at(json::json_pointer(node["$ref"].get<std::string>().substr(1)));
}

bool has_type(const std::string& type, const json& value) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "boolean") return value.is_boolean();
  return type == "null" && value.is_null();
}

std::string object_misfit(const json& schema, const json& value, const std::string& place) {
  for (const auto& name : schema.value("required", json::array())) {
    if (!value.contains(name)) return place + " lacks " + name.get<std::string>();
  }
  for (const auto& [name, member] : value.items()) {
    const std::string inside = place + "/" + name;
    if (schema.contains("properties") && schema["properties"].contains(name)) {
      if (auto bad = misfit(schema["properties"][name], member, inside); !bad.empty()) return bad;
      continue;
    }
    const json others = schema.value("additionalProperties", json(true));
    if (others == json(false)) return inside + " is not described";
    if (others.is_object()) {
      if (auto bad = misfit(others, member, inside); !bad.empty()) return bad;
    }
  }
  return {};
}

std::string any_misfit(const json& choices, const json& value, const std::string& place) {
  std::string all;
  for (const json& choice : choices) {
    const std::string bad = misfit(choice, value, place);
    if (bad.empty()) return {};
    all += (all.empty() ? "" : " and ") + bad;
  }
  return all;
}

std::string keyword_misfit(const json& schema, const std::string& keyword, const json& value,
                           const std::string& place) {
  static constexpr std::array<std::string_view, 12> read_elsewhere{
      "description", "title", "properties", "additionalProperties", "required", "format",
      "examples",    "$ref",  "items",      "contentMediaType",     "maxItems", "maxLength"};
  const json& rule = schema[keyword];
  if (keyword == "type") {
    return has_type(rule.get<std::string>(), value) ? "" : place + " is not " + rule.dump();
  }
  if (keyword == "const") return value == rule ? "" : place + " is not " + rule.dump();
  if (keyword == "enum") {
    return std::find(rule.begin(), rule.end(), value) != rule.end() ? ""
                                                                    : place + " is no word of it";
  }
  if (keyword == "pattern") {
    const std::regex wanted{rule.get<std::string>()};
    return value.is_string() && std::regex_search(value.get<std::string>(), wanted)
               ? ""
               : place + " does not look like " + rule.dump();
  }
  if (keyword == "minimum") return value >= rule ? "" : place + " is too small";
  if (keyword == "anyOf") return any_misfit(rule, value, place);
  if (std::find(read_elsewhere.begin(), read_elsewhere.end(), keyword) != read_elsewhere.end()) {
    return {};
  }
  return place + ": the keyword " + keyword + " is not known to this test";
}

std::string misfit(const json& node, const json& value, const std::string& place) {
  const json& schema = resolved(node);
  for (const auto& [keyword, rule] : schema.items()) {
    if (auto bad = keyword_misfit(schema, keyword, value, place); !bad.empty()) return bad;
  }
  if (value.is_object()) return object_misfit(schema, value, place);
  if (value.is_array() && schema.contains("items")) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      auto bad = misfit(schema["items"], value[i], place + "/" + std::to_string(i));
      if (!bad.empty()) return bad;
    }
  }
  return {};
}

// As the document writes it: what stands last may be any of the member's own.
std::string described(const json& paths, const std::string& path) {
  if (paths.contains(path)) return path;
  const std::string any = path.substr(0, path.rfind('/')) + "/{id}";
  return paths.contains(any) ? any : path;
}

}  // namespace

const json& openapi() {
  static const json document = json::parse(openapi_text());
  return document;
}

json spelt_out(const json& document, const json& part) {
  if (part.is_array()) {
    json all = json::array();
    for (const json& one : part) all.push_back(spelt_out(document, one));
    return all;
  }
  if (!part.is_object()) return part;
  if (part.contains("$ref")) {
    const auto pointer = part["$ref"].get<std::string>().substr(1);
    return spelt_out(document, document.at(json::json_pointer(pointer)));
  }
  json all = json::object();
  for (const auto& [key, value] : part.items()) {
    const bool for_people = value.is_string() && (key == "description" || key == "title");
    if (for_people || key.starts_with('$')) continue;
    all[key] = spelt_out(document, value);
  }
  return all;
}

std::string misfit(const json& schema, const json& value) {
  return misfit(schema, value, "");
}

std::string misfit(std::string_view method, const std::string& asked, int status,
                   const std::string& content_type, const std::string& body) {
  std::string verb{method};
  for (char& c : verb) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const json& paths = openapi()["paths"];
  const std::string code = std::to_string(status);
  const std::string path = described(paths, asked);
  if (!paths.contains(path) || !paths[path].contains(verb)) {
    // What is not there is refused in a described way, too.
    if (status >= 400) {
      return misfit(openapi()["components"]["schemas"]["Problem"],
                    json::parse(body, nullptr, false), "");
    }
    return "no such route is described";
  }
  const json& answers = paths[path][verb]["responses"];
  if (!answers.contains(code)) return "the status is not described";
  const json& answer = resolved(answers[code]);
  if (!answer.contains("content")) return body.empty() ? "" : "a body that is not described";
  const std::string type = content_type.substr(0, content_type.find(';'));
  if (!answer["content"].contains(type)) return "the media type is not described: " + content_type;
  if (!type.ends_with("json")) return {};  // A file of a described kind.
  const json value = json::parse(body, nullptr, false);
  if (value.is_discarded()) return "the body is not JSON";
  return misfit(answer["content"][type]["schema"], value, "");
}

}  // namespace samtycke::journeys
