// How the coming week looks with some hours: shown while they are typed, before anything is stored.
import { h } from "../dom.js";
import { api } from "../session.js";
import { dayOf } from "./words.js";

const PAUSE_MS = 400;

function spanWords({ state, starts, ends }) {
  const text = starts === "00:00" && ends === "24:00" ? "all day" : `${starts} to ${ends}`;
  return state === "unknown" ? `not known ${text}` : text;
}

function days(week) {
  return h("dl", { class: "week" }, week.map(({ day, spans }) => h("div", {},
    h("dt", {}, dayOf(day)), h("dd", {}, spans.length ? spans.map(spanWords).join(", ") : "closed"))));
}

/** A part that shows the week of `input`, at first `week`, and follows what is typed. */
export function weekOf(input, week) {
  const shown = h("div", { id: "week", role: "status" });
  let timer = 0;
  let asked = 0;
  const show = (readable, found, text) => {
    shown.replaceChildren(readable ? days(found) : h("p", { class: "problem" },
      text ? "These hours cannot be read. Write them such as: Mo-Fr 09:00-17:00; PH off" : "Hours not known: never shown as open."));
  };
  const ask = async () => {
    const text = input.value.trim();
    asked += 1;
    const mine = asked;
    if (!text) return show(false, [], "");
    const found = await api("POST", "/v1/staff/services/hours", { opening_hours: text }).catch(() => null);
    if (found && mine === asked) show(found.readable, found.week, text);
    return undefined;
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
  show(week.length > 0, week, input.value);
  return shown;
}
