// Signing in: with a password, or through the organisation's single sign-on.
import { credentialsForm } from "./credentials.js";
import { h } from "./dom.js";
import { showEnrol } from "./enrol.js";
import { ask, signInWithCode } from "./session.js";

const PLACE = "evenlight.place";
const PROBLEMS = {
  "not-signed-in": "Single sign-on did not let you in. Try again. If it goes on, ask an administrator whether you are on the staff list.",
  "provider-down": "Single sign-on does not answer. Sign in with your password, if you have one, or try again.",
  "store-down": "The service cannot read its staff list at the moment. Try again.",
};

/** The way to single sign-on, once it is known that there is one; what is open now is opened again afterwards. */
export function singleSignOn(again = false) {
  const place = h("div", { id: "single-sign-on" });
  const leave = () => sessionStorage.setItem(PLACE, location.hash);
  ask("GET", "/v1/staff/oidc").then(({ enabled, name }) => {
    if (!enabled) return;
    place.append(h("p", {}, h("a", { class: "button", id: "to-provider", href: "/v1/staff/oidc/login", onclick: leave },
      `Sign in ${again ? "again " : ""}with ${name}`)));
  }).catch(() => undefined);
  return place;
}

/** Finish single sign-on, if the address says that it brought us here. Returns a sentence when it did not work. */
export async function finishSingleSignOn() {
  const found = /^#sign-in(-problem)?=([\w-]+)$/u.exec(location.hash);
  if (!found) return "";
  history.replaceState(null, "", `/staff${sessionStorage.getItem(PLACE) ?? ""}`);
  sessionStorage.removeItem(PLACE);
  if (found[1]) return PROBLEMS[found[2]] ?? PROBLEMS["not-signed-in"];
  try {
    await signInWithCode(found[2]);
    return "";
  } catch (error) {
    return error.status === 401 ? PROBLEMS["not-signed-in"] : error.says;
  }
}

/** Show the sign-in form in `main`. `trouble` is a sentence about what did not work before. */
export function showLogin(main, { expired, trouble = "", told = "" }) {
  const back = (said = "") => showLogin(main, { expired: false, told: said });
  const enrol = (typed) => showEnrol(main, typed, back);
  const form = credentialsForm({ id: "login", label: "Sign in", onEnrol: enrol });
  const begin = () => {
    const typed = form.typed();
    if (typed.username && typed.password) enrol(typed);
    else form.say("Type your username and your password first.");
  };
  main.replaceChildren(h("section", { class: "login" },
    h("h1", { tabindex: "-1" }, "Sign in to the on-call console"),
    expired ? h("p", { class: "problem", id: "login-expired" }, h("strong", {}, "You are signed out. "),
      "New escalations do not show and make no sound until you sign in again. What you typed in a reply is kept.") : null,
    trouble ? h("p", { class: "problem", id: "login-trouble", role: "alert" }, trouble) : null,
    told ? h("p", { id: "login-told", role: "status" }, told) : null,
    singleSignOn(), form,
    h("p", {}, h("button", { type: "button", id: "enrol", class: "link", onclick: begin },
      "Set up an authenticator app, or a new phone"))));
}
