// A plain name and icon, on this phone only.
import { make, say } from "../app/dom.js";
import { chooseLook, currentLook, looks } from "../app/look.js";
import { note } from "../plan/view.js";
import { says, sentences, view } from "./parts.js";
import { words } from "./words.js";

function choice(look, text) {
  const radio = make("input", { type: "radio", name: "look", value: look, checked: currentLook() === look });
  const picture = make("img", { src: looks[look].picture, alt: "", width: 48, height: 48 });
  return make("label", { className: "choice" }, radio, picture, text);
}

/** Draw the view. */
export function lookView() {
  const told = note("card told-here");
  const form = make(
    "form", { noValidate: true, id: "look-form" },
    make(
      "fieldset", {}, make("legend", {}, words.lookLegend),
      make("div", { className: "stack" }, choice("own", words.lookOwn(looks.own.name)), choice("plain", words.lookPlain(looks.plain.name))),
    ),
    told, make("button", { type: "submit", className: "button-main", id: "save-look" }, words.save),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    chooseLook(new FormData(form).get("look"));
    say(told, words.lookSaved(looks[currentLook()].name));
  });
  return view(
    words.doors.look[0], ...says(words.lookIntro), form,
    make("h3", {}, words.lookHow), sentences(words.lookSteps, "ol"), ...says(words.lookNot),
  );
}
