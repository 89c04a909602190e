// Leave quickly: the screen is emptied first, then the page is replaced, so that the back button does not bring it back.

const NEUTRAL = "https://www.bbc.co.uk/weather";
const LEFT = "evenlight.left";
const ESCAPES = 3;
const WITHIN_MS = 3_000;
const STILL_HERE_MS = 5_000;

function remember(left) {
  try {
    if (left) sessionStorage.setItem(LEFT, "1");
    else sessionStorage.removeItem(LEFT);
  } catch {
    // Private windows may forbid it. Then only this page's own history entry is covered.
  }
}

function hasLeft() {
  try {
    return sessionStorage.getItem(LEFT) === "1";
  } catch {
    return false;
  }
}

function empty() {
  document.title = "Weather";
  document.body.replaceChildren();
  document.body.className = "";
}

/** An installed app can stay open behind the neutral page: give it a way on that says nothing. */
function offerRestart() {
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = "Open again";
  again.addEventListener("click", () => {
    remember(false);
    location.reload();
  });
  document.body.replaceChildren(again);
}

/** Leave now. `stop` ends what runs behind the screen; it comes last, so that nothing it does can keep the page here. */
export function leave(stop) {
  empty();
  remember(true);
  location.replace(NEUTRAL);
  setTimeout(offerRestart, STILL_HERE_MS);
  stop?.();
}

/** True where this page was reached by the back button after leaving: it then leaves again, showing nothing. */
export function wasLeft() {
  const [navigation] = performance.getEntriesByType("navigation");
  if (hasLeft() && navigation?.type === "back_forward") {
    leave();
    return true;
  }
  remember(false);
  return false;
}

/** Watch the button and the Escape key (three times within three seconds). */
export function watchExit(button, stop) {
  let times_ms = [];
  button.addEventListener("click", (event) => {
    event.preventDefault();
    leave(stop);
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    const now_ms = Date.now();
    times_ms = [...times_ms.filter((at_ms) => now_ms - at_ms < WITHIN_MS), now_ms];
    if (times_ms.length >= ESCAPES) leave(stop);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted && hasLeft()) leave(stop);
  });
}
