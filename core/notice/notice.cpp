#include "core/notice/notice.h"

#include <algorithm>

namespace samtycke::notice {
namespace {

template <class Thing, class Key>
const Thing* find_by_id(const std::vector<Thing>& things, const Key& id) {
  const auto found = std::find_if(things.begin(), things.end(),
                                  [&](const Thing& thing) { return thing.id == id; });
  return found == things.end() ? nullptr : &*found;
}

}  // namespace

const Clause* find(const Notice& notice, const ClauseId& id) {
  return find_by_id(notice.clauses, id);
}

const Sender* find(const Notice& notice, const SenderId& id) {
  return find_by_id(notice.senders, id);
}

const Channel* find(const Notice& notice, const ChannelId& id) {
  return find_by_id(notice.channels, id);
}

const CellText* find(const Notice& notice, const Cell& cell) {
  const auto found = std::find_if(notice.cells.begin(), notice.cells.end(),
                                  [&](const CellText& text) { return text.cell == cell; });
  return found == notice.cells.end() ? nullptr : &*found;
}

const Category* find(const Notice& notice, const CategoryId& id) {
  return find_by_id(notice.categories, id);
}

const Field* find(const Notice& notice, const FieldId& id) {
  return find_by_id(notice.fields, id);
}

const Purpose* find(const Notice& notice, const PurposeId& id) {
  return find_by_id(notice.purposes, id);
}

const Recipient* find(const std::vector<Recipient>& recipients, const RecipientId& id) {
  return find_by_id(recipients, id);
}
const Retention* find(const Notice& notice, const RetentionId& id) {
  return find_by_id(notice.retentions, id);
}

const Topic* find(const Notice& notice, const TopicId& id) {
  return find_by_id(notice.topics, id);
}

const Segment* find(const Notice& notice, const SegmentId& id) {
  return find_by_id(notice.segmentation.segments, id);
}

const OptionalCategory* find(const Purpose& purpose, const CategoryId& id) {
  const auto& all = purpose.optional_categories;
  const auto found = std::find_if(all.begin(), all.end(), [&](const OptionalCategory& optional) {
    return optional.category == id;
  });
  return found == all.end() ? nullptr : &*found;
}

bool covers(const Purpose& purpose, const FieldId& field) {
  return std::find(purpose.fields.begin(), purpose.fields.end(), field) != purpose.fields.end();
}

bool stands(const Notice& notice, const Cell& cell, const Language& language,
            const std::string& sha256) {
  const auto has = [&](const Text& hashes) {
    const auto found = hashes.by_language.find(language);
    return found != hashes.by_language.end() && !sha256.empty() && found->second == sha256;
  };
  const CellText* text = find(notice, cell);
  if (text == nullptr) return false;
  if (has(text->wording.sha256)) return true;

  // A yes that came with joining is a yes to the wording of the terms, and to what they turn on.
  const auto& on = notice.terms.turns_on;
  return has(text->by_terms) && std::find(on.begin(), on.end(), cell) != on.end();
}

std::vector<const Purpose*> purposes_of(const Notice& notice, const FieldId& field) {
  std::vector<const Purpose*> using_it;
  for (const Purpose& purpose : notice.purposes) {
    if (covers(purpose, field)) using_it.push_back(&purpose);
  }
  return using_it;
}

}  // namespace samtycke::notice
