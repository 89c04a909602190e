// What was left open: who looks again and by when. A member sees their own; supervisors see everybody's.
import { h } from "../dom.js";
import { api, me } from "../session.js";
import { dayWords } from "./when.js";

function item(found) {
  const why = found.owner_id === me()?.id ? "follow_up" : "supervision";
  return h("li", { class: "card stack", data: { key: found.entry_id, overdue: String(found.overdue) } },
    h("h2", {}, h("bdi", {}, found.nickname || "No nickname")),
    h("p", { dir: "auto" }, found.what),
    h("p", {}, h("strong", {}, found.owner), ` looks again by ${dayWords(found.review_on)}. `,
      found.overdue ? h("strong", { class: "overdue" }, "This is overdue.") : null),
    h("p", {}, h("a", { href: `#/chronology/${encodeURIComponent(found.escalation_id)}/${why}` }, "Open the chronology")));
}

/** Show the list in `main`. */
export async function showFollowUps(main) {
  const body = h("div", { id: "follow-ups" }, h("p", { role: "status" }, "Fetching the list."));
  const whose = h("p", { class: "quiet" }, "Opening the list is written down with your name, for each young person in it.");
  main.replaceChildren(h("h1", { tabindex: "-1" }, "Left open"), whose, body);
  try {
    const { left_open: found, whose: of } = await api("GET", "/v1/staff/follow-ups");
    whose.prepend(of === "mine" ? "What you look at again. " : "What everybody on the team looks at again. ");
    body.replaceChildren(found.length ? h("ol", { class: "follow-ups stack" }, found.map(item)) : h("p", {}, "Nothing is left open."));
  } catch (error) {
    body.replaceChildren(h("p", { class: "problem", role: "alert" }, error.says ?? "It could not be fetched."));
  }
}
