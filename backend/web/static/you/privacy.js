// Who can see what, in plain words at three lengths. The words come from the service; the last ones read are kept here.
import { currentDevice } from "../app/device.js";
import { make } from "../app/dom.js";
import * as vault from "../app/vault.js";
import { chosenLanguage, directionOf } from "../app/wording.js";
import { link } from "../plan/view.js";
import { fetched } from "./asking.js";
import { says, view } from "./parts.js";
import { words } from "./words.js";

const KEPT = "you/privacy";
const ADDRESSES = { short: "#privacy", longer: "#privacy-longer", whole: "#privacy-whole" };

/** {notice, old}: from the service, else the copy on this phone. Throws where there is neither. */
async function newest(api) {
  const language = currentDevice()?.language ?? chosenLanguage();
  try {
    const notice = await api.send("GET", `/v1/privacy-notice?language=${encodeURIComponent(language)}`, { auth: false });
    await vault.put(KEPT, notice).catch(() => undefined);
    return { notice, old: false };
  } catch (error) {
    const notice = await vault.get(KEPT).catch(() => null);
    if (!notice) throw error;
    return { notice, old: true };
  }
}

function lengthLinks(notice, length) {
  const links = Object.entries(ADDRESSES).map(([name, href]) => {
    const way = make("a", { href, className: "button button-plain", id: `length-${name}` }, words.minutes(words.lengths[name], notice[name].minutes));
    if (name === length) way.setAttribute("aria-current", "true");
    return make("li", {}, way);
  });
  const list = make("ul", { className: "lengths row" }, ...links);
  list.setAttribute("aria-label", words.privacyWhich);
  return list;
}

function shown({ notice, old }, length) {
  const dir = directionOf(notice.language);
  const sections = notice[length].sections.map(({ heading, lines }) => make("section", {}, make("h3", {}, heading), ...says(...lines)));
  const text = make("div", { lang: notice.language, dir, id: "notice" }, ...sections);
  const complain = make("p", {}, link(words.complainLink, "/complaints", "back-link"));
  return [lengthLinks(notice, length), ...(old ? says(words.privacyOld) : []), ...draftLabel(notice.review), text, complain];
}

/** Only words that are approved go without the label. */
function draftLabel(review) {
  return review.status === "approved" ? [] : [make("p", { className: "draft-label", id: "notice-draft" }, words.noticeDraft)];
}

/** Draw the view at one length. */
export function privacyView({ api }, length) {
  return view(words.doors.privacy[0], fetched(() => newest(api), (found) => shown(found, length)));
}
