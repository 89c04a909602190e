// Drills: how the last ones went, and running one now.
import { announce, h } from "./dom.js";
import { api } from "./session.js";
import { timeOf } from "./time.js";

const SHOWN = 10;

function item(drill) {
  return h("li", {}, timeOf(drill.started_at), `: ${drill.says}. `,
    h("span", { class: "quiet" }, drill.planned ? "Planned." : "Asked for.", drill.all_channels ? " By all channels." : ""));
}

/** The section; `attempt(work)` runs what may fail and says so. */
export function drillsPart(attempt) {
  const list = h("div", {});
  const button = h("button", { type: "button", id: "drill-run" }, "Run a drill now");
  const load = async () => {
    const { drills } = await api("GET", "/v1/staff/drills");
    list.replaceChildren(drills.length
      ? h("ol", { id: "drills", class: "stack" }, drills.slice(0, SHOWN).map(item))
      : h("p", { id: "drills" }, "None was run yet."));
  };
  button.addEventListener("click", () => attempt(async () => {
    button.setAttribute("aria-disabled", "true");
    announce("The drill runs. It takes up to 15 seconds.");
    try {
      const drill = await api("POST", "/v1/staff/drills", {});
      announce(`The drill has ended: ${drill.says}.`);
      await load();
    } finally {
      button.removeAttribute("aria-disabled");
    }
  }));
  attempt(load);
  return h("section", { class: "stack" }, h("h2", {}, "Drills"),
    h("p", {}, "A drill sends the words of a made-up person the real way and waits for a page.",
      " It shows on open consoles, rings no phone, and closes by itself."), button, list);
}
