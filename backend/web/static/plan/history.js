// How the plan was before: the list of revisions, one of them against the plan of now, and bringing it back.
import { make, say } from "../app/dom.js";
import { ask, isSent } from "./asking.js";
import { changes } from "./diff.js";
import { entryParts } from "./entry-view.js";
import { tidyPlan } from "./model.js";
import { button, clockWords, dayWords, heading, link, note, page } from "./view.js";
import { more } from "./words-more.js";
import { steps, words } from "./words.js";

const AT_ONCE = 20;

function revisionItem({ number, at, kind, reason }, newest) {
  const says = number === newest ? more.now : (more.kinds[kind] ?? "");
  return make(
    "li", { className: "card" },
    make("p", {}, make("time", { dateTime: at }, `${dayWords(at)}, ${clockWords(at)}`), " ", make("span", { className: "quiet" }, says)),
    reason ? make("p", { dir: "auto" }, reason) : null,
    number === newest ? null : link(more.look, `#history/${number}`),
  );
}

/** Draw the list. */
export function historyView({ api, store }) {
  const list = make("ul", { className: "entries", id: "revisions" });
  const problem = note();
  const older = button(more.historyMore, () => load(), { id: "older", className: "button-plain" });
  let before = null;
  older.hidden = true;

  async function load() {
    const query = new URLSearchParams({ limit: String(AT_ONCE), ...(before && { before: String(before) }) });
    const answer = await ask(problem, () => api.send("GET", `/v1/plan/revisions?${query}`));
    if (!answer) return;
    list.append(...answer.revisions.map((one) => revisionItem(one, store.number)));
    before = answer.revisions.at(-1)?.number ?? null;
    older.hidden = answer.revisions.length < AT_ONCE || before === 1;
    if (list.childElementCount === 0) say(problem, more.historyNone);
  }

  store.sync().then(load);
  return page(link(words.back, "#", "back-link"), heading(more.historyTitle), make("p", {}, more.historyIntro), problem, list, older);
}

function side(context, title, entry) {
  return entry ? make("div", { className: "version" }, make("h4", {}, title), ...entryParts(entry, { picture: context.picture, words })) : null;
}

function changeItem(context, { kind, step, before, after }) {
  return make(
    "li", { className: "card" },
    make("p", { className: "quiet" }, `${words.step(step)}: ${steps[step].title}`),
    make("h3", {}, more.changes[kind]),
    kind === "moved" ? null : side(context, more.then, before),
    side(context, more.today, after),
  );
}

/** Draw one revision against the plan of now. */
export function revisionView(context, number) {
  const { api, store, go } = context;
  const problem = note();
  const list = make("ul", { className: "entries", id: "changes" });
  const restore = button(more.restore, bringBack, { id: "restore", className: "button-main" });
  restore.hidden = true;

  async function load() {
    const old = await ask(problem, () => api.send("GET", `/v1/plan/revisions/${number}`));
    if (!old) return;
    const found = changes(tidyPlan(old.plan), store.plan);
    list.replaceChildren(...found.map((one) => changeItem(context, one)));
    if (found.length === 0) say(problem, more.sameAsNow);
    restore.hidden = found.length === 0;
  }

  async function bringBack() {
    if (!(await isSent(store, problem))) return;
    const headers = { "If-Match": `"${store.number}"` };
    const made = await ask(problem, () => api.send("POST", `/v1/plan/revisions/${number}/restore`, { body: {}, headers }));
    if (!made) return;
    await store.take(made);
    go("#", { said: more.restored });
  }

  load();
  return page(
    link(words.backToStep, "#history", "back-link"), heading(more.sinceThen),
    problem, list, restore, make("p", { className: "hint" }, more.restoreMeans),
  );
}
