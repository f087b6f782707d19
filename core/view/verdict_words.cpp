#include "core/view/verdict_words.h"

#include "core/view/format.h"
#include "core/view/value.h"

namespace samtycke::view {
namespace {

std::string name_of_sender(const Setting& setting, const SenderId& id) {
  const notice::Sender* sender = notice::find(setting.notice, id);
  return sender == nullptr ? id.text() : sender->name.in(setting.words.language());
}

std::string address_of(const Setting& setting, const ChannelId& id) {
  const notice::Channel* channel = notice::find(setting.notice, id);
  const notice::Field* field =
      channel == nullptr ? nullptr : notice::find(setting.notice, channel->address);
  return field == nullptr ? id.text() : field->name.in(setting.words.language());
}

std::string segment_of(const Setting& setting, const notice::Offer* offer) {
  if (offer == nullptr) return {};
  const notice::Segment* segment = notice::find(setting.notice, offer->segment);
  return segment == nullptr ? offer->segment.text() : segment->name.in(setting.words.language());
}

}  // namespace

std::string no_in_words(const Setting& setting, const verdict::No& no, const notice::Cell& cell,
                        const notice::Offer* offer) {
  const Language& language = setting.words.language();
  const std::string age = std::to_string(setting.notice.terms.minimum_age);
  const std::string from = offer == nullptr ? std::string() : format_day(offer->from, language);
  const std::string until = offer == nullptr ? std::string() : format_day(offer->until, language);
  return setting.words("no." + std::string(verdict::key(no.reason)),
                       {{"what", name_of(setting, cell)},
                        {"sender", name_of_sender(setting, cell.sender)},
                        {"address", address_of(setting, cell.channel)},
                        {"segment", segment_of(setting, offer)},
                        {"analysis", name_of(setting, setting.notice.segmentation.purpose)},
                        {"sending", name_of(setting, setting.notice.sending.purpose)},
                        {"age", age},
                        {"from", from},
                        {"until", until}});
}

std::size_t number_of(const notice::Notice& notice, const ClauseId& id) {
  for (std::size_t i = 0; i < notice.clauses.size(); ++i) {
    if (notice.clauses[i].id == id) return i + 1;
  }
  return 0;
}

std::string source_in_words(const Setting& setting, const verdict::No& no) {
  std::string text;
  if (!no.law.empty()) text = setting.words("data.law", {{"law", no.law}});
  if (const std::size_t n = number_of(setting.notice, no.clause); n != 0) {
    text += (text.empty() ? "" : " ") + setting.words("why.clause", {{"n", std::to_string(n)}});
  }
  return text;
}

}  // namespace samtycke::view
