// Adding a shift: times are typed as UK time and sent as UTC.
import { h } from "./dom.js";
import { HOUR_MS, personField, readPeriod, whenField } from "./rota/form.js";
import { dayName, hours, now, span } from "./time.js";

const LONGEST_MS = 24 * HOUR_MS;

function read(form, people) {
  const { staff, starts, ends } = form.elements;
  const period = readPeriod(starts, ends);
  const person = people.find((one) => one.id === staff.value);
  const problem = (person ? "" : "Choose who is on call.") || period.problem
    || (period.to - period.from > LONGEST_MS ? "A shift cannot be longer than 24 hours." : "");
  return { ...period, problem, person };
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
    personField("staff", "Who", people),
    whenField("starts", "Starts (UK time)", start),
    whenField("ends", "Ends (UK time)", start + 8 * HOUR_MS),
    length, told,
    h("button", { type: "submit", id: "shift-add", class: "button-main" }, "Add the shift"));
  describe();
  return form;
}
