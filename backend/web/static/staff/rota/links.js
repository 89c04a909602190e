// Calendar links: secret addresses that a calendar follows. They say when somebody is on call, and not who.
import { h, redraw } from "../dom.js";
import { api } from "../session.js";
import { clock } from "../time.js";

const KINDS = { mine: "my shifts", everyone: "everybody's shifts" };

/** The part about links; `tryTo(action, says)` does something and says so. */
export function links(tryTo) {
  const shown = h("p", { id: "rota-link", role: "status" });
  const list = h("div", {});
  const part = h("details", { id: "links", class: "rota-part" }, h("summary", {}, "The rota in my calendar"),
    h("p", {}, "A calendar on your phone or computer can follow a secret link. It shows “On call” and the times, and no names.",
      " Anybody who has the link can read it, so keep it to yourself. A new link ends the one before."),
    list, shown);

  const make = (whose) => async () => {
    await tryTo(async () => {
      const { link } = await api("POST", "/v1/staff/rota/feeds", { whose });
      const field = h("input", { id: "rota-link-address", readonly: true, value: location.origin + link });
      shown.replaceChildren(h("label", { for: "rota-link-address" }, `Link to ${KINDS[whose]}. It is shown this once:`), field);
      field.select();
    }, "");
    await load();
  };
  const end = (whose) => async () => {
    await tryTo(() => api("DELETE", `/v1/staff/rota/feeds/${whose}`), "The link is ended.");
    shown.replaceChildren();
    await load();
  };
  const row = (whose, feed) => h("li", { data: { key: whose } },
    feed ? `There is a link to ${KINDS[whose]}, made ${clock(Date.parse(feed.made_at))}. ` : "",
    h("button", { type: "button", class: "button-plain", data: { part: "make", whose }, onclick: make(whose) },
      feed ? `Make a new link to ${KINDS[whose]}` : `Make a link to ${KINDS[whose]}`),
    feed ? h("button", { type: "button", class: "button-plain", data: { part: "end", whose }, onclick: end(whose) }, `End the link to ${KINDS[whose]}`) : null);
  const load = async () => {
    const { feeds } = await api("GET", "/v1/staff/rota/feeds");
    redraw(list, feeds, () => h("ul", { class: "plain-list" },
      Object.keys(KINDS).map((whose) => row(whose, feeds.find((feed) => feed.whose === whose)))));
  };
  part.addEventListener("toggle", () => { if (part.open) tryTo(load, ""); });
  return part;
}
