// The first view: a list of doors. Each opens one thing.
import { currentDevice } from "../app/device.js";
import { make } from "../app/dom.js";
import { heading, link, page } from "../plan/view.js";
import { words } from "./words.js";

const GROUPS = {
  me: ["me", "words", "phones"],
  phone: ["lock", "look", "sign-out"],
  held: ["privacy", "opened", "download", "object", "erase"],
  part: ["mentoring"],
};
// What needs no account.
const OPEN = ["look", "privacy"];

function door(name) {
  const [title, says] = words.doors[name];
  const way = make(
    "a", { className: "door", href: `#${name}` },
    make("span", { className: "door-title" }, title), " ", make("span", { className: "door-says" }, says),
  );
  return make("li", {}, way);
}

function group(name, doors) {
  const title = make("h3", { id: `group-${name}` }, words.groups[name]);
  const list = make("ul", { className: "doors" }, ...doors.map(door));
  list.setAttribute("aria-labelledby", title.id);
  return [title, list];
}

/** Draw the view. */
export function doorsView() {
  const signedIn = currentDevice() !== null;
  const groups = Object.entries(GROUPS)
    .map(([name, doors]) => [name, signedIn ? doors : doors.filter((door_) => OPEN.includes(door_))])
    .filter(([, doors]) => doors.length > 0);
  const before = signedIn
    ? []
    : [make("p", {}, words.noDevice), make("p", {}, link(words.toChat, "/", "button button-main"))];
  return page(
    heading(words.title), ...before, ...groups.flatMap(([name, doors]) => group(name, doors)),
    make("p", {}, link(words.complainLink, "/complaints", "back-link")),
    make("p", { className: "draft-label" }, words.draft),
  );
}
