// A draft of the policies: times in minutes as they are typed, targets and channels as sets. No elements here.

export const ATTENTIONS = ["now", "today"];
export const LONGEST_WAIT_MIN = 120;
export const SHORTEST_WAIT_MIN = 0.5;
export const LONGEST_STALE_MIN = 1440;
export const MOST_STEPS = 20;
const GROUPS = { rota: "whoever is on call", supervisors: "all supervisors", everyone: "everybody" };
const CHANNELS = { console: "open console", email: "email", sms: "text message", voice: "call", push: "browser", apprise: "Apprise" };

/** What a target is called; somebody who has left is said to have. */
export function targetName(target, staff) {
  const person = staff.find((one) => `person:${one.id}` === target);
  return GROUPS[target] ?? person?.first_name ?? "somebody who has left";
}

export const channelName = (name) => CHANNELS[name] ?? name;

/** Every target that may be chosen, and those that are chosen and no longer there. */
export function targetsOf(found, staff, chosen = []) {
  const known = [...found.groups, ...staff.map((one) => `person:${one.id}`)];
  return [...known, ...chosen.filter((target) => !known.includes(target))];
}

/** The draft of what holds now. */
export function draftOf(found) {
  return Object.fromEntries(ATTENTIONS.map((attention) => [attention, {
    stale: found[attention].stale_after_s / 60,
    steps: found[attention].steps.map((step) => ({
      targets: new Set(step.targets), channels: new Set(step.channels), wait: step.wait_s / 60,
    })),
  }]));
}

export const newStep = () => ({ targets: new Set(["rota"]), channels: new Set(), wait: 2 });

/** The draft as the service takes it. */
export function wanted(draft, version) {
  const policy = ({ stale, steps }) => ({
    stale_after_s: Math.round(stale * 60),
    steps: steps.map((step) => ({ targets: [...step.targets], channels: [...step.channels], wait_s: Math.round(step.wait * 60) })),
  });
  return { version, ...Object.fromEntries(ATTENTIONS.map((attention) => [attention, policy(draft[attention])])) };
}

const between = (number, least, most) => Number.isFinite(number) && number >= least && number <= most;

/** What is wrong with the draft, as [{ place, says }]; `place` is as the service names it. */
export function problemsOf(draft) {
  return ATTENTIONS.flatMap((attention) => [
    ...draft[attention].steps.flatMap((step, at) => [
      step.targets.size ? null : { place: `${attention}.steps.${at}`, says: "Choose who is paged." },
      between(step.wait, SHORTEST_WAIT_MIN, LONGEST_WAIT_MIN) ? null
        : { place: `${attention}.steps.${at}`, says: `The time until the next step is ${SHORTEST_WAIT_MIN} to ${LONGEST_WAIT_MIN} minutes.` },
    ]),
    between(draft[attention].stale, 1, LONGEST_STALE_MIN) ? null
      : { place: `${attention}.stale_after_s`, says: `An acknowledgement counts for 1 to ${LONGEST_STALE_MIN} minutes.` },
  ].filter(Boolean));
}

/** What the service found wrong, in the same shape. */
export function refusedBy(error) {
  return (error.problem?.errors ?? []).map(({ field, reason }) => ({
    place: /^(now|today)\.(steps\.\d+|stale_after_s)/u.exec(field)?.[0] ?? "",
    says: /targets\.\d/u.test(field) ? "Somebody who was chosen is not on the staff list any more."
      : /channels\.\d/u.test(field) ? "A way that was chosen is not set up in this service any more." : `This ${reason}.`,
  }));
}

/** "12 minutes", "half a minute". */
export function minutes(number) {
  if (number === 0.5) return "half a minute";
  return `${Number(number.toFixed(2))} minute${number === 1 ? "" : "s"}`;
}
