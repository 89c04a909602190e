// What people read, for editors: where each article and each safety text stands on its way to approval.
import { h } from "./dom.js";
import { STATES, languageOf } from "./guidance/words.js";
import { api, me } from "./session.js";

const GROUPS = [
  ["parents", "For parents and carers"],
  ["young-people", "For young people"],
  ["schools", "For school staff"],
  [null, "Safety texts: production does not start without them"],
];

/** Whether this member of staff may edit what people read. */
export const mayEditGuidance = () => ["content_editor", "admin"].includes(me()?.role);

function item(piece) {
  const where = `#/guidance/one/${encodeURIComponent(piece.name)}/${encodeURIComponent(piece.language)}`;
  return h("li", { data: { key: `${piece.name}.${piece.language}` } },
    h("a", { href: where }, `${piece.title} (${languageOf(piece.language)})`), " ",
    h("span", { class: "tag" }, STATES[piece.state] ?? "Draft as shipped"),
    piece.due ? [" ", h("span", { class: "tag" }, "To be looked at again")] : null);
}

function group(pieces, [audience, title]) {
  const own = pieces.filter((piece) => piece.audience === audience);
  return own.length ? h("section", {}, h("h2", {}, title), h("ul", { class: "stack" }, own.map(item))) : null;
}

/** Show everything that is approved here in `main`. */
export async function showGuidance(main) {
  const body = h("div", { id: "guidance" }, h("p", { role: "status" }, "Fetching the list."));
  main.replaceChildren(h("h1", { tabindex: "-1" }, "What people read"),
    h("p", { class: "quiet" }, "Whoever wrote a text does not approve it. What nobody has approved is not shown where the service is live."),
    body);
  try {
    const { pieces } = await api("GET", "/v1/staff/guidance");
    body.replaceChildren(...GROUPS.map((one) => group(pieces, one)).filter(Boolean));
  } catch (error) {
    if (error.status !== 401) body.replaceChildren(h("p", { class: "problem", role: "alert" }, error.says ?? "The list could not be shown."));
  }
}
