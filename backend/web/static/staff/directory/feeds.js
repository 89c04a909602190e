// Feeds of others, such as a council's: look at a file first, then take in what was looked at; and what was held back.
import { mayEditDirectory } from "../directory.js";
import { announce, h } from "../dom.js";
import { api } from "../session.js";
import { timeOf } from "../time.js";
import { OUTCOMES } from "./words.js";

const ADDRESS = "/v1/staff/feeds";
const MOST_BYTES = 5_000_000;
const TIMEOUT_MS = 120_000;
const FIELDS = {
  publisher: ["Who publishes it", "Such as Luton Council. Write it the same way each time: it names the feed."],
  licence: ["Under which licence", "Such as Open Government Licence v3.0."],
};

/** The text of a file. Throws where it is not UTF-8: letters of names would be lost. */
const textOf = async (file) => new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());

const counted = (counts) => Object.entries(OUTCOMES).filter(([name]) => counts[name]).map(([name, says]) => `${counts[name]} ${says}`);

function line({ line: place, id, name, outcome, details }) {
  const why = details.length ? `: ${details.join("; ")}` : "";
  return h("li", {}, h("strong", {}, place === null ? "Not in the file" : `Line ${place}`), `, ${name || id || "no name"}: ${OUTCOMES[outcome]}${why}.`);
}

function problem(error) {
  const found = error.problem?.errors ?? [];
  return found.map(({ field, reason }) => `${FIELDS[field]?.[0] ?? field}: ${reason}.`).join(" ") || error.says || "The file could not be read.";
}

const lines = (found) => h("ul", { class: "feed-lines" }, found.map(line));

function shown(report, take) {
  const counts = counted(report.counts);
  return [h("h3", {}, report.stored ? "Taken in" : "This would happen"), h("p", {}, report.stored ? "" : "Nothing is stored yet."),
    h("ul", { id: "feed-counts" }, counts.length ? counts.map((one) => h("li", {}, one)) : h("li", {}, "There is no service in this file.")),
    take && counts.length ? h("button", { type: "button", id: "feed-take", class: "button-main", onclick: take }, "Take it in") : null,
    lines(report.lines), report.left_out ? h("p", {}, `And ${report.left_out} more lines.`) : null].filter(Boolean);
}

/** The lines of a feed that were not taken in, fetched when this is opened. */
function heldBack(feed) {
  const list = h("div", { role: "status" });
  const part = h("details", {}, h("summary", {}, `Held back (${feed.held_back})`), list);
  const load = async (after) => {
    try {
      const found = await api("GET", `${ADDRESS}/${encodeURIComponent(feed.id)}/held-back?after=${after}`);
      const more = h("button", { type: "button", class: "button-plain", onclick: () => { more.remove(); load(found.after); } }, "Show more");
      list.append(lines(found.lines), ...(found.after === null ? [] : [more]));
    } catch (error) {
      list.append(h("p", { class: "problem" }, error.says ?? "It could not be shown."));
    }
  };
  part.addEventListener("toggle", () => { if (part.open && !list.childElementCount) load(0); });
  return part;
}

function feedItem(feed) {
  const runs = feed.runs.map((run) => h("li", {}, timeOf(run.at), `: ${run.by || "the command line"}, ${run.address}. ${counted(run.counts).join(", ")}.`));
  return h("li", { class: "card" }, h("h3", {}, feed.publisher), h("p", { class: "quiet" }, `${feed.licence}. Its entries begin with ${feed.id}.`),
    h("details", {}, h("summary", {}, "What was taken in, when and by whom"), h("ol", {}, runs)), feed.held_back ? heldBack(feed) : null);
}

/** The form: a file is looked at as soon as it is whole, and taken in by a press after that. */
function bringing(publishers, done) {
  const told = h("p", { id: "feed-problem", class: "problem", role: "alert", hidden: true });
  const report = h("div", { id: "feed-report", role: "status" });
  const say = (text) => { told.textContent = text; told.hidden = !text; };
  const ask = async (values) => {
    say("");
    try {
      return await api("POST", ADDRESS, values, {}, TIMEOUT_MS);
    } catch (error) {
      if (error.status !== 401) say(problem(error));
      return null;
    }
  };
  const look = async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(Object.keys(FIELDS).map((name) => [name, form.elements[name].value.trim()]));
    const [file] = form.elements.file.files;
    report.replaceChildren();
    if (!file || Object.values(values).some((value) => !value)) return say("Say who publishes it and under which licence, and choose the file.");
    if (file.size > MOST_BYTES) return say("The file is larger than 5 MB. Whoever runs Evenlight can take it in from the command line.");
    report.replaceChildren(h("p", {}, "Reading the file."));
    const whole = await textOf(file).catch(() => null);
    if (whole === null) {
      report.replaceChildren();
      return say("The file cannot be read, or it is not text in UTF-8.");
    }
    const sent = { ...values, file_name: file.name.slice(-100), document: whole };
    const found = await ask(sent);
    const take = async ({ target }) => {
      target.disabled = true;
      const taken = await ask({ ...sent, looked_at: found.fingerprint });
      target.disabled = false;
      if (!taken) return;
      report.replaceChildren(...shown(taken));
      announce("Taken in.");
      await done();
    };
    report.replaceChildren(...(found ? shown(found, take) : []));
    return undefined;
  };
  const form = h("form", { id: "feed-form", class: "stack", method: "post", novalidate: true, onsubmit: look },
    Object.entries(FIELDS).map(([name, [label, hint]]) => h("div", {}, h("label", { for: `feed-${name}` }, label),
      h("p", { class: "hint", id: `feed-${name}-hint` }, hint),
      h("input", { id: `feed-${name}`, name, maxlength: 100, autocomplete: "off", "aria-describedby": `feed-${name}-hint`, list: name === "publisher" ? "feed-known" : null }))),
    h("datalist", { id: "feed-known" }, publishers.map((value) => h("option", { value }))),
    h("div", {}, h("label", { for: "feed-file" }, "The file (JSON, in Open Referral UK terms, up to 5 MB)"),
      h("input", { id: "feed-file", name: "file", type: "file", accept: ".json,.jsonl,.ndjson,application/json" })),
    h("button", { type: "submit", id: "feed-look", class: "button-plain" }, "Look at it first"));
  return [form, told, report];
}

/** Show the feeds in `main`. */
export async function showFeeds(main) {
  const told = h("p", { class: "problem", role: "alert", hidden: true });
  const list = h("ul", { id: "feeds", class: "directory stack" });
  main.replaceChildren(h("p", {}, h("a", { href: "#/directory" }, "Back to the directory")), h("h1", { tabindex: "-1" }, "Feeds of others"));
  if (!mayEditDirectory()) return main.append(h("p", {}, "Only editors of content open the directory."));
  const load = async () => {
    const { feeds } = await api("GET", ADDRESS);
    list.replaceChildren(...(feeds.length ? feeds.map(feedItem) : [h("li", {}, "None was taken in yet.")]));
    return feeds;
  };
  main.append(h("p", {}, "New entries are hidden until one of you has opened and shown them. What one of you has changed or checked is never overwritten: it comes under To decide. Nothing is removed."), told);
  try {
    const known = (await load()).map((feed) => feed.publisher);
    main.append(h("h2", {}, "Bring in a file"), ...bringing(known, load), h("h2", {}, "Taken in before"), list);
  } catch (error) {
    told.textContent = error.says ?? "The feeds could not be shown.";
    told.hidden = error.status === 401;
  }
  return undefined;
}
