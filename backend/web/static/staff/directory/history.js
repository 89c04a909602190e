// Who changed an entry, when, and what: fetched when it is opened.
import { h } from "../dom.js";
import { api } from "../session.js";
import { timeOf } from "../time.js";
import { AREAS, COSTS, labelOf, SHOWN, WHAT } from "./words.js";

const NAMES = { rule: SHOWN, scope: AREAS, cost: COSTS };

/** A value in words: the parts of a whole with commas, several of them with semicolons. */
function words(value, name) {
  if (Array.isArray(value)) return value.map((one) => words(one, name)).join("; ");
  if (value !== null && typeof value === "object") {
    return Object.entries(value).map(([part, one]) => words(one, part)).filter(Boolean).join(", ");
  }
  return NAMES[name]?.[value] ?? String(value ?? "");
}

const shown = (field, value) => words(value, field) || "nothing";

function change({ at, by, what, fields }) {
  return h("li", {}, h("p", {}, `${by || "Somebody"} ${WHAT[what]} `, timeOf(at), "."),
    fields.length ? h("dl", { class: "changes" }, fields.map(({ field, before, after }) => h("div", {},
      h("dt", {}, labelOf(field)), h("dd", {}, h("del", {}, shown(field, before)), " ", h("ins", {}, shown(field, after)))))) : null);
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
