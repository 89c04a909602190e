// The pages to read: whole without this. It leaves quickly on Escape pressed three times, and keeps ticks on this phone.
import { keepTicks } from "./ticks.js";

const ESCAPES = 3;
const WITHIN_MS = 3_000;

/** Empty the screen and replace the page, so that the back button does not bring it back. */
function leaveNow(address) {
  document.title = "Weather";
  document.body.replaceChildren();
  location.replace(address);
}

function watchLeaving(link) {
  let times_ms = [];
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leaveNow(link.href);
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    const now_ms = Date.now();
    times_ms = [...times_ms.filter((at_ms) => now_ms - at_ms < WITHIN_MS), now_ms];
    if (times_ms.length >= ESCAPES) leaveNow(link.href);
  });
}

watchLeaving(document.getElementById("leave"));
const list = document.querySelector("[data-checklist]");
if (list) keepTicks(list, document.getElementById("ticks-note"), document.getElementById("ticks-clear"));
