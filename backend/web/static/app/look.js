// The name and the picture that the app has on this phone: its own, or plain ones that say nothing. Chosen here only.
import { read, write } from "./storage.js";

/** What the app calls itself under each look. The manifests say the same. */
export const looks = {
  own: { name: "Evenlight", manifest: "/manifest.webmanifest", icon: "/static/icons/icon.svg", picture: "/static/icons/icon-192.png" },
  plain: {
    name: "My pages", manifest: "/manifest-plain.webmanifest",
    icon: "/static/icons/plain.svg", picture: "/static/icons/plain-192.png",
  },
};

/** "own" or "plain". */
export function currentLook() {
  return read("look") === "plain" ? "plain" : "own";
}

/** Show this page under the look of this phone. */
export function applyLook() {
  const { name, manifest, icon, picture } = looks[currentLook()];
  document.title = name;
  const hrefs = { "link[rel=manifest]": manifest, "link[rel=icon]": icon, "link[rel=apple-touch-icon]": picture };
  for (const [selector, href] of Object.entries(hrefs)) document.querySelector(selector)?.setAttribute("href", href);
  const shown = document.querySelector(".top .name");
  if (shown) shown.textContent = name;
}

/** Choose a look for this phone. */
export function chooseLook(look) {
  write("look", look === "plain" ? "plain" : null);
  applyLook();
}
