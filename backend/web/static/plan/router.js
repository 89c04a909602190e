// Which view is on the screen: told by the part of the address after #. Nothing of the plan is ever in it.
import { byId } from "../app/dom.js";
import { afterPress } from "../app/pressing.js";
import { calmView } from "./calm.js";
import { chooseView } from "./choose.js";
import { entryForm } from "./entry-form.js";
import { historyView, revisionView } from "./history.js";
import { keepView } from "./keep.js";
import { mattersView } from "./matters.js";
import { offersView } from "./offers.js";
import { overview } from "./overview.js";
import { remindView } from "./remind.js";
import { shareView } from "./share.js";
import { stepView } from "./step.js";

// `live` views are drawn again when the plan changes; the others hold what is being typed or was fetched for them.
const VIEWS = [
  [/^#?$/u, overview, true],
  [/^#step\/([1-7])$/u, (context, step) => stepView(context, Number(step)), true],
  [/^#step\/([1-7])\/new$/u, (context, step) => newEntryForm(context, Number(step)), false],
  [/^#step\/([1-7])\/edit\/([\w-]+)$/u, (context, step, id) => entryForm(context, Number(step), { id }), false],
  [/^#calm$/u, calmView, false],
  [/^#matters$/u, mattersView, true],
  [/^#choose$/u, chooseView, true],
  [/^#offers$/u, offersView, true],
  [/^#share$/u, shareView, false],
  [/^#history$/u, historyView, false],
  [/^#history\/(\d+)$/u, (context, number) => revisionView(context, Number(number)), false],
  [/^#keep$/u, keepView, false],
  [/^#remind$/u, remindView, false],
];

function newEntryForm(context, step) {
  const { begun } = context;
  context.begun = "";
  return entryForm(context, step, { begun });
}

function viewFor(hash) {
  for (const [pattern, draw, live] of VIEWS) {
    const found = pattern.exec(hash);
    if (found) return { draw, live, parts: found.slice(1) };
  }
  return { draw: overview, live: true, parts: [] };
}

/** Start drawing. Returns what stops it. */
export function startRouter(context) {
  const place = byId("view");
  let shown = null;
  let signature = "";
  let round = 0;

  function signatureOf() {
    const { plan, number } = context.store;
    const readers = [1, 2, 3, 4, 5, 6, 7].map(context.readers);
    return JSON.stringify([location.hash, plan, number, context.offers(), readers, context.reviewDue()]);
  }

  async function draw({ moved }) {
    const mine = ++round;
    const { draw: make, parts } = viewFor(location.hash);
    const made = await make(context, ...parts);
    if (mine !== round) return;
    const focused = document.activeElement?.id;
    const top_px = scrollY;
    shown?.stop?.();
    shown = made;
    signature = signatureOf();
    document.body.classList.toggle("calm", location.hash === "#calm");
    place.replaceChildren(made);
    if (moved) scrollTo(0, 0);
    else scrollTo(0, top_px);
    const wanted = context.focusId || (moved ? "" : focused);
    context.focusId = "";
    const target = (wanted && document.getElementById(wanted)) || (moved && made.querySelector("h2"));
    if (target) target.focus({ preventScroll: !moved });
  }

  function onHash() {
    context.tell(context.said);
    context.said = "";
    draw({ moved: true });
    context.store.sync();
  }

  function drawNews() {
    if (viewFor(location.hash).live && signature !== signatureOf()) draw({ moved: false });
  }

  context.onChange = (always = false) => {
    context.drawStatus();
    if (always) draw({ moved: false });
    else afterPress(drawNews);
  };
  addEventListener("hashchange", onHash);
  context.drawStatus();
  draw({ moved: location.hash !== "" });
  return () => {
    shown?.stop?.();
    removeEventListener("hashchange", onHash);
    context.onChange = () => undefined;
  };
}
