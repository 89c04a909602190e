// The name here, the age group and the language: seen and corrected.
import { Problem } from "../app/api.js";
import { correctDevice } from "../app/device.js";
import { make, say } from "../app/dom.js";
import { languages } from "../app/words.js";
import { choices, labelled, note } from "../plan/view.js";
import { fetched, troubleWords } from "./asking.js";
import { says, view } from "./parts.js";
import { words } from "./words.js";

const isRefused = (error) => error instanceof Problem && [400, 422].includes(error.status);

function fields(me) {
  const name = make("input", {
    id: "my-name", name: "nickname", maxLength: 40, value: me.nickname ?? "", dir: "auto", autocomplete: "off", spellcheck: false,
  });
  const options = languages.map(({ code, name: own, dir }) => make("option", { value: code, lang: code, dir }, own));
  const language = make("select", { id: "my-language", name: "language", autocomplete: "off" }, ...options);
  language.value = me.language;
  return [
    labelled(words.name, name, words.nameHint), choices(words.age, "age_band", words.bands, me.age_band),
    labelled(words.language, language),
  ];
}

/** Send the changes; a language that the service does not speak yet is left as it is. Gives {me, told}. */
async function send(api, changes, before) {
  const patch = (body) => api.send("PATCH", "/v1/me", { body });
  const wanted = changes.language;
  if (wanted === before.language) return { me: await patch(changes), told: words.saved };
  const texts = await api.send("GET", `/v1/app-texts?language=${encodeURIComponent(wanted)}`, { auth: false });
  if (texts.language === wanted) return { me: await patch(changes), told: words.saved };
  return { me: await patch({ ...changes, language: before.language }), told: words.languageNotReady };
}

function form(api, held) {
  const told = note("hint");
  const problem = note();
  const button = make("button", { type: "submit", className: "button-main", id: "save-me" }, words.save);
  const made = make("form", { noValidate: true, id: "me-form" }, ...fields(held), problem, told, button);
  let before = held;

  async function save(event) {
    event.preventDefault();
    const typed = new FormData(made);
    const changes = {
      nickname: typed.get("nickname").trim() || null, age_band: typed.get("age_band"), language: typed.get("language"),
    };
    say(told, "");
    say(problem, "");
    button.disabled = true;
    try {
      const answer = await send(api, changes, before);
      before = answer.me;
      made.elements.language.value = before.language;
      await correctDevice(before);
      say(told, answer.told);
    } catch (error) {
      say(problem, isRefused(error) ? words.nameRefused : troubleWords(error));
    }
    button.disabled = false;
    button.focus();
  }

  made.addEventListener("submit", save);
  return made;
}

/** Draw the view. */
export function meView({ api }) {
  const place = fetched(() => api.send("GET", "/v1/me"), (me) => [form(api, me)]);
  return view(words.doors.me[0], ...says(words.nameWho), place);
}
