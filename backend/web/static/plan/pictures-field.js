// The pictures of an entry in its form: add, look, remove.
import { make, say } from "../app/dom.js";
import { limits } from "./limits.js";
import { addPicture, NotAPicture } from "./pictures.js";
import { pictureView } from "./picture-view.js";
import { button, note } from "./view.js";
import { words } from "./words.js";

/** The part of the form; `read()` gives the ids, and `onChange(tell)` is told when they change. */
export function picturesPart(context, before) {
  let ids = [...before];
  let tell = () => undefined;
  const problem = note();
  const list = make("ul", { className: "picture-list" });
  const input = make("input", { type: "file", id: "picture-file", accept: "image/jpeg,image/png,image/webp" });

  function item(id) {
    const view = pictureView(() => context.picture(id), { alt: words.pictureAlt, missing: words.pictureMissing });
    const remove = button(words.pictureRemove, () => {
      ids = ids.filter((one) => one !== id);
      draw();
      tell();
    }, { className: "button-plain" });
    return make("li", {}, view, remove);
  }

  function draw() {
    list.replaceChildren(...ids.map(item));
    input.disabled = ids.length >= limits.pictures_of_an_entry;
  }

  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    try {
      ids = [...ids, await addPicture(file)];
      say(problem, "");
      draw();
      tell();
    } catch (error) {
      say(problem, error instanceof NotAPicture ? words.notAPicture : words.pictureNotKept);
    }
    input.value = "";
  });

  draw();
  const element = make(
    "div", { className: "field" },
    make("label", { htmlFor: "picture-file" }, words.addPicture), make("p", { className: "hint", id: "picture-hint" }, words.pictureHint),
    input, problem, list,
  );
  input.setAttribute("aria-describedby", "picture-hint");
  return { element, read: () => [...ids], onChange: (act) => { tell = act; } };
}
