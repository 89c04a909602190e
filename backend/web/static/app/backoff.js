// How long to wait before trying again: longer each time, never the same for everybody.

const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** Milliseconds to wait after the given number of failed tries in a row, between half and all of the step. */
export function waitAfter(failures, longest_ms = LONGEST_MS) {
  const step_ms = Math.min(longest_ms, FIRST_MS * 2 ** Math.max(0, failures - 1));
  return step_ms / 2 + Math.random() * (step_ms / 2);
}
