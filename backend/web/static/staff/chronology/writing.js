// The dialogs in which something is written down. A refusal or a lost connection loses nothing that was typed.
import { announce, h, openDialog } from "../dom.js";
import { api } from "../session.js";
import { accountPart, missingInWhen, readAccount, readWhen, whenPart } from "./account.js";
import { arrange, missingAnswers, missingFollowUp, openPart, readAnswers, readFollowUp, safeguardingPart, toldPart } from "./answers.js";
import { Fields, Problems, refusals } from "./fields.js";

/**
 * Open a dialog with a form. `parts(fields)` are its questions, `missing(values)` what stops it as [field, sentence],
 * `send(values)` is awaited; then `done(what it returned)`. `before` stands above the form, `last` above its buttons.
 */
export function openWriting({ name, prefix, title, button, parts, missing, send, done, before = null, last = null, onClosed = () => {} }) {
  const fields = new Fields(name, prefix);
  const problems = new Problems(fields, () => form);
  const typing = (event) => {
    fields.keep(form);
    arrange(form, fields.kept);
    event.target.closest("[aria-invalid]")?.removeAttribute("aria-invalid");
  };
  const submit = async (event) => {
    event.preventDefault();
    fields.keep(form);
    const found = missing(fields.kept);
    problems.show(found);
    if (found.length || confirm.disabled) return;
    confirm.disabled = true;
    try {
      const answer = await send(fields.kept);
      fields.forget();
      dialog.close();
      done(answer);
    } catch (error) {
      problems.show(refusals(error));
    } finally {
      confirm.disabled = false;
    }
  };
  const confirm = h("button", { type: "submit", id: `${prefix}-confirm`, class: "button-main" }, button);
  const form = h("form", { method: "post", novalidate: true, class: "stack writing", oninput: typing, onsubmit: submit },
    problems.element, parts(fields), last,
    h("div", { class: "row" }, confirm, h("button", { type: "button", class: "button-plain", onclick: () => dialog.close() }, "Not yet")));
  const dialog = h("dialog", { id: `${prefix}-dialog`, "aria-labelledby": `${prefix}-title` },
    h("h2", { id: `${prefix}-title` }, title), before, form);
  arrange(form, fields.kept);
  dialog.addEventListener("close", onClosed);
  return openDialog(dialog);
}

const kept = () => h("p", { class: "quiet" }, "Your name and the time of writing are noted. Nothing can be overwritten; it can be corrected, and both stay.");

function address(escalationId, end = "") {
  return `/v1/staff/escalations/${encodeURIComponent(escalationId)}/chronology${end}`;
}

function sent(path, body, done, said) {
  return {
    send: (values) => api("POST", path, { entry_id: values.entry_id, account: readAccount(values), ...body(values) }),
    done: (answer) => { announce(said); done(answer); },
  };
}

function missingAccount(values, first = "Write facts, your opinion or their own words.") {
  return Object.values(readAccount(values)).some(Boolean) ? [] : [["account.facts", first]];
}

/** Write a new entry; `done(chronology)` gets everything as it is then. */
export function askNote(escalationId, staff, done) {
  openWriting({
    name: `note.${escalationId}`, prefix: "note", title: "Write an entry", button: "Add it", last: kept(),
    parts: (fields) => {
      fields.kept.follow_up ??= "no";
      return [whenPart(fields), accountPart(fields), openPart(fields, staff)];
    },
    missing: (values) => [...missingInWhen(values), ...missingAccount(values), ...missingFollowUp(values)],
    ...sent(address(escalationId), (values) => ({ happened: readWhen(values), follow_up: readFollowUp(values) }), done,
      "The entry was added."),
  });
}

/** What a correction begins with: what stands there now. */
function begun({ happened, account, answers }) {
  const values = { "happened.on": happened.on, "happened.at_time": happened.at_time?.slice(0, 5) ?? "", "happened.about": happened.about ? "yes" : "" };
  for (const [name, text] of Object.entries(account)) values[`account.${name}`] = text;
  if (!answers) return values;
  const { concern, done, told, why_nobody, knows } = answers;
  Object.assign(values, { "answers.concern": concern, "answers.done": done, "answers.why_nobody": why_nobody, told: told.length ? "yes" : "no" });
  if (knows !== null) values["answers.knows"] = knows ? "yes" : "no";
  told.forEach((one, place) => {
    values[`answers.told.${place}.who`] = one.who;
    values[`answers.told.${place}.why`] = one.why;
  });
  return values;
}

/** Correct an entry: a new version with the reason; the one before stays. */
export function askCorrection(entry, staff, done) {
  const { id, escalation_id: escalationId, answers, follow_up: open } = entry;
  // What was left open stays as it is, unless the correction says otherwise.
  const mayOpen = answers && !(open && !open.settled);
  const begin = (fields) => {
    if (!fields.wasKept) fields.kept = { ...fields.kept, ...begun(entry), follow_up: "no" };
  };
  openWriting({
    name: `correct.${id}`, prefix: "correct", title: "Correct this entry", button: "Correct it", last: kept(),
    parts: (fields) => {
      begin(fields);
      return [whenPart(fields), accountPart(fields), answers ? [safeguardingPart(fields), toldPart(fields)] : null,
        mayOpen ? openPart(fields, staff) : null, fields.input("why", "Why is it corrected?", { maxlength: 1000 })];
    },
    missing: (values) => [...missingInWhen(values), ...missingAccount(values),
      ...(answers ? missingAnswers(values) : []), ...(mayOpen ? missingFollowUp(values) : []),
      ...((values.why ?? "").trim() ? [] : [["why", "Say why it is corrected."]])],
    ...sent(address(escalationId, `/${encodeURIComponent(id)}/corrections`), (values) => ({
      happened: readWhen(values), why: values.why.trim(), answers: answers ? readAnswers(values) : null,
      follow_up: mayOpen ? readFollowUp(values) : null,
    }), done, "The entry was corrected. The version before it stays."),
  });
}

/** Look again at what was left open. */
export function askReview({ escalation_id: escalationId, follow_up: open }, staff, done) {
  openWriting({
    name: `review.${open.entry_id}`, prefix: "review", title: "Look again at what was left open", button: "Record the review",
    before: h("p", { class: "note" }, h("strong", {}, "Left open: "), open.what), last: kept(),
    parts: (fields) => [accountPart(fields, "What you found, and what was done."), openPart(fields, staff)],
    missing: (values) => [...(readAccount(values).facts ? [] : [["account.facts", "Say what you found and what was done."]]),
      ...missingFollowUp(values)],
    ...sent(address(escalationId, `/${encodeURIComponent(open.entry_id)}/reviews`),
      (values) => ({ follow_up: readFollowUp(values) }), done, "The review was recorded."),
  });
}
