// What is drawn anew while it is being pressed takes the press with it: the finger comes up on another element, and the
// browser makes no click of that. So whoever draws because of news waits until the press under way is over.

// On a touch screen the click comes a moment after the finger has left.
const UNTIL_CLICKED_MS = 50;
// A press of which no end was heard at all. Slow phones need seconds between finger and click when much is drawn.
const LONGEST_MS = 10_000;

let pressed = false;
let released = false;
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

function press() {
  pressed = true;
  released = false;
  endIn(LONGEST_MS);
}

function release() {
  if (!pressed || released) return;
  released = true;
  endIn(UNTIL_CLICKED_MS);
}

addEventListener("pointerdown", press, { capture: true });
addEventListener("pointerup", release, { capture: true });
addEventListener("pointercancel", release, { capture: true });
// A press that ended outside the window is known by the next move with no button down, or by the window being left.
addEventListener("pointermove", (event) => { if (event.buttons === 0) release(); }, { capture: true, passive: true });
addEventListener("blur", release);

/** Call `act` now, or once after the press under way; the same function waits only once. */
export function afterPress(act) {
  if (pressed) waiting.add(act);
  else act();
}
