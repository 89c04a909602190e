// Which view is on the screen: told by the part of the address after #. Nothing about the person is ever in it.
import { currentDevice } from "../app/device.js";
import { byId } from "../app/dom.js";
import { doneView } from "./done.js";
import { doorsView } from "./doors.js";
import { downloadView } from "./download.js";
import { eraseSureView, eraseView } from "./erase.js";
import { lookView } from "./look.js";
import { meView } from "./me.js";
import { mentoringView } from "./mentoring.js";
import { objectView } from "./object.js";
import { openedView } from "./opened.js";
import { phonesView } from "./phones.js";
import { pinView } from "./pin.js";
import { privacyView } from "./privacy.js";
import { recoveryView } from "./recovery.js";
import { signOutView } from "./sign-out.js";
import { words } from "./words.js";

const VIEWS = {
  "#me": meView, "#words": recoveryView, "#phones": phonesView,
  "#lock": pinView, "#look": lookView, "#sign-out": signOutView,
  "#privacy": (context) => privacyView(context, "short"),
  "#privacy-longer": (context) => privacyView(context, "longer"),
  "#privacy-whole": (context) => privacyView(context, "whole"),
  "#opened": openedView, "#download": downloadView, "#object": objectView,
  "#mentoring": mentoringView,
  "#erase": eraseView, "#erase-sure": eraseSureView,
  "#ended": () => doneView(words.ended, words.endedSays),
};
const NEEDS_NO_ACCOUNT = ["#look", "#privacy", "#privacy-longer", "#privacy-whole", "#ended"];

function viewFor(hash) {
  const known = Object.hasOwn(VIEWS, hash) && (currentDevice() !== null || NEEDS_NO_ACCOUNT.includes(hash));
  return known ? VIEWS[hash] : doorsView;
}

/** Start drawing. Views are given {api, go(hash), show(view)}. */
export function startRouter(api) {
  const place = byId("view");
  let shown = null;
  let round = 0;
  let cameFrom = "";

  function put(view, { moved }) {
    shown?.stop?.();
    shown = view;
    place.replaceChildren(view);
    if (!moved) return;
    // Back in the list, the focus is on the door that one came out of.
    const door = location.hash.length > 1 ? null : place.querySelector(`.door[href="${CSS.escape(cameFrom)}"]`);
    if (door) door.focus();
    else {
      scrollTo(0, 0);
      view.querySelector("h2").focus({ preventScroll: true });
    }
  }

  async function draw({ moved }) {
    const mine = ++round;
    const view = await viewFor(location.hash)(context);
    if (mine === round) put(view, { moved });
    cameFrom = location.hash;
  }

  const context = {
    api,
    go(hash) {
      if (location.hash === hash) draw({ moved: true });
      else location.hash = hash;
    },
    /** Show a view that has no address of its own. */
    show(view) {
      round += 1;
      put(view, { moved: true });
    },
  };
  addEventListener("hashchange", () => draw({ moved: true }));
  // Where the browser keeps the page for the back button, nothing that was shown once is kept with it.
  addEventListener("pagehide", () => shown?.stop?.());
  draw({ moved: location.hash !== "" });
}
