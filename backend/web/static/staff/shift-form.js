// Adding a shift: times are typed as UK time and sent as UTC.
import { h } from "./dom.js";
import { dayName, hours, instantsOf, now, span, wallClock } from "./time.js";

const HOUR_MS = 60 * 60_000;
const LONGEST_MS = 72 * HOUR_MS;

function field(id, label, control) {
  return h("p", {}, h("label", { for: id }, label), control);
}

function whenField(id, label, at) {
  return field(id, label, h("input", { id, name: id, type: "datetime-local", required: true, step: 60, value: wallClock(at) }));
}

/** The instant that was typed, or a sentence that says what is wrong with it. */
export function readTime(wall, what) {
  if (!wall) return { problem: `Type when it ${what}.` };
  const found = instantsOf(wall);
  if (!found.length) return { problem: `The clocks go forward then: the time at which it ${what} does not exist.` };
  return { at: found[0], twice: found.length === 2 };
}

function read(form, people) {
  const { staff, starts, ends } = form.elements;
  const [from, to] = [readTime(starts.value, "starts"), readTime(ends.value, "ends")];
  const person = people.find((one) => one.id === staff.value);
  const problem = (person ? "" : "Choose who is on call.") || from.problem || to.problem
    || (to.at <= from.at ? "It has to end after it starts." : "")
    || (to.at - from.at > LONGEST_MS ? "A shift cannot be longer than three days." : "");
  return { problem, person, from: from.at, to: to.at, twice: from.twice || to.twice };
}

/** The form; `add({ person, from, to })` is awaited (ms since 1970), and what it raises is shown. */
export function shiftForm(people, add) {
  const told = h("p", { id: "shift-problem", class: "problem", role: "alert", hidden: true });
  const length = h("p", { id: "shift-length", class: "hint", role: "status" });
  const say = (text) => { told.textContent = text; told.hidden = !text; };
  const start = Math.ceil(now() / HOUR_MS) * HOUR_MS;

  const describe = () => {
    const { problem, from, to, twice } = read(form, people);
    const both = twice ? " The clocks go back that night: the first of the two is meant." : "";
    length.textContent = problem ? "" : `${dayName(from)} ${hours({ from, to })}: ${span(to - from)}.${both}`;
  };
  const submit = async (event) => {
    event.preventDefault();
    const wanted = read(form, people);
    say(wanted.problem);
    if (wanted.problem) return;
    try {
      await add(wanted);
    } catch (error) {
      say(error.says ?? "It could not be added.");
    }
  };

  const form = h("form",
    { id: "shift-form", class: "stack", method: "post", novalidate: true, oninput: describe, onsubmit: submit },
    h("h2", {}, "Add a shift"),
    field("staff", "Who", h("select", { id: "staff", name: "staff", required: true },
      people.map((person) => h("option", { value: person.id }, person.first_name)))),
    whenField("starts", "Starts (UK time)", start),
    whenField("ends", "Ends (UK time)", start + 8 * HOUR_MS),
    length, told,
    h("button", { type: "submit", id: "shift-add", class: "button-main" }, "Add the shift"));
  describe();
  return form;
}
