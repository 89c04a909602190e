// Showing steps to somebody: the form, the link and code that are seen once, who can look, and who did.
import { askPinAgain } from "../app/ask-pin.js";
import { make, say } from "../app/dom.js";
import { planText } from "./text.js";
import { ask } from "./asking.js";
import { STEPS } from "./model.js";
import { readingList, shareList } from "./share-lists.js";
import { teamPart } from "./share-team.js";
import { button, choices, heading, labelled, link, note, page } from "./view.js";
import { more } from "./words-more.js";
import { steps, words } from "./words.js";

const DAY_MS = 24 * 3600 * 1000;
const LONGEST_NAME = 60;
const PRIVATE_STEP = "6";

/** The steps to choose from; none is chosen before. */
function stepChoices() {
  const all = STEPS.map((step) => make(
    "label", { className: "choice" },
    make("input", { type: "checkbox", name: "step", value: String(step) }), `${step}. ${steps[step].title}`,
  ));
  return make("fieldset", { className: "field" }, make("legend", {}, more.shareSteps), make("div", { className: "stack" }, ...all));
}

/** Says that step 6 can be left out, while it is chosen. */
function privateNote(form) {
  const said = Object.assign(note(""), { id: "private-step" });
  form.addEventListener("change", () => {
    say(said, new FormData(form).getAll("step").includes(PRIVATE_STEP) ? more.sharePrivate : "");
  });
  form.addEventListener("reset", () => say(said, ""));
  return said;
}

function copyRow(label, value, id) {
  const field = make("output", { className: "copy-value", id }, value);
  const said = make("span", { className: "quiet" });
  said.setAttribute("role", "status");
  const copy = button(more.copy, async () => {
    await navigator.clipboard?.writeText(value).then(() => say(said, more.copied)).catch(() => undefined);
    getSelection().selectAllChildren(field);
  }, { id: `copy-${id}`, label: `${more.copy}: ${label}` });
  return make("div", { className: "copy-row" }, make("p", { className: "copy-label" }, label), field, make("div", { className: "row" }, copy, said));
}

/** The link and the code, once. */
function readyPart({ link: path, code }, name, onDone) {
  const title = make("h3", { tabIndex: -1, dir: "auto" }, more.shareReady(name));
  const part = make(
    "section", { className: "card ready" }, title, make("p", {}, more.shareOnce),
    copyRow(more.shareLink, new URL(path, location.origin).href, "share-link"), copyRow(more.shareCode, code, "share-code"),
    button(more.shareDone, onDone, { id: "share-done", className: "button-main" }),
  );
  return { part, focus: () => title.focus() };
}

function wanted(form) {
  const entries = new FormData(form);
  const days = Number(entries.get("days"));
  return {
    steps: entries.getAll("step").map(Number), reader_name: planText(entries.get("name")),
    ends_at: new Date(Date.now() + days * DAY_MS).toISOString(),
  };
}

function shareForm({ api, problem, onMade }) {
  const name = make("input", { id: "reader-name", name: "name", maxLength: LONGEST_NAME, autocomplete: "off", dir: "auto" });
  const pin = make("div", {});
  const form = make(
    "form", { noValidate: true, id: "share-form" }, stepChoices(), labelled(more.shareName, name, more.shareNameHint),
    choices(more.shareUntil, "days", more.shareFor, 7), problem,
    make("button", { type: "submit", className: "button-main wide", id: "share-make" }, more.shareMake),
  );
  form.querySelector("fieldset > .stack").append(privateNote(form));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = wanted(form);
    if (body.steps.length === 0 || !body.reader_name) {
      say(problem, body.steps.length === 0 ? more.shareNoStep : more.shareNoName);
      return;
    }
    say(problem, "");
    if (!(await askPinAgain(pin, form))) return;
    const made = await ask(problem, () => api.send("POST", "/v1/plan/shares", { body }));
    if (made) onMade(made, body.reader_name);
  });
  return { form, pin };
}

/** Draw the view. */
export function shareView(context) {
  const problem = note();
  const ready = make("div", {});
  const lists = make("div", {});
  const { form, pin } = shareForm({
    api: context.api, problem,
    onMade: (made, name) => {
      const { part, focus } = readyPart(made, name, () => { ready.replaceChildren(); form.hidden = false; form.reset(); });
      form.hidden = true;
      ready.replaceChildren(part);
      focus();
      drawLists();
    },
  });
  function drawLists() {
    lists.replaceChildren(shareList(context, drawLists), readingList(context));
    context.refreshReaders();
  }
  const chosen = () => new FormData(form).getAll("step").map(Number);
  const team = teamPart(context, { steps: chosen, onMade: drawLists });
  context.store.sync();
  drawLists();
  return page(link(words.back, "#", "back-link"), heading(more.shareTitle), make("p", {}, more.shareIntro), ready, form, pin, team, lists);
}
