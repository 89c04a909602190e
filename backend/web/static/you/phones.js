// Where this account is signed in. Another phone is signed out from here; this one has a view of its own.
import { Problem } from "../app/api.js";
import { make, say } from "../app/dom.js";
import { button, dayWords, link, note } from "../plan/view.js";
import { ask, fetched } from "./asking.js";
import { says, view } from "./parts.js";
import { words } from "./words.js";

async function endPhone(api, id) {
  try {
    await api.send("DELETE", `/v1/devices/${encodeURIComponent(id)}`);
  } catch (error) {
    // It is out already: that is what was wanted.
    if (!(error instanceof Problem && error.status === 404)) throw error;
  }
  return true;
}

/** Asks before the other phone is signed out. */
function outPart(device, { onOut }) {
  const sure = make("div", { className: "stack sure", hidden: true });
  const first = button(words.phoneOut, () => { sure.hidden = false; first.hidden = true; no.focus(); }, {
    label: words.phoneOutOf(device.name), className: "button-plain",
  });
  const yes = button(words.yesSignOut, (pressed) => onOut(pressed), { className: "yes-out" });
  const no = button(words.noKeep, () => { sure.hidden = true; first.hidden = false; first.focus(); }, { className: "button-plain" });
  sure.append(...says(words.phoneSure(device.name), words.phoneCopy), make("div", { className: "row" }, no, yes));
  return [first, sure];
}

function phoneItem(api, device, told) {
  const item = make(
    "li", { className: "card phone", tabIndex: -1 },
    make("h3", {}, device.current ? words.thisPhone : device.name),
    make("p", { className: "hint" }, words.phoneSince(dayWords(device.created_at), dayWords(device.last_used_at))),
  );
  if (device.current) {
    item.dataset.current = "true";
    item.append(link(words.thisPhoneHow, "#sign-out", "button button-plain"));
    return item;
  }
  async function onOut(pressed) {
    pressed.disabled = true;
    if (await ask(told, () => endPhone(api, device.device_id))) {
      item.remove();
      say(told, words.phoneIsOut(device.name));
      told.focus();
    }
    pressed.disabled = false;
  }
  item.append(...outPart(device, { onOut }));
  return item;
}

/** Draw the view. */
export function phonesView({ api }) {
  const told = note("card told-here");
  told.tabIndex = -1;
  const list = fetched(
    () => api.send("GET", "/v1/devices"),
    ({ devices }) => [make("ul", { className: "cards", id: "phones" }, ...devices.map((device) => phoneItem(api, device, told)))],
  );
  return view(
    words.doors.phones[0], ...says(words.phonesIntro), told, list, ...says(words.phoneStrange),
    make("p", {}, link(words.doors.words[0], "#words", "back-link")),
  );
}
