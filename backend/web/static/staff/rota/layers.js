// Layers: people who take turns at the same hours of the week.
import { h, redraw } from "../dom.js";
import { api } from "../session.js";
import { now, wallClock } from "../time.js";
import { askFirst, field, openingForm } from "./form.js";

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const HOLIDAYS = { as_usual: "As on other days", never: "Not on bank holidays", instead: "On bank holidays only" };
const TURNS = { 1: "a day each", 7: "a week each" };

const address = (layer) => `/v1/staff/rota/layers/${encodeURIComponent(layer.id)}`;

function describe(layer, names) {
  const people = layer.members.map((id) => names.get(id) ?? "somebody who has left").join(", ");
  const turn = layer.members.length < 2 ? "" : `, ${TURNS[layer.turn_days] ?? `${layer.turn_days} days each`}`;
  const days = layer.weekdays.length === 7 ? "every day" : layer.weekdays.map((day) => DAYS[day]).join(", ");
  const times = layer.from_time === layer.to_time ? `round the clock, hand-over at ${layer.from_time}` : `${layer.from_time} to ${layer.to_time}`;
  const holidays = layer.bank_holidays === "as_usual" ? "" : ` ${HOLIDAYS[layer.bank_holidays]}.`;
  return `${people}${turn}. ${days[0].toUpperCase()}${days.slice(1)}, ${times}.${holidays}`;
}

function fieldsOf(id, people, layer) {
  const day = (number) => h("label", { class: "choice" },
    h("input", { type: "checkbox", name: "weekday", value: String(number), checked: layer.weekdays.includes(number) }), h("span", {}, DAYS[number]));
  const places = people.map((person, at) => {
    const place = layer.members.indexOf(person.id) + 1;
    return h("p", { class: "row" }, h("label", { for: `${id}-turn-${at}` }, person.first_name),
      h("select", { id: `${id}-turn-${at}`, name: "turn", data: { staff: person.id } }, h("option", { value: "0" }, "not in it"),
        people.map((_, number) => h("option", { value: String(number + 1), selected: place === number + 1 }, `turn ${number + 1}`))));
  });
  return [
    field(`${id}-name`, "Name, such as Evenings", h("input", { id: `${id}-name`, name: "name", maxlength: 60, value: layer.name })),
    h("fieldset", {}, h("legend", {}, "Who, in the order of their turns"), places),
    field(`${id}-on`, "First day", h("input", { id: `${id}-on`, name: "starts_on", type: "date", value: layer.starts_on })),
    field(`${id}-turn`, "Days in a turn (1 is daily, 7 weekly)",
      h("input", { id: `${id}-turn`, name: "turn_days", type: "number", min: 1, max: 60, value: layer.turn_days })),
    field(`${id}-from`, "From (UK time)", h("input", { id: `${id}-from`, name: "from_time", type: "time", value: layer.from_time })),
    field(`${id}-to`, "To (the same time is round the clock)", h("input", { id: `${id}-to`, name: "to_time", type: "time", value: layer.to_time })),
    h("fieldset", {}, h("legend", {}, "Days on which it starts"), DAYS.map((_, number) => day(number))),
    field(`${id}-holidays`, "Bank holidays", h("select", { id: `${id}-holidays`, name: "bank_holidays" },
      Object.entries(HOLIDAYS).map(([value, name]) => h("option", { value, selected: value === layer.bank_holidays }, name)))),
  ];
}

function read(elements) {
  const named = (name) => [...elements].filter((element) => element.name === name);
  const turns = named("turn").filter((choice) => choice.value !== "0")
    .sort((one, other) => Number(one.value) - Number(other.value));
  const [name, on, from, to] = ["name", "starts_on", "from_time", "to_time"].map((key) => elements[key].value.trim());
  const weekdays = named("weekday").filter((box) => box.checked).map((box) => Number(box.value));
  const problem = !name ? "Give it a name." : !turns.length ? "Choose at least one person."
    : new Set(turns.map((choice) => choice.value)).size < turns.length ? "Two people have the same turn."
      : !on || !from || !to ? "Fill in the first day and both times." : !weekdays.length ? "Choose at least one day." : "";
  const layer = {
    name, weekdays, members: turns.map((choice) => choice.dataset.staff), starts_on: on,
    turn_days: Number(elements.turn_days.value), from_time: from, to_time: to, bank_holidays: elements.bank_holidays.value,
  };
  return { problem, layer };
}

/** The form for a new layer; `done(says)` is awaited afterwards. */
export function newLayer(people, done) {
  const usual = {
    name: "", members: [], starts_on: wallClock(now()).slice(0, 10), turn_days: 1, from_time: "17:00", to_time: "08:00",
    weekdays: [0, 1, 2, 3, 4, 5, 6], bank_holidays: "as_usual",
  };
  return openingForm({
    id: "layer", title: "Add a layer", button: "Add the layer", fields: fieldsOf("layer", people, usual), read,
    send: async ({ layer }) => {
      await api("POST", "/v1/staff/rota/layers", layer);
      await done(`Added: ${layer.name}.`);
    },
  });
}

/** Draw the layers into `holder`; supervisors change and end them. */
export function drawLayers(holder, rota, mayEdit, tryTo, done) {
  const names = new Map(rota.staff.map((person) => [person.id, person.first_name]));
  const item = (layer) => h("li", { data: { key: layer.id } }, h("h3", {}, layer.name), h("p", {}, describe(layer, names)),
    mayEdit ? openingForm({
      id: `change-${layer.id}`, title: `Change ${layer.name}`, button: "Change it from now on",
      fields: fieldsOf(`change-${layer.id}`, rota.staff, layer), read,
      send: async ({ layer: wanted }) => {
        await api("PUT", address(layer), wanted);
        await done(`Changed: ${wanted.name}.`);
      },
    }) : null,
    mayEdit ? h("button", { type: "button", class: "button-plain", data: { part: "end" },
      onclick: () => askFirst(`End ${layer.name} now?`, "Whoever is on call by it is on call no longer, from this moment. That can leave gaps.",
        "End it", () => tryTo(() => api("DELETE", address(layer)), `Ended: ${layer.name}.`)) }, `End ${layer.name} now`) : null);
  redraw(holder, [rota.layers, rota.staff, mayEdit], () => [h("h2", {}, "Layers"),
    rota.layers.length ? h("ul", { id: "layers", class: "plain-list" }, rota.layers.map(item)) : h("p", {}, "There is no layer.")]);
}
