// A new entry of the directory, by hand. It is stored hidden: whoever has read it over shows it.
import { newId } from "../../app/ids.js";
import { mayEditDirectory } from "../directory.js";
import { announce, h } from "../dom.js";
import { api, keepTyped, typed } from "../session.js";
import { draft, fieldsOf, read, text } from "./fields.js";
import { problemsPart, refusals } from "./problems.js";
import { weekOf } from "./week.js";

const ADDRESS = "/v1/staff/services";
const NAME = "directory.new";
const EMPTY = {
  name: "", organization: "", description: "", audience: [], minimum_age: null, maximum_age: null, eligibility_description: "",
  scope: "", opening_hours: "", holiday_note: "", interpretation_services: "", fees_description: "", cost: "", confidentiality: "",
  url: null, channels: [], locations: [], needs: [], languages: [], faiths: [], sources: [], next_check_on: null,
};
const inLondon = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" });

function days(fields) {
  return h("fieldset", {}, h("legend", {}, "When it was made sure of"), h("div", { class: "stack" },
    text("checked_on", fields.checked_on, { type: "date", hint: "The day on which you rang, or read the provider's own page." }),
    text("next_check_on", fields.next_check_on, { type: "date", hint: "Empty: 90 days after that." })));
}

function written(form, fields, how = read) {
  const value = (name) => form.elements[name].value || null;
  return { ...how(form, fields), client_entry_id: fields.client_entry_id, checked_on: value("checked_on"), next_check_on: value("next_check_on") };
}

function formOf(choices, problems, again) {
  const kept = typed(NAME);
  const fields = { ...EMPTY, checked_on: inLondon.format(new Date()), client_entry_id: newId(), ...kept };
  const submit = async (event) => {
    event.preventDefault();
    if (store.disabled) return;
    store.disabled = true;
    try {
      const { id } = await api("POST", ADDRESS, written(form, fields));
      keepTyped(NAME, null);
      announce("Stored, and hidden. Read it over, then show it.");
      location.hash = `#/directory/one/${encodeURIComponent(id)}`;
    } catch (error) {
      if (error.status !== 401) problems.show(refusals(error));
    } finally {
      store.disabled = false;
    }
  };
  const forget = ({ target }) => {
    if (!target.dataset.sure) {
      target.dataset.sure = "asked";
      target.textContent = "Empty it: press again";
      return announce("Press again to throw away what you typed.");
    }
    keepTyped(NAME, null);
    return again();
  };
  const store = h("button", { type: "submit", id: "entry-store", class: "button-main" }, "Store it, hidden");
  const form = h("form", { id: "entry-form", class: "stack", method: "post", novalidate: true, onsubmit: submit,
    oninput: () => keepTyped(NAME, written(form, fields, draft)) },
  kept ? h("p", { class: "quiet" }, "What you had typed and not stored is here again.") : null,
  fieldsOf(fields, choices), days(fields),
  h("div", { class: "row" }, store, h("button", { type: "button", id: "entry-forget", class: "button-plain", onclick: forget }, "Empty the form")));
  form.querySelector("#week-place").replaceWith(weekOf(form.elements.opening_hours, []));
  return form;
}

/** Show an empty entry in `main`, or the one that was being typed. */
export async function showNew(main) {
  const problems = problemsPart();
  const title = h("h1", { tabindex: "-1" }, "A new entry");
  const head = [h("p", {}, h("a", { href: "#/directory" }, "Back to the directory")), title];
  main.replaceChildren(...head);
  if (!mayEditDirectory()) return main.append(h("p", {}, "Only editors of content open the directory."));
  const says = h("div", {}, h("p", {}, "Ring them, or read their own page, before you write. It is stored hidden: you or somebody else reads it over and shows it."),
    h("p", {}, "It needs a name, who runs it, what and whom it is for, who can use it, where, the hours, a way to reach it, what it costs, and where this was read."));
  main.append(says, problems.element);
  try {
    const { choices } = await api("GET", `${ADDRESS}?state=flagged`);
    const draw = () => {
      problems.show([]);
      main.replaceChildren(...head, says, problems.element, formOf(choices, problems, () => { draw(); title.focus(); }));
    };
    draw();
  } catch (error) {
    if (error.status !== 401) problems.show(refusals(error));
  }
  return undefined;
}
