// The places of an entry: each a group of fields that can be added and taken away.
import { h } from "../dom.js";
import { LABELS } from "./words.js";

const PARTS = { name: "What it is called", address_1: "Number and street", city: "Town", state_province: "County", postal_code: "Postcode" };

function part(name, number, value) {
  const id = `entry-locations-${number}-${name}`;
  return h("div", {}, h("label", { for: id }, PARTS[name]),
    h("input", { id, data: { part: name }, autocomplete: "off", maxlength: name === "postal_code" ? 20 : 300, value: value ?? "" }));
}

const valuesOf = (group) => Object.fromEntries([...group.querySelectorAll("[data-part]")].map(({ dataset, value }) =>
  [dataset.part, dataset.part === "name" ? value.trim() : value.trim() || null]));

/** What is typed for the places of a form, as the API takes it. */
export const readPlaces = (form) => [...form.querySelectorAll(".place")].map(valuesOf);

/** The group of places, at first those given. */
export function placesOf(places) {
  const list = h("div", { class: "stack" });
  const draw = (values) => list.replaceChildren(...values.map((value, number) =>
    h("fieldset", { class: "place stack", id: `entry-locations-${number}` }, h("legend", {}, `Place ${number + 1}`),
      Object.keys(PARTS).map((name) => part(name, number, value[name])),
      h("button", { type: "button", class: "button-plain", onclick: () => remove(number) }, `Take place ${number + 1} away`))));
  const change = (values) => {
    draw(values);
    list.dispatchEvent(new Event("input", { bubbles: true })); // The form keeps what is typed.
  };
  const remove = (number) => {
    change(readPlaces(list).filter((_, at) => at !== number));
    add.focus();
  };
  const add = h("button", { type: "button", id: "place-add", class: "button-plain", onclick: () => {
    change([...readPlaces(list), {}]);
    list.querySelector(".place:last-child input").focus();
  } }, "Add a place");
  draw(places);
  return h("fieldset", { id: "entry-locations", class: "stack", "aria-describedby": "entry-locations-hint" }, h("legend", {}, LABELS.locations),
    h("p", { class: "hint", id: "entry-locations-hint" }, "Where people go, if they go anywhere. An address is whole, or left out. Add a line with in_person to the ways to reach it, too."), list, add);
}
