// The page of a reader: a link, a code, and the steps that somebody chose to show. Nothing of it is kept here.
import { createApi, Problem } from "../app/api.js";
import { byId, make, say } from "../app/dom.js";
import { wasLeft, watchExit } from "../app/exit.js";
import { offerLanguages } from "../app/tongues.js";
import { labelled } from "../plan/view.js";
import { sharedPlan } from "./shown.js";
import { words } from "./words.js";

const api = createApi();
const CODE = /^\d{6}$/u;

function troubleWords(error) {
  if (!(error instanceof Problem)) return words.unreachable;
  if (error.status === 429) return words.wait;
  return error.passes ? words.unreachable : words.nothing;
}

function askForCode(token) {
  const code = make("input", { id: "code", inputMode: "numeric", autocomplete: "one-time-code", maxLength: 12, dir: "ltr" });
  const problem = make("p", { className: "problem", id: "problem", hidden: true });
  problem.setAttribute("role", "alert");
  const button = make("button", { type: "submit", className: "button-main wide", id: "open" }, words.open);
  const form = make("form", { noValidate: true }, labelled(words.code, code), problem, button);

  async function open(event) {
    event.preventDefault();
    const digits = code.value.normalize("NFKC").replace(/\s/gu, "");
    if (!CODE.test(digits)) {
      say(problem, words.noCode);
      code.focus();
      return;
    }
    button.disabled = true;
    try {
      const found = await api.send("POST", "/v1/shared-plans", { body: { token, code: digits }, auth: false });
      byId("view").replaceChildren(sharedPlan(api, found, { token, code: digits }));
      byId("view").querySelector("h2").focus();
    } catch (error) {
      say(problem, troubleWords(error));
      code.focus();
    }
    button.disabled = false;
  }

  form.addEventListener("submit", open);
  byId("view").replaceChildren(make("p", {}, words.intro), make("p", {}, words.told), form, make("p", { className: "draft-label" }, words.draft));
}

function start() {
  const token = location.hash.slice(1);
  if (token) askForCode(token);
  else byId("view").replaceChildren(make("p", { className: "problem" }, words.noToken));
}

if (!wasLeft()) {
  watchExit(byId("leave"));
  addEventListener("hashchange", start);
  offerLanguages(byId("languages"));
  start();
}
