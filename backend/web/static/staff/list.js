// The list: what is not acknowledged first, and what somebody has.
import { act, possible, tellKeys } from "./actions.js";
import { h, keepFocus, keyed, redraw } from "./dom.js";
import { useKeys } from "./keys.js";
import { inState, live, onLive } from "./live.js";
import { api, me } from "./session.js";
import { attentionLegend, row, rowFacts } from "./row.js";

const NOT_SAFE = "That says nothing about whether anyone is safe: the screen looks for phrases, and it misses many things.";

function section(id, title) {
  const heading = h("h2", { id: `${id}-title` }, title);
  const list = h("ol", { class: "escalations", id, "aria-labelledby": `${id}-title` });
  const none = h("p", { class: "none", hidden: true });
  return { title, heading, list, none, element: h("section", {}, heading, list, none) };
}

function fill(part, found, onAcknowledge, noneText) {
  const title = found.length ? `${part.title} (${found.length})` : part.title;
  if (part.heading.textContent !== title) part.heading.textContent = title;
  keyed(part.list, found, (item) => item.id, rowFacts, (item) => row(item, onAcknowledge));
  part.list.hidden = !found.length;
  part.none.hidden = found.length > 0;
  if (part.none.textContent !== noneText) part.none.textContent = noneText;
}

/** Which row the keys act on: the one chosen or focused, else the first; it stays while it is there. */
function rowCursor(holder) {
  let chosen = null;
  const rows = () => [...holder.querySelectorAll("li.escalation")];
  const mark = () => {
    const all = rows();
    chosen = all.some((one) => one.dataset.key === chosen) ? chosen : all[0]?.dataset.key ?? null;
    for (const one of all) {
      const current = one.dataset.key === chosen;
      one.toggleAttribute("data-current", current);
      tellKeys(one, current);
    }
  };
  holder.addEventListener("focusin", (event) => {
    chosen = event.target.closest("li.escalation")?.dataset.key ?? chosen;
    mark();
  });
  const move = (by) => {
    const all = rows();
    const held = holder.contains(document.activeElement);
    const at = all.findIndex((one) => one.dataset.key === chosen);
    const next = all[held ? Math.min(all.length - 1, Math.max(0, at + by)) : Math.max(0, at)];
    next?.querySelector("h3 a").focus();
  };
  return { mark, move, current: () => chosen };
}

function addressOf(id) {
  return `#/escalations/${encodeURIComponent(id)}`;
}

/** Show the list in `main`; `go(hash, notice)` opens another place. Returns what stops it. */
export function showList(main, go) {
  const problem = h("p", { id: "list-problem", class: "problem", role: "alert", hidden: true });
  const loading = h("p", { id: "list-loading" }, "Fetching the list.");
  const offered = section("offered", "Offered to you");
  const waiting = section("unacknowledged", "Not acknowledged");
  const held = section("held", "Somebody has it");
  const lists = h("div", { hidden: true }, offered.element, waiting.element, held.element);
  const cursor = rowCursor(lists);

  const acknowledge = async (escalation, name) => {
    const refused = await act(escalation, name);
    problem.textContent = refused?.says ?? "";
    problem.hidden = !refused;
    if (!refused || refused.conflict) go(addressOf(escalation.id), refused?.says);
  };
  const draw = () => {
    const { loaded } = live();
    loading.hidden = loaded;
    lists.hidden = !loaded;
    keepFocus(lists, () => {
      const toMe = inState("acknowledged", "taken_over").filter((one) => possible(one, me()).includes("accept"));
      fill(offered, toMe, acknowledge, "");
      offered.element.hidden = !toMe.length;
      fill(waiting, inState("open"), acknowledge, `Nothing is waiting to be acknowledged. ${NOT_SAFE}`);
      fill(held, inState("acknowledged", "taken_over").filter((one) => !toMe.includes(one)), acknowledge, "Nothing.");
    });
    cursor.mark();
  };

  main.replaceChildren(h("h1", { tabindex: "-1" }, "Escalations"), problem, loading, lists, attentionLegend());
  useKeys({
    j: () => cursor.move(1),
    k: () => cursor.move(-1),
    Enter: () => pressOr(() => cursor.current() && go(addressOf(cursor.current()))),
    a: () => {
      const current = live().escalations.get(cursor.current());
      if (current?.state === "open") acknowledge(current, "acknowledge");
    },
    y: () => {
      const current = live().escalations.get(cursor.current());
      if (current && possible(current, me()).includes("accept")) acknowledge(current, "accept");
    },
  });
  draw();
  return onLive(draw);
}

function pressOr(otherwise) {
  const focused = document.activeElement;
  if (focused?.matches("a, button, summary")) focused.click();
  else otherwise();
}

/** Show the closed ones in `main`. */
export async function showClosed(main) {
  const body = h("div", { role: "status" }, "Fetching the list.");
  main.replaceChildren(h("h1", { tabindex: "-1" }, "Closed"), h("p", { class: "quiet" }, "The newest first."), body);
  try {
    const { escalations } = await api("GET", "/v1/staff/escalations?state=closed");
    redraw(body, escalations.map((found) => found.id), () => (escalations.length
      ? h("ol", { class: "escalations" }, escalations.map((found) => row(found, () => {})))
      : h("p", {}, "None yet.")));
  } catch (error) {
    body.replaceChildren(h("p", { class: "problem" }, error.says ?? "It could not be fetched."));
  }
}
