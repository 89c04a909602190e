// The console's fixed words: what states, sources and outcomes are called.

export const STATES = {
  open: "Not acknowledged",
  acknowledged: "Acknowledged",
  taken_over: "Taken over",
  closed: "Closed",
};

export const SOURCES = {
  screening: "Noticed automatically, by its words",
  bot: "The bot asked for a person",
  young_person: "The young person asked for a person",
};

export const OUTCOMES = {
  spoke_with_young_person: "Spoke with the young person",
  passed_to_service: "Passed on to another service",
  emergency_services: "Emergency services called",
  no_contact: "Could not reach the young person",
  other: "Something else",
};

// Who it is about is said in full: a mark is no verdict on a young person, nor on a colleague.
export const MARKS = {
  should_have_been_noticed: "The word check should have noticed this",
  need_not_have_fetched_me: "The word check need not have fetched me",
};

export const DECISIONS = {
  rule_change_wanted: "A rule should change",
  no_change: "No change",
  duplicate: "The same as another",
};

export const KINDS = {
  suicide: "Suicide",
  self_harm: "Self-harm",
  abuse: "Abuse",
  sexual_harm: "Sexual harm",
  exploitation: "Exploitation",
  eating: "Eating",
  substances: "Drink or drugs",
  running_away: "Running away",
  forced_marriage: "Forced marriage or honour",
  friend: "A friend in danger",
};

export const ATTENTION = { now: "Now", today: "Today" };

// How soon, and nothing else: never how much danger there is.
export const HOW_SOON = {
  now: "Please look at once. The team is paged again and again until somebody acknowledges.",
  today: "Please look soon, and today in any case: they may be waiting. The team is paged again too, less often.",
};

export const ROLES = { on_call: "on call", supervisor: "supervisor", admin: "administrator", content_editor: "content editor" };

const languages = new Intl.DisplayNames("en-GB", { type: "language", fallback: "code" });

/** "English" for "en"; the code itself when the browser does not know it. */
export function languageName(code) {
  try {
    return languages.of(code);
  } catch {
    return code;
  }
}

/** "Amber", or words that say there is no nickname, or that nobody wrote this. */
export function nickname(escalation) {
  if (escalation.drill) return "Drill";
  return escalation.young_person.nickname || "No nickname";
}

/** "aged 13 to 15, English". */
export function about(escalation) {
  if (escalation.drill) return "nobody is waiting; it closes by itself";
  const { age_band, language } = escalation.young_person;
  return `aged ${age_band.replace("-", " to ")}, ${languageName(language)}`;
}

/** "You" for the reader, otherwise the first name. */
export function whoWords(by, me) {
  return by.id === me?.id ? "you" : by.first_name;
}

/** "none", "fewer than 5", "10 to 14": a count is always told as a range. */
export function ranged({ least, most }) {
  if (most === 0) return "none";
  return most < 5 ? "fewer than 5" : `${least} to ${most}`;
}
