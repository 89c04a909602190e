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
  other: "Something else (say what in the note)",
};

export const ATTENTION = { now: "Now", today: "Today" };

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

/** "Amber", or words that say there is no nickname. */
export function nickname(escalation) {
  return escalation.young_person.nickname || "No nickname";
}

/** "aged 13 to 15, English". */
export function about(escalation) {
  const { age_band, language } = escalation.young_person;
  return `aged ${age_band.replace("-", " to ")}, ${languageName(language)}`;
}

/** "You" for the reader, otherwise the first name. */
export function whoWords(by, me) {
  return by.id === me?.id ? "you" : by.first_name;
}
