// The words of the pages and scripts in the language of this phone. English is the source and stands in wherever there
// is nothing else; `lang` and `dir` say which it is. The scripts wait here for the words, the page itself is there already.
import { read, write } from "./storage.js";

const PATIENCE_MS = 4000;
const ENGLISH = { language: "en", dir: "ltr", draft: false, parts: [], said: {}, messages: {} };
const BLANK = /\{(\w+)\}/gu;
const APART = ["\u2068", "\u2069"];

async function wordsOf(language) {
  if (language === "en") return ENGLISH;
  try {
    const answer = await fetch(`/words/${language}`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const found = await answer.json();
    return answer.ok && found.parts.length > 0 ? found : ENGLISH;
  } catch {
    return ENGLISH;
  }
}

/** On a page with a choice of languages the one in its address; else the one chosen on this phone; else English. */
export function chosenLanguage() {
  const asked = document.getElementById("languages") && new URLSearchParams(location.search).get("language");
  const kept = asked ?? read("language") ?? "en";
  return /^[a-z]{2,3}$/u.test(kept) ? kept : "en";
}

/** What the phone has of its language: {language, dir, draft, parts, said, messages}. */
export const wording = await wordsOf(chosenLanguage());
const part = document.body.dataset.part;
// A page whose own words are not there stays English as a whole; only its frame is translated.
const pageIsTranslated = wording.parts.includes(part);
const plural = new Intl.PluralRules(wording.language);

/** The language that this page speaks, and what dates are written in: days by name, digits as on the number block. */
export const pageLanguage = pageIsTranslated ? wording.language : "en";
export const dateLocale = pageLanguage === "en" ? "en-GB" : `${pageLanguage}-u-ca-gregory-hc-h23-nu-latn`;

const FROM_THE_RIGHT = ["ur"];

/** "rtl" or "ltr". */
export function directionOf(language) {
  return FROM_THE_RIGHT.includes(language) ? "rtl" : "ltr";
}

/** Keep the language of this phone; true where the page has to begin again to speak it. */
export function useLanguage(language) {
  if (chosenLanguage() === language) return false;
  write("language", language === "en" ? null : language);
  return true;
}

function filled(text, names, values) {
  const [before, after] = pageLanguage !== "en" && wording.dir === "rtl" ? APART : ["", ""];
  return text.replaceAll(BLANK, (_blank, name) => `${before}${values[names.indexOf(name)]}${after}`);
}

const namesIn = (text) => [...new Set(Array.from(text.matchAll(BLANK), ([, name]) => name))];

/** A text with {names} becomes a function of them, in the order of the English. */
function sayer(english, text) {
  const names = namesIn(english);
  return names.length === 0 ? text : (...values) => filled(text, names, values);
}

/** {one, other} becomes a function of the names of `other`; the category goes by {count}. */
function counter(english, forms) {
  const names = namesIn(english.other);
  return (...values) => {
    const category = plural.select(Number(values[names.indexOf("count")]));
    return filled(forms[category] ?? forms.other ?? Object.values(forms).at(-1), names, values);
  };
}

function translated(place, english) {
  if (typeof english === "string") return sayer(english, wording.messages[place] ?? english);
  if ("one" in english && "other" in english) return counter(english, wording.messages[place] ?? english);
  const inner = Object.entries(english).map(([name, value]) => [name, translated(`${place}.${name}`, value)]);
  return Array.isArray(english) ? inner.map(([, value]) => value) : Object.fromEntries(inner);
}

/** What the service writes in English only, such as the directory: for an element that holds nothing else. */
export const inEnglish = pageLanguage === "en" ? {} : { lang: "en-GB", dir: "ltr" };

/** The same object of words in the language of the page. `place` is where its texts stand in the catalogues. */
export function inLanguage(place, english) {
  return pageIsTranslated ? translated(place, english) : translated("", english);
}

/** A text that came in English from the service, such as what a number is for: {text, lang, dir} to show. */
export function said(english) {
  const text = pageIsTranslated ? wording.said[english] : undefined;
  if (text === undefined) return { text: english, lang: "en-GB", dir: "ltr" };
  return { text, lang: wording.language, dir: wording.dir };
}

function mark(element, isTranslated) {
  if (isTranslated === pageIsTranslated) return;
  element.lang = isTranslated ? wording.language : "en-GB";
  element.dir = isTranslated ? wording.dir : "ltr";
}

const tidied = (text) => text.trim().replaceAll(/\s+/gu, " ");

/** Put the words of the page itself into its language: data-say is on what holds them, or names the attributes. */
function translatePage() {
  for (const element of document.querySelectorAll("[data-say]")) {
    const names = element.dataset.say.split(" ").filter(Boolean);
    for (const name of names) {
      const text = wording.said[tidied(element.getAttribute(name))];
      if (text !== undefined) element.setAttribute(name, text);
    }
    if (names.length > 0) continue;
    const text = wording.said[tidied(element.textContent)];
    if (text !== undefined) element.textContent = text;
    mark(element, text !== undefined);
  }
  for (const link of document.querySelectorAll("a[href='/help']")) link.href = `/help/${wording.language}`;
}

if (wording !== ENGLISH) {
  if (pageIsTranslated) Object.assign(document.documentElement, { lang: wording.language, dir: wording.dir });
  translatePage();
}
