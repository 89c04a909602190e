// One entry of the directory: what is known of it, saying that it was checked, changing it, and who changed it.
import { announce, h } from "../dom.js";
import { api, keepTyped, typed } from "../session.js";
import { draft, fieldsOf, read } from "./fields.js";
import { historyOf } from "./history.js";
import { problemsPart, refusals } from "./problems.js";
import { weekOf } from "./week.js";
import { dayOf, FLAGS, SHOWN } from "./words.js";

const addressOf = (id) => `/v1/staff/services/${encodeURIComponent(id)}`;
const over = (entry) => ({ "If-Match": `"${entry.version}"` });

function list(title, items) {
  return items.length ? [h("h3", {}, title), h("ul", {}, items.map((one) => h("li", {}, one)))] : [];
}

function known(entry) {
  const { reason } = entry.fields.display;
  const sources = entry.fields.sources.map(({ publisher, as_of: age }) => (age ? `${publisher}, ${age}` : publisher));
  return h("section", { class: "card" }, h("h2", {}, "What is known"),
    entry.flag ? h("p", { class: "problem" }, `${FLAGS[entry.flag]}. Checking it says that you have looked.`) : null,
    h("p", {}, [`${SHOWN[entry.display]}.`, `${entry.checked}.`, `Confidence: ${entry.confidence}.`].join(" ")),
    entry.label ? h("p", {}, "The public reads: ", h("strong", {}, entry.label)) : null,
    reason ? h("p", {}, "Why: ", reason) : null,
    entry.feed ? h("p", {}, `It came from the feed ${entry.feed}.`) : null,
    ...list("Not certain", entry.unverified), ...list("Notes", entry.notes), ...list("Sources", sources));
}

function checking(entry, act) {
  const until = h("input", { id: "next-check", type: "date" });
  const press = () => act(() => api("POST", `${addressOf(entry.id)}/check`, { next_check_on: until.value || null }, over(entry)), "Noted as checked.");
  return h("section", { class: "card stack" }, h("h2", {}, "Checked?"),
    h("p", {}, entry.next_check_on ? `The next check is due on ${dayOf(entry.next_check_on)}.` : "No check is due.",
      " Ring, or read the provider's own page, before you press this."),
    h("div", {}, h("label", { for: "next-check" }, "Check again on"),
      h("p", { class: "hint", id: "next-check-hint" }, "Empty: in 30 days for crisis entries, in 90 for others."), until),
    h("button", { type: "button", id: "checked-today", onclick: press }, "I have checked this today"));
}

function editing(entry, act) {
  const name = `directory.${entry.id}`;
  const kept = typed(name);
  const fields = { ...entry.fields, ...kept };
  const submit = (event) => {
    event.preventDefault();
    act(() => api("PUT", addressOf(entry.id), read(form, fields), over(entry)), "Stored.", () => keepTyped(name, null));
  };
  const form = h("form", { id: "entry-form", class: "stack", method: "post", novalidate: true, onsubmit: submit,
    oninput: () => keepTyped(name, draft(form, fields)) },
  h("h2", {}, "Change it"), kept ? h("p", { class: "quiet" }, "What you had typed and not stored is here again.") : null,
  fieldsOf(fields, entry.choices, entry.never_hidden), h("button", { type: "submit", id: "entry-store", class: "button-main" }, "Store"));
  form.querySelector("#week-place").replaceWith(weekOf(form.elements.opening_hours, entry.week));
  return form;
}

/** Show one entry in `main`. */
export async function showEntry(main, id) {
  const { element: told, show: say } = problemsPart();
  const act = async (work, said, done = () => {}) => {
    try {
      const entry = await work();
      done();
      say([]);
      draw(entry);
      announce(said);
      main.querySelector("h1").focus();
    } catch (error) {
      if (error.status !== 401) say(refusals(error));
    }
  };
  const draw = (entry) => main.replaceChildren(
    h("p", {}, h("a", { href: "#/directory" }, "Back to the directory")), h("h1", { tabindex: "-1" }, entry.name), told,
    h("div", { class: "stack" }, known(entry), checking(entry, act), editing(entry, act), historyOf(entry.id)));
  main.replaceChildren(h("h1", { tabindex: "-1" }, "An entry of the directory"), told, h("p", { role: "status" }, "Fetching it."));
  try {
    draw(await api("GET", addressOf(id)));
  } catch (error) {
    if (error.status !== 401) say(refusals(error));
  }
}
