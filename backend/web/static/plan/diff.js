// What changed between two plans, by step and entry, in plain words. Pure.
import { STEPS, entriesOf, find, located } from "./model.js";

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function order(plan, step, kept) {
  return entriesOf(plan, step).map(({ id }) => id).filter((id) => kept.has(id));
}

/** Ids that stand in another order than before, or in another step. */
function movedIds(before, after) {
  const both = new Set(located(after).map(({ entry }) => entry.id).filter((id) => find(before, id)));
  const moved = new Set([...both].filter((id) => find(before, id).step !== find(after, id).step));
  for (const step of STEPS) {
    const here = new Set([...both].filter((id) => !moved.has(id)));
    const [was, is] = [order(before, step, here), order(after, step, here)];
    is.forEach((id, place) => { if (was[place] !== id) moved.add(id); });
  }
  return moved;
}

/** Changes [{kind: "added"|"removed"|"changed"|"moved", step, before, after}], by step. */
export function changes(before, after) {
  const gone = located(before).filter(({ entry }) => !find(after, entry.id))
    .map(({ step, entry }) => ({ kind: "removed", step, before: entry, after: null }));
  const now = located(after).map(({ step, entry }) => ({ step, entry, was: find(before, entry.id)?.entry ?? null }));
  const came = now.filter(({ was }) => !was).map(({ step, entry }) => ({ kind: "added", step, before: null, after: entry }));
  const changed = now.filter(({ was, entry }) => was && !same(was, entry))
    .map(({ step, entry, was }) => ({ kind: "changed", step, before: was, after: entry }));
  const moved = movedIds(before, after);
  const elsewhere = now.filter(({ entry }) => moved.has(entry.id))
    .map(({ step, entry, was }) => ({ kind: "moved", step, before: was, after: entry }));
  return [...gone, ...came, ...changed, ...elsewhere].sort((one, other) => one.step - other.step);
}
