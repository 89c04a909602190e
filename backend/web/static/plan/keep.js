// Print, save, bring in and delete: each only when the owner asks for it.
import { askPinAgain } from "../app/ask-pin.js";
import { make, say } from "../app/dom.js";
import { ask, isSent } from "./asking.js";
import { forgetPlan } from "./offline.js";
import { printPlan } from "./print.js";
import { button, heading, link, note, page } from "./view.js";
import { more } from "./words-more.js";
import { words } from "./words.js";

const FILES = [
  [more.pdf, "/v1/plan/export.pdf", "my-plan.pdf", "save-pdf"],
  [more.json, "/v1/plan/export.json", "my-plan.json", "save-json"],
  [more.fhir, "/v1/plan/export.fhir.json", "my-plan.fhir.json", "save-fhir"],
];

function part(title, hint, ...rest) {
  return make("section", {}, make("h3", {}, title), make("p", { className: "hint" }, hint), ...rest);
}

function saveFile(blob, name) {
  const address = URL.createObjectURL(blob);
  const away = make("a", { href: address, download: name });
  away.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function savePart({ api, store }) {
  const problem = note("quiet");
  const buttons = FILES.map(([text, path, name, id]) => button(text, async () => {
    if (!(await isSent(store, problem))) return;
    const blob = await ask(problem, () => api.send("GET", path, { as: "blob", headers: { Accept: "*/*" } }));
    if (!blob) return;
    saveFile(blob, name);
    say(problem, more.saved);
  }, { id }));
  return part(more.saveTitle, more.saveHint, make("div", { className: "stack" }, ...buttons), problem);
}

async function parsed(file) {
  try {
    return JSON.parse(await file.text());
  } catch {
    return null;
  }
}

function importPart({ api, store }) {
  const problem = note("quiet");
  const input = make("input", { type: "file", id: "import-file", accept: "application/json,.json" });
  input.addEventListener("change", async () => {
    const document_ = input.files[0] ? await parsed(input.files[0]) : null;
    input.value = "";
    if (!document_) say(problem, more.notOurs);
    else if (await isSent(store, problem)) await bringIn(document_);
  });
  async function bringIn(document_) {
    try {
      const headers = { "If-Match": `"${store.number}"` };
      await store.take(await api.send("POST", "/v1/plan/import", { body: { document: document_ }, headers }));
      say(problem, more.imported);
    } catch (error) {
      say(problem, error.status === 422 || error.status === 400 ? more.notOurs : more.notNow);
    }
  }
  return part(more.importTitle, more.importHint, make("label", { htmlFor: "import-file" }, more.import), input, problem);
}

function deletePart({ api, store, go }) {
  const problem = note();
  const sure = make("div", { className: "card stack", hidden: true });
  const pin = make("div", {});
  const yes = button(more.deleteYes, async () => {
    if (!(await askPinAgain(pin, sure))) return;
    const gone = await ask(problem, async () => { await api.send("DELETE", "/v1/plan"); return true; });
    if (!gone) return;
    await forgetPlan();
    await store.sync();
    go("#", { said: more.deleted });
  }, { id: "delete-yes" });
  const no = button(more.deleteNo, () => { sure.hidden = true; first.focus(); }, { id: "delete-no", className: "button-plain" });
  const first = button(more.delete, () => { sure.hidden = false; no.focus(); }, { id: "delete", className: "button-plain" });
  sure.append(make("p", {}, more.deleteSure), make("div", { className: "row" }, yes, no));
  return part(more.deleteTitle, more.deleteHint, first, sure, pin, problem);
}

/** Draw the view. */
export function keepView(context) {
  return page(
    link(words.back, "#", "back-link"), heading(more.keepTitle),
    part(more.printTitle, more.printHint, button(more.print, () => printPlan(context), { id: "print" })),
    savePart(context), importPart(context), deletePart(context),
  );
}
