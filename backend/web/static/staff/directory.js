// The directory of services, for editors: what has to be checked comes first.
import { dayOf, FLAGS, SHOWN } from "./directory/words.js";
import { h } from "./dom.js";
import { api, me } from "./session.js";

const ADDRESS = "/v1/staff/services";
const STATES = { due: "To check", flagged: "To decide", shown: "Shown", hidden: "Hidden", all: "All" };
const HEADS = {
  due: "These have to be checked. From the day after, set hours are shown as not confirmed. Lines that never close stay.",
  flagged: "A feed has dropped or changed these. What you wrote was not touched.",
  shown: "What the public sees.",
  hidden: "Nobody outside sees these.",
  all: "Every entry.",
};

/** Whether this member of staff may edit the directory. */
export const mayEditDirectory = () => ["content_editor", "admin"].includes(me()?.role);

function facts(entry) {
  const found = [SHOWN[entry.display], entry.never_hidden ? "Never hidden" : null, entry.checked,
    entry.next_check_on ? `Next check: ${dayOf(entry.next_check_on)}` : null];
  return found.filter(Boolean).join(". ");
}

function item(entry) {
  return h("li", { class: "card", data: { key: entry.id } },
    h("h2", {}, h("a", { href: `#/directory/one/${encodeURIComponent(entry.id)}` }, entry.name)),
    entry.overdue ? h("p", { class: "tag" }, "Not checked in time") : null,
    entry.flag ? h("p", { class: "tag" }, FLAGS[entry.flag]) : null,
    h("p", {}, entry.opening_hours ?? "Hours not known"),
    h("p", { class: "quiet" }, `${facts(entry)}.`));
}

function tabs(state, { due, flagged }) {
  const numbers = { due, flagged };
  return Object.entries(STATES).map(([name, text]) => h("a", { href: `#/directory/${name}`, "aria-current": name === state ? "page" : null },
    name in numbers ? `${text} (${numbers[name]})` : text));
}

const toNew = () => h("p", {}, h("a", { href: "#/directory/new", id: "to-new", class: "button" }, "Add an entry"));
const toFeeds = () => h("p", {}, h("a", { href: "#/directory/feeds", id: "to-feeds" }, "Feeds of others: bring in a council's list"));

/** Show the entries of a state in `main`. */
export async function showDirectory(main, state) {
  const problem = h("p", { id: "directory-problem", class: "problem", role: "alert", hidden: true });
  const list = h("ol", { id: "directory", class: "directory stack" });
  const menu = h("nav", { class: "row parts", "aria-label": "Entries" });
  const more = h("button", { type: "button", id: "directory-more", class: "button-plain", hidden: true }, "Show more");
  const waiting = h("p", { role: "status" }, "Fetching the list.");
  main.replaceChildren(h("h1", { tabindex: "-1" }, "Directory of services"), ...(mayEditDirectory() ? [toNew()] : []), menu, h("p", { class: "quiet" }, HEADS[state]),
    problem, waiting, list, more, ...(mayEditDirectory() ? [toFeeds()] : []));

  const load = async (after) => {
    try {
      const found = await api("GET", `${ADDRESS}?state=${state}&after=${encodeURIComponent(after)}`);
      menu.replaceChildren(...tabs(state, found));
      const items = found.services.map(item);
      list.append(...items);
      waiting.textContent = list.childElementCount ? "" : "None.";
      more.hidden = !found.after;
      more.onclick = () => load(found.after);
      if (after) items[0]?.querySelector("a").focus();
    } catch (error) {
      waiting.textContent = "";
      problem.textContent = error.says ?? "The directory could not be shown.";
      problem.hidden = error.status === 401;
    }
  };
  if (mayEditDirectory()) await load("");
  else waiting.textContent = "Only editors of content open the directory.";
}
