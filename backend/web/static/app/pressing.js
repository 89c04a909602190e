// What is drawn anew while it is being pressed takes the press with it: the finger comes up on another element, and the
// browser makes no click of that. So whoever draws because of news waits until the press under way is over.

// On a touch screen the click comes a moment after the finger has left.
const UNTIL_CLICKED_MS = 50;
// A press of which no end was heard, such as one that ended outside the window.
const LONGEST_MS = 2000;

let pressed = false;
let ending = null;
const waiting = new Set();

function endIn(wait_ms) {
  clearTimeout(ending);
  ending = setTimeout(end, wait_ms);
}

function end() {
  pressed = false;
  const due = [...waiting];
  waiting.clear();
  for (const act of due) act();
}

addEventListener("pointerdown", () => {
  pressed = true;
  endIn(LONGEST_MS);
}, { capture: true });
for (const over of ["pointerup", "pointercancel"]) addEventListener(over, () => endIn(UNTIL_CLICKED_MS), { capture: true });

/** Call `act` now, or once after the press under way; the same function waits only once. */
export function afterPress(act) {
  if (pressed) waiting.add(act);
  else act();
}
