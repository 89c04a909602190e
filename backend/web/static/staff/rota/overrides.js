// Overrides: somebody else for some hours, or somebody more.
import { h, redraw } from "../dom.js";
import { api } from "../session.js";
import { dayName, hours, now, utc } from "../time.js";
import { HOUR_MS, openingForm, personField, readPeriod, whenField } from "./form.js";

const nextHour = () => Math.ceil(now() / HOUR_MS) * HOUR_MS;

function says(override) {
  const [from, to] = [Date.parse(override.starts_at), Date.parse(override.ends_at)];
  const who = override.first_name ?? "Somebody who has left";
  const instead = override.instead_of ? `instead of ${override.instead_of_first_name ?? "somebody who has left"}` : "as well";
  return `${who} ${instead}, ${dayName(from)} ${hours({ from, to })}`;
}

/** The form for a new override; `done(says)` is awaited afterwards. */
export function newOverride(people, done) {
  return openingForm({
    id: "override", title: "Somebody else for some hours", button: "Change these hours",
    fields: [
      personField("override-who", "Who is on call", people),
      personField("override-instead", "Instead of", people, "nobody: they are on call as well"),
      whenField("override-starts", "From (UK time)", nextHour()),
      whenField("override-ends", "To (UK time)", nextHour() + 4 * HOUR_MS),
    ],
    read: (elements) => ({
      ...readPeriod(elements["override-starts"], elements["override-ends"]),
      who: elements["override-who"].value, instead: elements["override-instead"].value || null,
    }),
    send: async ({ who, instead, from, to }) => {
      const body = { staff_id: who, instead_of: instead, starts_at: utc(from), ends_at: utc(to) };
      await done(`Changed: ${says(await api("POST", "/v1/staff/rota/overrides", body))}.`);
    },
  });
}

/** Draw the overrides into `holder`; supervisors remove them. */
export function drawOverrides(holder, rota, mayEdit, tryTo) {
  const item = (override) => h("li", { data: { key: override.id } }, `${says(override)}. `,
    mayEdit ? h("button", { type: "button", class: "link", data: { part: "remove" }, "aria-label": `Remove: ${says(override)}`,
      onclick: () => tryTo(() => api("DELETE", `/v1/staff/rota/overrides/${encodeURIComponent(override.id)}`), "Removed.") }, "Remove") : null);
  redraw(holder, [rota.overrides, mayEdit], () => [h("h2", {}, "Somebody else for some hours"),
    rota.overrides.length ? h("ul", { id: "overrides", class: "plain-list" }, rota.overrides.map(item))
      : h("p", {}, "Nobody stands in for anybody in these 14 days.")]);
}
