#include "server/demo/club.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/base/day.h"
#include "core/consent/decide.h"
#include "core/consent/join.h"
#include "core/member/validate.h"
#include "core/retention/keep_until.h"
#include "core/retention/keep_until_month.h"
#include "server/demo/dice.h"
#include "server/demo/lists.h"
#include "server/demo/shopper.h"
#include "server/edge/randomness.h"

namespace samtycke::server::demo {
namespace {

constexpr std::int64_t first_number = 100001;
constexpr int member_count = 260;
constexpr std::size_t members_in_a_batch = 64;

// The members who are there to be met; everyone else is drawn.
enum class Part {
  asa,
  arabic,
  emoji,
  due_soon,
  never_bought,
  very_many,
  no_email,
  number_only,
  anyone
};

Part part_of(int index) {
  constexpr std::array<Part, 8> parts = {Part::asa,      Part::arabic,       Part::emoji,
                                         Part::due_soon, Part::never_bought, Part::very_many,
                                         Part::no_email, Part::number_only};
  return index < static_cast<int>(parts.size()) ? parts[static_cast<std::size_t>(index)]
                                                : Part::anyone;
}

struct Person {
  std::string given_name;
  std::string family_name;
  std::string sex;
  std::string email;
};

// "Åsa Lindqvist" as the front of an address: "asa.lindqvist".
std::string address_letters(const std::string& name) {
  static const std::map<std::string, char> plain = {{"å", 'a'}, {"ä", 'a'}, {"ö", 'o'}, {"é", 'e'},
                                                    {"Å", 'a'}, {"Ä", 'a'}, {"Ö", 'o'}};
  std::string letters;
  for (std::size_t i = 0; i < name.size();) {
    const auto found = plain.find(name.substr(i, 2));
    if (found != plain.end()) {
      letters += found->second;
      i += 2;
      continue;
    }
    const char c = name[i++];
    if (c >= 'A' && c <= 'Z') letters += static_cast<char>(c - 'A' + 'a');
    if (c >= 'a' && c <= 'z') letters += c;
  }
  return letters;
}

class Club {
 public:
  Club(const std::vector<notice::Notice>& versions, Lists lists, Instant now, std::uint64_t seed)
      : versions_(versions),
        notice_(versions.back()),
        lists_(std::move(lists)),
        now_(now),
        today_(local_day(now)),
        dice_(seed),
        habits_dice_(seed + 1) {}

  consent::MemberFile member(int index);

 private:
  Person person(Part);
  std::string free_address(const std::string& given, const std::string& family);
  Day joined(Part);
  void put(consent::MemberFile&, const char* field, const std::string& value, member::Source, Day);
  void put_membership(consent::MemberFile&, const std::string& number, Part, const Habits&,
                      Day joined);
  void follow_topics(consent::MemberFile&, Part, const TopicId& favourite);
  void put_contact(consent::MemberFile&, Part, const Person&, const Town&, Day joined);
  void put_home(consent::MemberFile&, const Person&, Day joined);
  void shop(consent::MemberFile&, Part, Habits, Day joined);
  void click(consent::MemberFile&, Part, const Habits&, Day joined);
  void decide(consent::MemberFile&, Part, Day joined);
  void decide_once(consent::MemberFile&, Instant, consent::Way, std::vector<consent::Act>);
  std::vector<consent::Act> drawn_acts(const notice::Notice&);
  const notice::Notice& in_force(Instant) const;
  void choose_how_often(consent::MemberFile&, Part, Day joined);
  Day choices_since() const;
  void say_no_lately(consent::MemberFile&, Part);
  void forget_what_is_due(consent::MemberFile&) const;
  Day days_ago(int days) const { return Day{today_.since_epoch - days}; }

  const std::vector<notice::Notice>& versions_;
  const notice::Notice& notice_;  // The one in force now.
  Lists lists_;
  Instant now_;
  Day today_;
  Dice dice_;
  // For what was added to the club later, so that everything before it stays as it was drawn.
  Dice habits_dice_;
  std::map<std::string, int> addresses_;
};

std::string Club::free_address(const std::string& given, const std::string& family) {
  const std::string front = address_letters(given) + "." + address_letters(family);
  const int before = addresses_[front]++;
  return front + (before == 0 ? "" : std::to_string(before + 1)) + "@example.se";
}

Person Club::person(Part part) {
  if (part == Part::asa) return {"Åsa", "Lindqvist", "woman", free_address("Åsa", "Lindqvist")};
  if (part == Part::arabic) return {"ليلى", "حداد", "woman", free_address("Leila", "Haddad")};
  if (part == Part::emoji) return {"Maja 🌷", "Sjöberg", "woman", free_address("Maja", "Sjöberg")};
  const GivenName& given = dice_.one_of(lists_.given_names);
  std::string family = dice_.one_of(lists_.family_names);
  if (dice_.chance(4)) family += "-" + dice_.one_of(lists_.family_names);
  std::string email = free_address(given.name, family);
  if (part == Part::no_email || (part == Part::anyone && dice_.chance(6))) email.clear();
  return {given.name, std::move(family), given.sex, std::move(email)};
}

Day Club::joined(Part part) {
  switch (part) {
    case Part::asa: return days_ago(3 * 365 + 40);
    case Part::very_many: return days_ago(5 * 365);
    case Part::due_soon: return days_ago(4 * 365);
    case Part::never_bought: return days_ago(400);
    case Part::arabic:
    case Part::emoji:
    case Part::no_email:
    case Part::number_only:
    case Part::anyone: return days_ago(static_cast<int>(dice_.between(60, 7 * 365)));
  }
  SAMTYCKE_NEVER("every case returns");
}

// A club's notice may lack a field, or the choice; then the demo does without the value.
void Club::put(consent::MemberFile& file, const char* name, const std::string& value,
               member::Source source, Day day) {
  const notice::Field* field = notice::find(notice_, FieldId{name});
  if (field == nullptr || notice::purposes_of(notice_, field->id).empty()) return;
  auto canonical = member::validate(notice_, *field, value);
  if (!canonical.ok()) return;
  member::put(file.holdings, member::Record{.field = field->id,
                                            .value = std::move(canonical).value(),
                                            .source = source,
                                            .at = in_the_day(dice_, day)});
}

void Club::put_membership(consent::MemberFile& file, const std::string& number, Part part,
                          const Habits& habits, Day day) {
  using member::Source;
  static const std::map<std::string, const char*> rooms = {
      {"sleep", "bedroom"},        {"bath", "bathroom"},        {"dining", "kitchen"},
      {"decorate", "living_room"}, {"curtains", "living_room"}, {"children", "childrens_room"}};
  put(file, "member_number", number, Source::club, day);
  if (part == Part::number_only) return;
  put(file, "joined", iso(day), Source::club, day);
  put(file, "home_store", habits.shop, Source::member, day);
  const auto room = rooms.find(habits.favourite.text());
  if (room != rooms.end() && (part == Part::asa || dice_.chance(60))) {
    put(file, "favourite_room", room->second, Source::member, day);
    follow_topics(file, part, habits.favourite);
  }
}

// Said together with the favourite room, and without the dice: a notice that has no topics to follow
// makes the same club otherwise.
void Club::follow_topics(consent::MemberFile& file, Part part, const TopicId& favourite) {
  const member::Record* room = member::find(file.holdings, FieldId{"favourite_room"});
  const notice::Field* field = notice::find(notice_, FieldId{"followed_topics"});
  if (room == nullptr || field == nullptr) return;
  const std::string topics = part == Part::asa ? "bath,sleep" : favourite.text();
  auto canonical = member::validate(notice_, *field, topics);
  if (!canonical.ok() || notice::purposes_of(notice_, field->id).empty()) return;
  member::put(file.holdings, member::Record{.field = field->id,
                                            .value = std::move(canonical).value(),
                                            .source = member::Source::member,
                                            .at = room->at});
}

void Club::put_contact(consent::MemberFile& file, Part part, const Person& who, const Town& town,
                       Day day) {
  using member::Source;
  put(file, "given_name", who.given_name, Source::member, day);
  put(file, "family_name", who.family_name, Source::member, day);
  if (!who.email.empty()) put(file, "email", who.email, Source::member, day);
  // 070-174 06 05 to 99 is kept free for fiction.
  if (part == Part::asa || part == Part::no_email || dice_.chance(75)) {
    put(file, "phone", "0701740" + std::to_string(dice_.between(605, 699)), Source::member, day);
  }
  put(file, "street", dice_.one_of(lists_.streets) + " " + std::to_string(dice_.between(1, 98)),
      Source::member, day);
  put(file, "postcode", town.postcode + std::to_string(dice_.between(10, 99)), Source::member, day);
  put(file, "city", town.name, Source::member, day);
  if (part == Part::asa || dice_.chance(30)) {
    put(file, "push_device", dice_.chance(50) ? "iPhone" : "Android", Source::website, day);
  }
}

void Club::put_home(consent::MemberFile& file, const Person& who, Day day) {
  using member::Source;
  // 18 to 80 on the day of joining.
  const Day born{day.since_epoch - static_cast<std::int32_t>(dice_.between(19 * 366, 80 * 365))};
  put(file, "birth_date", iso(born), Source::member, day);
  const int age = (today_.since_epoch - born.since_epoch) * 4 / 1461;
  const char* group = age < 25   ? "19_24"
                      : age < 35 ? "25_34"
                      : age < 45 ? "35_44"
                      : age < 55 ? "45_54"
                      : age < 65 ? "55_64"
                                 : "65_up";
  put(file, "age_group", group, Source::club, day);
  put(file, "sex", who.sex, Source::member, day);
  const std::int64_t children = age < 55 && dice_.chance(55) ? dice_.between(1, 3) : 0;
  put(file, "household_size", std::to_string(children + dice_.between(1, 2)), Source::member, day);
  put(file, "children_at_home", std::to_string(children), Source::member, day);
}

void Club::shop(consent::MemberFile& file, Part part, Habits habits, Day day) {
  const Day three_years_ago = add_years(today_, -3);
  Day first = std::max(day, three_years_ago);
  Day last = days_ago(1);
  std::int64_t count = 0;
  switch (part) {
    case Part::never_bought: return;
    case Part::asa: count = 34; break;
    case Part::very_many:
      // 250 baskets of 8 lines are 2,000.
      count = 250;
      habits.smallest_basket = habits.largest_basket = 8;
      break;
    case Part::due_soon:
      // Kept until three years after the latest purchase, which is in four days.
      first = day;
      last = Day{three_years_ago.since_epoch + 4};
      count = 6;
      break;
    case Part::arabic:
    case Part::emoji:
    case Part::no_email:
    case Part::number_only:
    case Part::anyone: {
      const bool left_off = part == Part::anyone && first < days_ago(700) && dice_.chance(12);
      if (left_off) last = days_ago(500);
      const std::int64_t days = std::max(1, last.since_epoch - first.since_epoch);
      count = 1 + days * dice_.between(1, 11) / 365;
      break;
    }
  }
  std::vector<member::Receipt> receipts = purchases(dice_, lists_, habits, first, last, count);
  if (part == Part::due_soon) receipts.back().at = in_the_day(dice_, last);
  std::int64_t spent = 0;
  bool online = false;
  for (member::Receipt& receipt : receipts) {
    // A till's return would make the 2,000 lines a few more.
    if (part == Part::very_many) receipt.lines.resize(8);
    spent += total(receipt).minor;
    online = online || receipt.source == member::Source::website;
    member::put(file.holdings, std::move(receipt));
  }
  if (part == Part::number_only) return;
  const char* group = spent >= 20'000'00 ? "gold" : spent >= 8'000'00 ? "silver" : "basic";
  put(file, "customer_group", group, member::Source::club, last);
  put(file, "ecommerce_customer", online ? "yes" : "no", member::Source::club, last);
}

void Club::click(consent::MemberFile& file, Part part, const Habits& habits, Day day) {
  if (part == Part::number_only || part == Part::due_soon) return;
  const bool reads_mail = !member::value_of(file.holdings, member::field::email).empty();
  const Day first = std::max(day, days_ago(540));
  const std::int64_t count = part == Part::asa ? 46 : dice_.chance(70) ? dice_.between(1, 22) : 0;
  for (member::Interaction& one :
       interactions(dice_, lists_, habits, first, days_ago(1), count, reads_mail)) {
    member::put(file.holdings, std::move(one));
  }
}

void Club::decide_once(consent::MemberFile& file, Instant at, consent::Way way,
                       std::vector<consent::Act> acts) {
  const notice::Notice& notice = in_force(at);
  std::vector<consent::Wish> wishes;
  wishes.reserve(acts.size());
  for (consent::Act& act : acts) {
    wishes.push_back({std::move(act), notice.version, notice.languages.front()});
  }
  const std::string actor = way == consent::Way::agent ? "agent:kundservice" : "member";
  file = consent::decide_all(file, wishes, notice, {.way = way, .actor = actor, .at = at}).after;
}

// With no purpose left, nothing of a member may be kept for long: whoever said this long ago is in the
// club no more.
bool stops_sending(const notice::Notice& notice, const consent::Act& act) {
  return act == consent::Act{consent::Object{notice.sending.purpose}};
}

// Something that a member says no to, from a single switch to nearly all of them.
std::vector<consent::Act> Club::drawn_acts(const notice::Notice& notice) {
  std::vector<consent::Act> acts;
  const notice::Sender& sender = dice_.one_of(notice.senders);
  for (const notice::Channel& channel : notice.channels) {
    if (!dice_.chance(45)) continue;
    const notice::Cell cell{sender.id, channel.id};
    if (channel.permission == notice::Permission::consent) {
      acts.emplace_back(consent::Withdraw{cell});
    } else {
      acts.emplace_back(consent::Object{cell});
    }
  }
  for (const notice::Purpose& purpose : notice.purposes) {
    if (!purpose.objection || !dice_.chance(25)) continue;
    consent::Act act = consent::Object{purpose.id};
    if (!stops_sending(notice, act)) acts.push_back(std::move(act));
  }
  return acts;
}

void Club::decide(consent::MemberFile& file, Part part, Day day) {
  if (part == Part::number_only) return;
  const Instant at = in_the_day(dice_, day);
  const notice::Notice& then = in_force(at);
  file.decisions = consent::accept_terms(file, then, then.languages.front(), {},
                                         {.way = consent::Way::join, .actor = "member", .at = at});
  const auto later = [&](int least_days_ago) {
    const std::int64_t last = std::max(day.since_epoch + 1, days_ago(least_days_ago).since_epoch);
    return in_the_day(dice_,
                      Day{static_cast<std::int32_t>(dice_.between(day.since_epoch + 1, last))});
  };
  if (part == Part::asa) {
    const notice::Sender& other = notice_.senders.back();
    for (const notice::Channel& channel : notice_.channels) {
      const notice::Cell cell{other.id, channel.id};
      const bool letter = channel.permission == notice::Permission::opt_out;
      if (!letter && channel.id != ChannelId{"sms"}) continue;
      decide_once(
          file, in_the_day(dice_, days_ago(letter ? 310 : 95)), consent::Way::portal,
          {letter ? consent::Act{consent::Object{cell}} : consent::Act{consent::Withdraw{cell}}});
    }
    return;
  }
  if (part != Part::anyone || !dice_.chance(35)) return;
  if (dice_.chance(15)) {
    const Instant when = later(30);
    const notice::Notice& notice = in_force(when);
    std::vector<consent::Act> acts;
    for (consent::Wish& wish : consent::stop_everything(file, notice, notice.languages.front())) {
      if (stops_sending(notice, wish.act)) continue;
      acts.push_back(std::move(wish.act));
    }
    decide_once(file, when, consent::Way::portal, std::move(acts));
    return;
  }
  const consent::Way way = dice_.chance(20)   ? consent::Way::agent
                           : dice_.chance(30) ? consent::Way::one_click
                                              : consent::Way::portal;
  const Instant when = later(30);
  decide_once(file, when, way, drawn_acts(in_force(when)));
}

// The version that stood at a moment; the first for any before it.
const notice::Notice& Club::in_force(Instant at) const {
  for (auto notice = versions_.rbegin(); notice != versions_.rend(); ++notice) {
    if (notice->published <= local_day(at)) return *notice;
  }
  return versions_.front();
}

// Some chose how often they want to hear from the club, some asked the NIX register for peace, and the
// club has written to many of them lately.
void Club::choose_how_often(consent::MemberFile& file, Part part, Day day) {
  if (part == Part::asa) put(file, "frequency", "weekly", member::Source::member, days_ago(40));
  if (part != Part::anyone) return;
  static const std::array<const char*, 3> choices = {"weekly", "monthly", "quarterly"};
  if (habits_dice_.chance(18)) {
    const auto which = static_cast<std::size_t>(habits_dice_.between(0, 2));
    put(file, "frequency", choices[which], member::Source::member, std::max(day, days_ago(200)));
  }
  if (habits_dice_.chance(6)) {
    const Day listed = std::max(day, days_ago(static_cast<int>(habits_dice_.between(30, 900))));
    put(file, "nix_listed", iso(listed), member::Source::club, listed);
  }
  // Nobody is shown a message that should not have been sent.
  const bool said_no =
      std::any_of(file.decisions.begin(), file.decisions.end(),
                  [](const consent::Decision& decision) { return consent::is_no(decision.act); });
  if (said_no || member::value_of(file.holdings, member::field::email).empty()) return;
  const std::int64_t messages = habits_dice_.between(0, 4);
  for (std::int64_t i = 1; i <= messages; ++i) {
    const Day sent = days_ago(static_cast<int>(habits_dice_.between(1, 100)));
    if (sent <= day) continue;
    const Campaign& campaign = habits_dice_.one_of(lists_.campaigns);
    member::put(file.holdings, member::Interaction{"U" + iso(sent) + "-" + std::to_string(i),
                                                   in_the_day(habits_dice_, sent),
                                                   member::InteractionKind::message, campaign.name,
                                                   campaign.topic, member::Source::club});
  }
}

// Since when a category may be kept out: the first version with a switch for one.
Day Club::choices_since() const {
  for (const notice::Notice& version : versions_) {
    for (const notice::Purpose& purpose : version.purposes) {
      if (!purpose.optional_categories.empty()) return version.published;
    }
  }
  return notice_.published;
}

// To a category, or to being sent anything: only since there is a switch for it.
void Club::say_no_lately(consent::MemberFile& file, Part part) {
  const bool willing = part == Part::anyone && habits_dice_.chance(8);
  const Instant first = std::max(start_of(choices_since()), start_of(days_ago(20)));
  if (!willing || file.decisions.empty() || first.utc_ms >= now_.utc_ms) return;
  if (habits_dice_.chance(20) && !notice_.sending.purpose.empty()) {
    decide_once(file, Instant{now_.utc_ms - 1000}, consent::Way::portal,
                {consent::Object{notice_.sending.purpose}});
    return;
  }
  for (const notice::Purpose& purpose : notice_.purposes) {
    if (purpose.optional_categories.empty()) continue;
    const auto& category = habits_dice_.one_of(purpose.optional_categories).category;
    const Instant at{habits_dice_.between(first.utc_ms, now_.utc_ms - 1) / 1000 * 1000};
    if (at < file.decisions.back().at) continue;
    decide_once(file, at, consent::Way::portal,
                {consent::Object{consent::CategoryUse{purpose.id, category}}});
  }
}

// What the club's sweep would have erased by now: data that only the analysis used, of members who said
// no to it a while ago.
void Club::forget_what_is_due(consent::MemberFile& file) const {
  const auto due = [&](const member::Record& record) {
    const auto until = retention::keep_until(file, notice_, record.field);
    return until && retention::is_due(*until, now_);
  };
  std::vector<FieldId> gone;
  for (const member::Record& record : file.holdings.records) {
    if (due(record)) gone.push_back(record.field);
  }
  std::erase_if(file.holdings.records, [&](const member::Record& record) {
    return std::find(gone.begin(), gone.end(), record.field) != gone.end();
  });
}

consent::MemberFile Club::member(int index) {
  const Part part = part_of(index);
  const Town& town = dice_.one_of(lists_.towns);
  Habits habits;
  habits.favourite = part == Part::asa ? TopicId{"sleep"} : dice_.one_of(lists_.articles).topic;
  habits.shop = part == Part::asa ? "Borås Knalleland" : town.shop;
  habits.online_percent = dice_.chance(25) ? 70 : dice_.chance(40) ? 20 : 0;
  if (part == Part::asa) habits.online_percent = 35;

  consent::MemberFile file;
  file.id = random_member_id();
  const Day day = joined(part);
  put_membership(file, std::to_string(first_number + index), part, habits, day);
  if (part != Part::number_only) {
    const Person who = person(part);
    put_contact(file, part, who, town, day);
    put_home(file, who, day);
  }
  shop(file, part, habits, day);
  click(file, part, habits, day);
  decide(file, part, day);
  choose_how_often(file, part, day);
  say_no_lately(file, part);
  forget_what_is_due(file);
  return file;
}

Change whole(consent::MemberFile file, const notice::Notice& notice) {
  Change change;
  change.member = file.id;
  change.keep_until_month = retention::keep_until_month(file, notice);
  change.records = std::move(file.holdings.records);
  change.receipts = std::move(file.holdings.receipts);
  change.interactions = std::move(file.holdings.interactions);
  change.decisions = std::move(file.decisions);
  return change;
}

void count(Filled& filled, const consent::MemberFile& file) {
  ++filled.members;
  filled.receipts += static_cast<std::int64_t>(file.holdings.receipts.size());
  for (const member::Receipt& receipt : file.holdings.receipts) {
    filled.receipt_lines += static_cast<std::int64_t>(receipt.lines.size());
  }
  filled.interactions += static_cast<std::int64_t>(file.holdings.interactions.size());
  filled.decisions += static_cast<std::int64_t>(file.decisions.size());
}

}  // namespace

Expected<Filled, CannotStart> fill(Store& store, const std::vector<notice::Notice>& versions,
                                   const std::string& assets, Instant now, std::uint64_t seed,
                                   const Progress& progress) {
  SAMTYCKE_CHECK(!versions.empty());
  const CannotStart failed{"the store did not take the demo's members"};
  const auto members = store.count_members();
  if (!members.ok()) return Unexpected{failed};
  if (members.value() > 0) {
    return Unexpected{
        CannotStart{"the store holds members already; the demo fills an empty one only"}};
  }
  auto lists = read_lists(assets + "/demo");
  if (!lists.ok()) return Unexpected{lists.reason()};

  Club club(versions, std::move(lists).value(), now, seed);
  Filled filled;
  std::vector<Change> batch;
  for (int i = 0; i < member_count; ++i) {
    consent::MemberFile file = club.member(i);
    count(filled, file);
    batch.push_back(whole(std::move(file), versions.back()));
    if (batch.size() < members_in_a_batch && i + 1 < member_count) continue;
    if (!store.commit_all(batch).ok()) return Unexpected{failed};
    batch.clear();
    if (progress) progress(filled.members);
  }
  return filled;
}

}  // namespace samtycke::server::demo
