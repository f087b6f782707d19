// openapi.json, as far as our own answers need JSON Schema: type, const, enum, required, properties,
// additionalProperties, items, pattern, minimum, anyOf and $ref. A keyword that it does not know is
// a misfit, so that nothing in the document goes unchecked.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace samtycke::journeys {

const nlohmann::json& openapi();

// A part of a schema document with every $ref in it replaced by what it names, and without what is said
// for people or about the document itself: two that are equal accept the same.
nlohmann::json spelt_out(const nlohmann::json& document, const nlohmann::json& part);

// Why a value is not one that a schema without references describes; empty when it is.
std::string misfit(const nlohmann::json& schema, const nlohmann::json& value);

// Why an answer is not one that the document describes; empty when it is.
std::string misfit(std::string_view method, const std::string& path, int status,
                   const std::string& content_type, const std::string& body);

}  // namespace samtycke::journeys
