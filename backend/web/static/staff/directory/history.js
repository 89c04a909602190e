// Who changed an entry, when, and what: fetched when it is opened.
import { h } from "../dom.js";
import { api } from "../session.js";
import { timeOf } from "../time.js";
import { labelOf, WHAT } from "./words.js";

const shown = (value) => (value === null || value === "" ? "nothing" : typeof value === "string" ? value : JSON.stringify(value));

function change({ at, by, what, fields }) {
  return h("li", {}, h("p", {}, `${by || "Somebody"} ${WHAT[what]} `, timeOf(at), "."),
    fields.length ? h("dl", { class: "changes" }, fields.map(({ field, before, after }) => h("div", {},
      h("dt", {}, labelOf(field)), h("dd", {}, h("del", {}, shown(before)), " ", h("ins", {}, shown(after)))))) : null);
}

/** A part that opens on the history of an entry. */
export function historyOf(id) {
  const list = h("div", { id: "history-list", role: "status" });
  const part = h("details", { id: "history" }, h("summary", {}, "What was changed, and by whom"), list);
  part.addEventListener("toggle", async () => {
    if (!part.open) return;
    try {
      const { changes } = await api("GET", `/v1/staff/services/${encodeURIComponent(id)}/history`);
      list.replaceChildren(changes.length ? h("ol", { class: "stack" }, changes.map(change)) : h("p", {}, "Nothing yet."));
    } catch (error) {
      list.replaceChildren(h("p", { class: "problem" }, error.says ?? "It could not be shown."));
    }
  });
  return part;
}
