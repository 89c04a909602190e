// Test pages: whether pages reach me, before a shift and not during one.
import { h, redraw } from "../dom.js";
import { api } from "../session.js";
import { clock } from "../time.js";

const ADDRESS = "/v1/staff/me/test-page";

function testItem(test, acknowledge) {
  const state = test.acknowledged_at ? `arrived, acknowledged ${clock(Date.parse(test.acknowledged_at))}`
    : test.taken === false ? "could not be sent: check the address, or tell an administrator" : "sent, not acknowledged yet";
  return h("li", { data: { key: `${test.channel}${test.sent_at}` } }, `${test.channel}, ${clock(Date.parse(test.sent_at))}: ${state}. `,
    test.id && !test.acknowledged_at && test.taken
      ? h("button", { type: "button", class: "button-main", data: { part: "acknowledge" }, onclick: () => acknowledge(test.id) }, "Acknowledge") : null);
}

function standing(found) {
  return found.counts_until
    ? `You acknowledged a test page ${clock(Date.parse(found.acknowledged_at))}. It counts until ${clock(Date.parse(found.counts_until))}.`
    : "You have not acknowledged a test page in the last 14 days. Supervisors are told before your next shift.";
}

/** The part about test pages. */
export function testPages() {
  const told = h("p", { id: "test-page-problem", class: "problem", role: "alert", hidden: true });
  const body = h("div", { role: "status" });
  const tryTo = async (method, path, sent) => {
    told.hidden = true;
    try {
      draw(await api(method, path, sent));
    } catch (error) {
      told.textContent = error.says ?? "It could not be done.";
      told.hidden = false;
    }
  };
  const acknowledge = (id) => tryTo("POST", `${ADDRESS}/${encodeURIComponent(id)}/acknowledge`, {});
  const draw = (found) => redraw(body, found, () => [h("p", { id: "test-page-standing" }, standing(found)),
    h("ul", { id: "test-pages", class: "plain-list" }, found.tests.map((test) => testItem(test, acknowledge)))]);
  const part = h("details", { id: "test-page", class: "rota-part" }, h("summary", {}, "Do pages reach me?"),
    h("p", {}, "A test page goes to you by each way in which you are paged. Acknowledge it where it arrives."),
    h("p", {}, h("button", { type: "button", id: "test-page-send", class: "button-plain", onclick: () => tryTo("POST", ADDRESS, {}) }, "Send me a test page")),
    told, body);
  part.addEventListener("toggle", () => { if (part.open) tryTo("GET", ADDRESS); });
  return part;
}

/** Show in `main` the page that the link in a test page opens. */
export function showTestPage(main, id) {
  const told = h("p", { id: "test-page-told", role: "status" });
  const acknowledge = async () => {
    try {
      const found = await api("POST", `${ADDRESS}/${encodeURIComponent(id)}/acknowledge`, {});
      told.textContent = standing(found);
      button.hidden = true;
    } catch (error) {
      told.textContent = error.says ?? "It could not be done.";
    }
  };
  const button = h("button", { type: "button", id: "test-page-acknowledge", class: "button-main", onclick: acknowledge }, "It arrived");
  main.replaceChildren(h("h1", { tabindex: "-1" }, "Test page"), h("p", {}, "This was a test. Nobody needs you."), h("p", {}, button), told);
}
