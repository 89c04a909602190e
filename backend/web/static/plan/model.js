// What a plan is and how it changes, in the shape of the service. No screen, no network: plan in, plan out.
import { newId } from "../app/ids.js";

/** The steps, in their order. */
export const STEPS = [1, 2, 3, 4, 5, 6, 7];

/** A plan without entries. */
export function noPlan() {
  return { steps: Object.fromEntries(STEPS.map((step) => [String(step), []])) };
}

function tidyDetail(detail) {
  if (detail?.kind === "contact") {
    const ways = (detail.ways ?? []).map(({ channel, value }) => ({ channel, value }));
    const { name = "", relation = "", may_be_told = null } = detail;
    return { kind: "contact", name, relation, ways, may_be_told };
  }
  if (detail?.kind === "place") return { kind: "place", name: detail.name ?? "", directions: detail.directions ?? "" };
  return null;
}

function tidyEntry({ id, text = "", gets_in_the_way = "", detail = null, pictures = [], other_version_of = null }) {
  return { id, text, gets_in_the_way, detail: tidyDetail(detail), pictures: [...pictures], other_version_of };
}

/** The plan with every field there, in one order, so that two of them can be compared. */
export function tidyPlan(plan) {
  const entries = (step) => (plan?.steps?.[String(step)] ?? []).map(tidyEntry);
  return { steps: Object.fromEntries(STEPS.map((step) => [String(step), entries(step)])) };
}

/** True where both hold the same. */
export function samePlan(one, other) {
  return JSON.stringify(tidyPlan(one)) === JSON.stringify(tidyPlan(other));
}

/** An entry with an id of its own. */
export function newEntry(fields = {}) {
  return tidyEntry({ id: newId(), ...fields });
}

/** The entries of a step. */
export function entriesOf(plan, step) {
  return plan.steps[String(step)] ?? [];
}

/** Every entry with its step and place: [{step, place, entry}]. */
export function located(plan) {
  return STEPS.flatMap((step) => entriesOf(plan, step).map((entry, place) => ({ step, place, entry })));
}

/** Where an entry is: {step, place, entry}, or null. */
export function find(plan, id) {
  return located(plan).find(({ entry }) => entry.id === id) ?? null;
}

function withStep(plan, step, entries) {
  return { ...plan, steps: { ...plan.steps, [String(step)]: entries } };
}

/** The plan with this entry: in its old place where it is there, else at `place` of the step (the end, if none). */
export function putEntry(plan, step, entry, place = Infinity) {
  const there = find(plan, entry.id);
  const entries = [...entriesOf(plan, there?.step ?? step)];
  if (there) entries[there.place] = tidyEntry(entry);
  else entries.splice(Math.min(place, entries.length), 0, tidyEntry(entry));
  return withStep(plan, there?.step ?? step, entries);
}

/** The plan without this entry. */
export function removeEntry(plan, id) {
  const there = find(plan, id);
  if (!there) return plan;
  return withStep(plan, there.step, entriesOf(plan, there.step).filter((entry) => entry.id !== id));
}

/** The plan with this entry moved by so many places within its step. */
export function moveEntry(plan, id, by) {
  const there = find(plan, id);
  if (!there) return plan;
  const entries = entriesOf(plan, there.step).filter((entry) => entry.id !== id);
  entries.splice(Math.max(0, there.place + by), 0, there.entry);
  return withStep(plan, there.step, entries);
}

/** Entries that two phones worded differently: [{step, first, second}]; `first` is null where only the second is left. */
export function twoVersions(plan) {
  return located(plan)
    .filter(({ entry }) => entry.other_version_of)
    .map(({ step, entry }) => ({ step, second: entry, first: find(plan, entry.other_version_of)?.entry ?? null }));
}

/** The plan after the owner chose between two versions: "first", "second" or "both". */
export function choose(plan, secondId, choice) {
  const second = find(plan, secondId);
  if (!second) return plan;
  const first = find(plan, second.entry.other_version_of);
  if (choice === "both" || !first) return putEntry(plan, second.step, { ...second.entry, other_version_of: null });
  const without = removeEntry(plan, secondId);
  if (choice === "first") return without;
  // The first keeps its place and its id; pictures of both stay.
  const pictures = [...new Set([...first.entry.pictures, ...second.entry.pictures])];
  const { id, other_version_of } = first.entry;
  return putEntry(without, first.step, { ...second.entry, id, other_version_of, pictures });
}

/** True where no step has an entry. */
export function hasNothing(plan) {
  return located(plan).length === 0;
}

/** Ids of all pictures in the plan. */
export function pictureIds(plan) {
  return located(plan).flatMap(({ entry }) => entry.pictures);
}
