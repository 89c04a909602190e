// The name here, the age group and the language: seen and corrected.
import { Problem } from "../app/api.js";
import { correctDevice } from "../app/device.js";
import { make, say } from "../app/dom.js";
import { fillLanguages } from "../app/first-run.js";
import { useLanguage } from "../app/wording.js";
import { choices, labelled, note } from "../plan/view.js";
import { fetched, troubleWords } from "./asking.js";
import { says, view } from "./parts.js";
import { words } from "./words.js";

const isRefused = (error) => error instanceof Problem && [400, 422].includes(error.status);

function fields(me, offered) {
  const name = make("input", {
    id: "my-name", name: "nickname", maxLength: 40, value: me.nickname ?? "", dir: "auto", autocomplete: "off", spellcheck: false,
  });
  const language = make("select", { id: "my-language", name: "language", autocomplete: "off" });
  fillLanguages(language, offered, me.language);
  return [
    labelled(words.name, name, words.nameHint), choices(words.age, "age_band", words.bands, me.age_band),
    labelled(words.language, language),
  ];
}

function form(api, { me, offered }) {
  const told = note("hint");
  const problem = note();
  const button = make("button", { type: "submit", className: "button-main", id: "save-me" }, words.save);
  const made = make("form", { noValidate: true, id: "me-form" }, ...fields(me, offered), problem, told, button);
  let before = me;

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
      before = await api.send("PATCH", "/v1/me", { body: changes });
      await correctDevice(before);
      say(told, words.saved);
      if (useLanguage(before.language)) location.reload();
    } catch (error) {
      say(problem, isRefused(error) ? words.nameRefused : troubleWords(error));
    }
    button.disabled = false;
    button.focus();
  }

  made.addEventListener("submit", save);
  return made;
}

/** {me, offered}: what is known, and the languages that may be chosen now. */
async function held(api) {
  const me = await api.send("GET", "/v1/me");
  const query = `language=${encodeURIComponent(me.language)}`;
  const { languages: offered } = await api.send("GET", `/v1/app-texts?${query}`, { auth: false });
  return { me, offered };
}

/** Draw the view. */
export function meView({ api }) {
  const place = fetched(() => held(api), (found) => [form(api, found)]);
  return view(words.doors.me[0], ...says(words.nameWho), place);
}
