// The questions at closing: is there a safeguarding concern, who was told and why, and what stays open with whom.
import { h } from "../dom.js";
import { now, wallClock } from "../time.js";

export const CONCERNS = { yes: "Yes", no: "No", not_sure_yet: "Not sure yet" };
const YES_NO = { yes: "Yes", no: "No" };
const MOST_TOLD = 10;
const LINE_MAX = 1000;

/** A part that is there only while `on(form's values)`. It is put right by `arrange`. */
function when(on, ...inside) {
  const part = h("div", { class: "stack then" }, ...inside);
  part.shownWhen = on;
  return part;
}

/** Show and hide the parts that depend on an answer. */
export function arrange(form, values) {
  for (const part of form.querySelectorAll(".then")) part.hidden = !part.shownWhen(values);
}

export function safeguardingPart(fields) {
  return h("div", { class: "stack question" },
    fields.choice("answers.concern", "Is there a safeguarding concern?", CONCERNS,
      "Could they be harmed, neglected or exploited, by anybody or by themselves? They need not have said so."),
    fields.area("answers.done", "What was done about it, or why nothing has to be", { max: 4000 }));
}

function toldRow(fields, place) {
  const name = (part) => `answers.told.${place}.${part}`;
  return h("div", { class: "told", role: "group", "aria-label": `Person ${place + 1} who was told` },
    fields.input(name("who"), "Who was told?", { maxlength: LINE_MAX, hint: "A name and what they do." }),
    fields.input(name("why"), "Why did they need to know?", { maxlength: LINE_MAX }));
}

function rowsIn(values) {
  const places = Object.keys(values).map((name) => Number(/^answers\.told\.(\d+)\./u.exec(name)?.[1] ?? 0));
  return Math.max(0, ...places) + 1;
}

/** Who was told, one pair of fields for each; or why nobody was. */
export function toldPart(fields) {
  const rows = h("div", { class: "stack" },
    Array.from({ length: rowsIn(fields.kept) }, (_, place) => toldRow(fields, place)));
  const add = h("button", { type: "button", class: "button-plain", onclick: () => {
    const row = toldRow(fields, rows.children.length);
    rows.append(row);
    row.querySelector("input").focus();
    add.hidden = rows.children.length >= MOST_TOLD;
  } }, "Somebody else was told too");
  return h("div", { class: "stack question" },
    fields.choice("told", "Was anybody told about this, outside the team on call?", YES_NO,
      "Yes asks who and why, no asks why not. Only who needs to know. The law on data does not stop you from telling somebody to keep a young person safe."),
    when((values) => values.told === "yes", rows, add,
      fields.choice("answers.knows", "Does the young person know who was told?", YES_NO)),
    when((values) => values.told === "no",
      fields.input("answers.why_nobody", "Why was nobody told?", { maxlength: LINE_MAX })));
}

/** What stays open, who looks again and by when. `staff` are the people who can be named: never a team. */
export function openPart(fields, staff) {
  const today = wallClock(now()).slice(0, 10);
  const people = [["", "Choose one person"], ...staff.map((person) => [person.id, person.first_name])];
  return h("div", { class: "stack question" },
    fields.choice("follow_up", "Does something stay open?", YES_NO,
      "Yes asks what, who and by which day. If somebody has to look at it again, it does. So it does while it is not sure whether there is a safeguarding concern."),
    when((values) => values.follow_up === "yes",
      fields.input("follow_up.what", "What has to be looked at again?", { maxlength: LINE_MAX }),
      fields.select("follow_up.owner_id", "Who looks again?", people, { hint: "One person by name, not a team." }),
      fields.input("follow_up.review_on", "By which day?", { type: "date", min: today })));
}

const text = (values, name) => (values[name] ?? "").trim();

function toldIn(values) {
  if (values.told !== "yes") return [];
  return Array.from({ length: rowsIn(values) }, (_, place) => ({
    who: text(values, `answers.told.${place}.who`), why: text(values, `answers.told.${place}.why`),
  })).filter((row, place) => place === 0 || row.who || row.why);
}

/** The answers as they are sent. */
export function readAnswers(values) {
  const told = values.told === "yes";
  return {
    concern: values["answers.concern"],
    done: text(values, "answers.done"),
    told: toldIn(values),
    why_nobody: told ? "" : text(values, "answers.why_nobody"),
    knows: told ? values["answers.knows"] === "yes" : null,
  };
}

/** What stays open as it is sent, or null. */
export function readFollowUp(values) {
  if (values.follow_up !== "yes") return null;
  const [what, owner_id, review_on] = ["what", "owner_id", "review_on"].map((name) => text(values, `follow_up.${name}`));
  return { what, owner_id, review_on };
}

/** [field, sentence] for each answer that is missing. */
export function missingAnswers(values) {
  const missing = [];
  const need = (field, says, given = text(values, field)) => { if (!given) missing.push([field, says]); };
  need("answers.concern", "Say whether there is a safeguarding concern.");
  need("answers.done", "Say what was done about it, or why nothing has to be.");
  need("told", "Say whether anybody was told.");
  if (values.told === "no") need("answers.why_nobody", "Say why nobody was told.");
  if (values.told === "yes") {
    toldIn(values).forEach(({ who, why }, place) => {
      need(`answers.told.${place}.who`, "Say who was told.", who);
      need(`answers.told.${place}.why`, "Say why they needed to know.", why);
    });
    need("answers.knows", "Say whether the young person knows who was told.");
  }
  return missing;
}

export function missingFollowUp(values) {
  if (!values.follow_up) return [["follow_up", "Say whether something stays open."]];
  const unsure = values["answers.concern"] === "not_sure_yet";
  if (values.follow_up === "no") {
    return unsure ? [["follow_up", "It is not sure yet whether there is a concern: say who looks again."]] : [];
  }
  const asked = { what: "Say what has to be looked at again.", owner_id: "Choose who looks again.", review_on: "Say by which day." };
  return Object.entries(asked).filter(([name]) => !text(values, `follow_up.${name}`)).map(([name, says]) => [`follow_up.${name}`, says]);
}
