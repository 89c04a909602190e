// The page of one young person: everything recorded, in the order in which it happened; to read, add to, correct and print.
import { h } from "../dom.js";
import { useKeys } from "../keys.js";
import { api, me } from "../session.js";
import { learnClock, now, wallClock } from "../time.js";
import { about, nickname } from "../words.js";
import { momentItem } from "./moments.js";
import { stamp } from "./when.js";
import { askCorrection, askNote, askReview } from "./writing.js";

function head(request, printed) {
  return [
    h("h1", { tabindex: "-1" }, "Chronology: ", h("bdi", {}, nickname(request)), " ", h("span", { class: "about" }, about(request))),
    h("p", { class: "quiet no-print" }, "Opening and printing this page is written down with your name. The young person can see who opened it."),
    h("p", { class: "print-only" }, `Printed by ${me().first_name}, ${stamp(printed)} (UK time). Confidential. What is written here says nothing about whether anyone is safe.`),
  ];
}

/** What the page knows and does. */
class Chronology {
  constructor(id, why) {
    this.id = id;
    this.why = why;
    this.staff = [];
    this.problem = h("p", { class: "problem no-print", id: "chronology-problem", role: "alert", hidden: true });
    this.head = h("div", {});
    this.list = h("ol", { class: "moments", "aria-label": "What happened, the earliest first" });
    this.tools = h("div", { class: "row no-print", hidden: true },
      h("button", { type: "button", id: "chronology-add", class: "button-main", onclick: () => this.write() }, "Write an entry"),
      h("button", { type: "button", id: "chronology-print", onclick: () => this.print() }, "Print"));
    this.element = h("article", { class: "record" }, this.problem, this.head, this.tools, this.list);
  }

  say(text) {
    this.problem.textContent = text ?? "";
    this.problem.hidden = !text;
  }

  async fetch(why) {
    return api("GET", `/v1/staff/escalations/${encodeURIComponent(this.id)}/chronology?why=${why}`);
  }

  async attempt(work) {
    try {
      this.say("");
      await work();
    } catch (error) {
      const gone = { 404: "There is no such record.", 410: "It has been erased." }[error.status];
      if (error.status !== 401) this.say(gone ?? `It could not be done. ${error.says ?? ""}`);
    }
  }

  async load() {
    const [found, { staff }] = await Promise.all([this.fetch(this.why), api("GET", "/v1/staff/rota")]);
    this.staff = staff;
    this.draw(found);
  }

  draw({ moments, as_of: asOf }) {
    learnClock(asOf);
    const tools = { today: wallClock(now()).slice(0, 10), correct: (entry) => this.change(askCorrection, entry), review: (entry) => this.change(askReview, entry) };
    const { request } = moments.findLast((moment) => moment.request);
    this.head.replaceChildren(...head(request, now()));
    this.list.replaceChildren(...moments.flatMap((moment) => momentItem(moment, tools)).filter(Boolean));
    this.tools.hidden = false;
  }

  write() {
    askNote(this.id, this.staff, (found) => this.changed(found));
  }

  change(ask, entry) {
    ask(entry, this.staff, (found) => this.changed(found));
  }

  changed(found) {
    this.draw(found);
    this.head.querySelector("h1").focus();
  }

  print() {
    return this.attempt(async () => {
      this.draw(await this.fetch("printed"));
      window.print();
    });
  }
}

/** Show the chronology that a request belongs to; `why` is noted in the audit. */
export async function showChronology(main, id, why = "request") {
  const page = new Chronology(id, why);
  const loading = h("p", { role: "status" }, "Fetching the record.");
  const back = h("p", { class: "back no-print" }, h("a", { href: `#/escalations/${encodeURIComponent(id)}` }, "Back to the conversation"));
  main.replaceChildren(back, loading, page.element);
  useKeys({ u: () => { location.hash = "#/"; } });
  await page.attempt(() => page.load());
  loading.remove();
  if ([document.body, main].includes(document.activeElement)) page.head.querySelector("h1")?.focus();
}
