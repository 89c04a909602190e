// Everything that is held, as a file on this phone.
import { make, say } from "../app/dom.js";
import { button, note } from "../plan/view.js";
import { ask } from "./asking.js";
import { saveFile, says, view } from "./parts.js";
import { words } from "./words.js";

const FILES = [
  ["download-page", words.downloadPage, "/v1/me/data.html", "my-data.html"],
  ["download-file", words.downloadFile, "/v1/me/data", "my-data.json"],
];

/** Draw the view. */
export function downloadView({ api }) {
  const problem = note();
  const told = note("hint");

  async function save(path, name, pressed) {
    say(told, words.downloadWait);
    pressed.setAttribute("aria-disabled", "true");
    const headers = { Accept: "*/*" };
    const blob = await ask(problem, () => api.send("GET", path, { as: "blob", headers }));
    pressed.removeAttribute("aria-disabled");
    say(told, blob ? words.downloadDone + name : "");
    if (blob) saveFile(blob, name);
  }

  const buttons = FILES.map(([id, text, path, name], place) => button(text, (pressed) => {
    if (!pressed.hasAttribute("aria-disabled")) save(path, name, pressed);
  }, { id, className: place === 0 ? "button-main wide" : "wide" }));
  return view(
    words.doors.download[0], ...says(words.downloadIntro, words.downloadOpen),
    make("div", { className: "stack ways" }, ...buttons), told, problem,
  );
}
