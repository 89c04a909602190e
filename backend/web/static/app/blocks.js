// Blocks that a message can bring with it: numbers, who is there now, one's own plan, a draft, a page to read.
import { make } from "./dom.js";
import { ownWordsBlock } from "./own-words.js";
import { planStepBlock, startPlanBlock } from "./plan-block.js";
import { readBlock } from "./read-block.js";
import { inEnglish, said } from "./wording.js";
import { words } from "./words.js";

const SAFE_LINK = /^(tel:|sms:|mailto:|https:\/\/)/u;
const DIALLED = /^\+?[\d ]{3,}$/u;

function wordToText(href) {
  const body = /[?&]body=([^&]+)/u.exec(href);
  return body ? decodeURIComponent(body[1]) : null;
}

function numberWords({ channel, value, href, name }) {
  if (channel === "phone") return value;
  if (channel !== "text") return name;
  const word = wordToText(href);
  return word ? `Text ${word} to ${value}` : `Text ${value}`;
}

function spoken(className, english) {
  const { text, lang, dir } = said(english);
  return make("span", { className, lang, dir }, text);
}

function numberItem(line) {
  if (!SAFE_LINK.test(line.href)) return null;
  const number = numberWords(line);
  const parts = [make("span", { className: "number", lang: "en-GB" }, number), " "];
  if (line.name !== number) parts.push(spoken("who", line.name), " ");
  parts.push(spoken("says", line.says));
  return make("li", {}, make("a", { href: line.href }, ...parts));
}

/** A list of numbers, in the order of the service; `short` leaves out what each is for. */
export function numberList(lines, { short = false } = {}) {
  const list = make("ul", { className: short ? "numbers numbers-short" : "numbers" });
  list.append(...lines.map(numberItem).filter(Boolean));
  return list;
}

function isHttps(value) {
  return /^https:\/\/[\w.-]+(\/\S*)?$/u.test(value);
}

function hrefOf({ type, value }) {
  const digits = value.replaceAll(" ", "");
  if (type === "phone" && DIALLED.test(value)) return `tel:${digits}`;
  if (type === "text" && DIALLED.test(value)) return `sms:${digits}`;
  if (type === "email" && /^\S+@\S+$/u.test(value)) return `mailto:${value}`;
  return isHttps(value) ? value : null;
}

function channelWords({ type, value }) {
  const how = words.channels[type] ?? "";
  return how + (isHttps(value) ? new URL(value).host : value);
}

function channelItem(channel) {
  const href = hrefOf(channel);
  const outside = href?.startsWith("https:") ? { target: "_blank", rel: "noopener noreferrer" } : {};
  const shown = channelWords(channel);
  const way = href ? make("a", { href, className: "button", ...outside }, shown) : shown;
  return make("li", {}, way, channel.note ? make("span", { className: "quiet", ...inEnglish }, ` ${channel.note}`) : null);
}

function serviceCard(service) {
  return make(
    "li", { className: "card service" },
    make("h4", inEnglish, service.name),
    make("p", { className: `says says-${service.state}`, ...inEnglish }, service.says),
    make("p", inEnglish, service.what_for),
    service.label ? make("p", { className: "draft-label", ...inEnglish }, service.label) : null,
    service.checked ? make("p", { className: "quiet", ...inEnglish }, service.checked) : null,
    make("ul", { className: "channels" }, ...service.channels.map(channelItem)),
  );
}

function openNow({ services = [], day_and_night: others = [], lines, says }, short) {
  const block = make("div", { className: "block" });
  const cards = [...services, ...others].map(serviceCard);
  if (cards.length) block.append(make("h3", {}, words.openNow));
  if (says) block.append(make("p", inEnglish, says));
  if (cards.length) block.append(make("ul", { className: "services" }, ...cards));
  if (lines?.length) block.append(make("h3", {}, words.alwaysOpen), numberList(lines, { short }));
  return block;
}

// Named here as the pages name themselves.
const PAGES = { you: ["/you", "You"], complaints: ["/complaints", "Tell us what went wrong"] };

function pageBlock([href, name]) {
  return make("div", { className: "block to-read" }, make("a", { href, className: "button" }, words.openPage(said(name).text)));
}

/** The element for what a message shows, or null. A draft of own words is the message's own text. */
export function showBlock({ show, key, text, lang, short }) {
  if (show?.kind === "own_words") return ownWordsBlock({ id: key, text, lang });
  if (show?.kind === "read") return readBlock(show);
  if (show?.kind === "open_now") return openNow(show, short);
  if (show?.kind === "plan" && show.entries) return planStepBlock(show);
  if (show?.kind === "start_plan") return startPlanBlock(show);
  if (PAGES[show?.kind]) return pageBlock(PAGES[show.kind]);
  if (show?.kind === "numbers" && show.lines?.length) {
    return make("div", { className: "block" }, numberList(show.lines, { short }));
  }
  return null;
}
