// What staff say about the word check: it should have noticed a message, or need not have fetched them.
// A tap marks, another takes it back. It changes nothing for the young person, who is not shown it.
import { announce, h } from "./dom.js";
import { api, keepTyped, typed } from "./session.js";
import { KINDS, MARKS } from "./words.js";

const NOTE_MAX = 1000;
const MISSED = "should_have_been_noticed";
const NEEDLESS = "need_not_have_fetched_me";

/** The marks in the conversation of one escalation. `changed()` and other listeners run when they have. */
export class Marks {
  constructor(escalationId, changed) {
    this.address = `/v1/staff/escalations/${encodeURIComponent(escalationId)}`;
    this.escalationId = escalationId;
    this.listeners = new Set([changed]);
    this.found = new Map();
    this.problems = new Map();
  }

  changed() {
    for (const listener of this.listeners) listener();
  }

  async load() {
    const { marks } = await api("GET", `${this.address}/marks`);
    this.found = new Map(marks.map((mark) => [mark.subject, mark]));
    this.changed();
  }

  /** What a part is drawn from: it is drawn again when this differs. */
  facts(subject) {
    return [this.found.get(subject) ?? null, this.problems.get(subject) ?? null];
  }

  addressOf(subject) {
    const onMessage = subject === this.escalationId ? "" : `/messages/${encodeURIComponent(subject)}`;
    return `${this.address}${onMessage}/mark`;
  }

  /** Make the mark, or say more with it. Returns whether the service has it. */
  async put(subject, said = {}) {
    return this.attempt(subject, async () => {
      const mark = await api("PUT", this.addressOf(subject), said);
      this.found.set(subject, mark);
      announce(`Marked: ${MARKS[mark.mark]}.`);
    });
  }

  async undo(subject) {
    return this.attempt(subject, async () => {
      // Not there any more is what was wanted.
      await api("DELETE", this.addressOf(subject)).catch((error) => { if (error.status !== 404) throw error; });
      this.found.delete(subject);
      keepTyped(`mark.${subject}`, null);
      announce("The mark was taken back.");
    });
  }

  async attempt(subject, work) {
    this.problems.delete(subject);
    try {
      await work();
    } catch (error) {
      this.problems.set(subject, `It was not done. ${error.says ?? ""}`);
    }
    const done = !this.problems.has(subject);
    if (!done) await this.load().catch(() => undefined);
    this.changed();
    return done;
  }
}

function kindChoice(marks, mark) {
  const id = `kind-${mark.subject}`;
  const option = ([value, text]) => h("option", { value, selected: (mark.kind ?? "") === value }, text);
  return h("div", {},
    h("label", { for: id }, "What it is about"),
    h("select", { id, data: { part: "mark-kind" },
      onchange: (event) => marks.put(mark.subject, { kind: event.target.value || null }) },
    [["", "Not said"], ...Object.entries(KINDS)].map(option)));
}

function noteForm(marks, mark) {
  const id = `note-${mark.subject}`;
  const name = `mark.${mark.subject}`;
  const save = async (event) => {
    event.preventDefault();
    const note = event.target.elements.note.value.trim();
    if (await marks.put(mark.subject, { note: note || null })) keepTyped(name, null);
  };
  return h("form", { method: "post", onsubmit: save, oninput: (event) => keepTyped(name, event.target.value) },
    h("label", { for: id }, "Note, if you like"),
    h("p", { class: "hint", id: `${id}-hint` }, "The supervisor sees their words beside it. There is no need to copy them."),
    h("div", { class: "write" },
      h("input", { id, name: "note", maxlength: NOTE_MAX, autocomplete: "off", value: typed(name) ?? mark.note ?? "",
        "aria-describedby": `${id}-hint`, data: { part: "mark-note" } }),
      h("button", { type: "submit", class: "button-plain", data: { part: "mark-save" } }, "Save the note")));
}

function made(marks, mark) {
  const says = h("strong", {}, `Marked: ${MARKS[mark.mark]}.`);
  const own = mark.mine && !mark.decided;
  const told = mark.decided ? " A supervisor has decided on it." : " It waits for a supervisor. It changes nothing here.";
  const undo = h("button", { type: "button", class: "button-plain", data: { part: "mark" },
    onclick: () => marks.undo(mark.subject) }, "Undo", h("span", { class: "visually-hidden" }, `: ${MARKS[mark.mark]}`));
  return [
    h("p", {}, says, mark.mine ? null : ` By ${mark.marked_by}.`, told),
    own ? undo : null,
    own && mark.mark === MISSED ? kindChoice(marks, mark) : null,
    own ? noteForm(marks, mark) : null,
    own || !mark.note ? null : h("p", { class: "note" }, h("strong", {}, "Note: "), mark.note),
  ];
}

function part(marks, subject, sort) {
  const [mark, problem] = marks.facts(subject);
  const button = () => h("button", { type: "button", class: "button-plain", data: { part: "mark" },
    onclick: () => marks.put(subject) }, MARKS[sort]);
  return h("div", { class: "mark stack", data: { key: subject, mark: mark ? "made" : "none" } },
    mark ? made(marks, mark) : button(),
    problem ? h("p", { class: "problem", role: "alert" }, problem) : null);
}

/** It should have noticed this: on a message that it let pass; null on any other. */
export function missedPart(marks, message) {
  return message.author === "young_person" && !message.attention ? part(marks, message.id, MISSED) : null;
}

/** It need not have fetched me; null where the young person asked for a person themselves. */
export function needlessPart(marks, escalation) {
  if (escalation.source === "young_person") return null;
  const about = marks.found.has(escalation.id) ? null
    : h("p", { class: "hint" }, "If you like, for those who look after the word check. It is not about the young person, and closing does not wait for it.");
  return h("div", { class: "stack" }, about, part(marks, escalation.id, NEEDLESS));
}
