// What things of the directory are called, and days in words.

export const SHOWN = { show: "Shown", show_with_label: "Shown with a caution", hide: "Hidden" };

export const FLAGS = {
  vanished: "It is no longer in the feed that it came from",
  changed_in_feed: "The feed that it came from has changed, and somebody here has edited it",
};

export const OUTCOMES = {
  quarantined: "held back for a person to look at", rejected: "rejected", flagged: "changed in the feed and here: to decide",
  vanished: "no longer in the feed: to decide", changed: "changed", new: "new, hidden until one of you has checked it", same: "unchanged",
};

export const LABELS = {
  name: "Name", organization: "Who runs it", description: "What it is for", audience: "Whom it is for",
  minimum_age: "From age", maximum_age: "Up to age", eligibility_description: "Who can use it, in words",
  opening_hours: "Opening hours", holiday_note: "Bank holidays, in words", interpretation_services: "Languages and culture, in words",
  fees_description: "What it costs, in words", cost: "What it costs", confidentiality: "What they share with others", url: "Website",
  channels: "Ways to reach it", locations: "Places", needs: "What people come for", languages: "Languages for certain",
  faiths: "Faiths that they know well", display: "Who sees it", next_check_on: "Check again on", checked_on: "Checked on",
  scope: "Where it is for", sources: "Where this was read",
};

export const WHAT = {
  added: "added it", edited: "changed it", withdrawn: "took it away", shown: "showed it", checked: "checked it", imported: "brought it in", changed_by_feed: "changed it (a feed)",
  flagged: "asked for a decision (a feed)",
};

export const AUDIENCES = { young_person: "Young people", parent: "Parents and carers", professional: "Professionals", anyone: "Anyone" };

export const COSTS = { free: "Free", normal_rate: "The normal rate of a call", charged: "The caller pays more", unknown: "Not known" };

export const AREAS = {
  local: "Luton", "local-national": "Bedfordshire and Luton, part of a national service",
  "national-commissioned": "Bedfordshire and Luton, paid for here", national: "The whole country",
};

const day = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "short", day: "numeric", month: "short", year: "numeric" });

/** "Wed 23 Dec 2026" from "2026-12-23". */
export const dayOf = (iso) => day.format(new Date(`${iso}T00:00:00Z`));

/** The name of a field, such as "Ways to reach it, number 2" for "channels.1". */
export function labelOf(field) {
  const [name, at] = field.split(".");
  const label = LABELS[name] ?? name;
  return at === undefined || Number.isNaN(Number(at)) ? label : `${label}, number ${Number(at) + 1}`;
}
