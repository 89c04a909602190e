// One step of a policy: in words, and as a fieldset that writes what is typed into the draft.
import { h } from "../dom.js";
import { channelName, LONGEST_WAIT_MIN, minutes, SHORTEST_WAIT_MIN, targetName, targetsOf } from "./model.js";

const listed = (names) => new Intl.ListFormat("en-GB").format(names);
const begun = (words) => words[0].toUpperCase() + words.slice(1);

/** "Whoever is on call, by each of their own ways. After 2 minutes the next step." */
export function stepWords(step, staff, last) {
  const who = listed([...step.targets].map((target) => targetName(target, staff)));
  const how = step.channels.size ? `by ${listed([...step.channels].map(channelName))}` : "by each of their own ways";
  const then = last ? `Again every ${minutes(step.wait)}, until somebody acknowledges.` : `After ${minutes(step.wait)} the next step.`;
  return `${begun(who)}, ${how}. ${then}`;
}

function choices(legend, hint, chosen, options, nameOf) {
  const box = (option) => h("label", { class: "choice" },
    h("input", { type: "checkbox", checked: chosen.has(option), data: { option },
      onchange: (event) => { if (event.target.checked) chosen.add(option); else chosen.delete(option); } }),
    h("span", {}, nameOf(option)));
  return h("fieldset", { class: "stack" }, h("legend", {}, legend), hint ? h("p", { class: "hint" }, hint) : null,
    h("div", { class: "choices" }, options.map(box)));
}

/** A field of minutes; `set(number)` is called as it is typed. */
export function minutesField(id, label, value, [least, most], set) {
  return h("p", {}, h("label", { for: id }, label), h("input", {
    id, type: "number", inputmode: "decimal", min: least, max: most, step: "any", value,
    oninput: (event) => set(event.target.value === "" ? NaN : Number(event.target.value)),
  }));
}

/** The fieldset. `found` and `staff` say what can be chosen; `move(by)` and `remove()` change the steps around it. */
export function stepFields(place, step, at, count, { found, staff, move, remove }) {
  const id = place.replaceAll(".", "-");
  const button = (part, label, possible, onclick) => h("button", { type: "button", class: "button-plain", disabled: !possible,
    data: { part: `${id}-${part}` }, onclick }, label, h("span", { class: "visually-hidden" }, ` step ${at + 1}`));
  return h("fieldset", { id, class: "policy-step stack", data: { key: id }, tabindex: "-1" }, h("legend", {}, `Step ${at + 1}`),
    h("ul", { class: "problem", hidden: true, data: { problems: place } }),
    choices("Who is paged", null, step.targets, targetsOf(found, staff, [...step.targets]), (one) => begun(targetName(one, staff))),
    choices("How", "Choose none for each person’s own ways.", step.channels,
      [...new Set([...found.channels, ...step.channels])], (one) => begun(channelName(one))),
    minutesField(`${id}-wait`, at === count - 1 ? "Minutes until they are paged again" : "Minutes until the next step", step.wait,
      [SHORTEST_WAIT_MIN, LONGEST_WAIT_MIN], (number) => { step.wait = number; }),
    h("div", { class: "row" }, button("up", "Move up", at > 0, () => move(-1)),
      button("down", "Move down", at < count - 1, () => move(1)), button("remove", "Remove", count > 1, remove)));
}
