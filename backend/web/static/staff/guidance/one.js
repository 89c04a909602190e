// One article or safety text, for editors: its newest words, what can be done with them, and its history.
import { h } from "../dom.js";
import { api } from "../session.js";
import { timeOf } from "../time.js";
import { writingForm } from "./form.js";
import { DID, languageOf, STATES, STEPS } from "./words.js";

const UNFINISHED = new Set(["draft", "in_review", "approved"]);

function findings(found) {
  if (!found.length) return h("p", { class: "quiet" }, "These words break no rule that a program can read.");
  return h("div", { class: "problem", id: "findings" }, h("p", {}, "Before a review, mend this:"),
    h("ul", {}, found.map((one) => h("li", {}, `${one.says} ${one.found}`))));
}

function runs(block) {
  return block.runs.map(({ text, bold, href }) => {
    const said = bold ? h("strong", {}, text) : text;
    // Where it leads to is shown, and not followed from here.
    return href ? h("span", {}, h("u", {}, said), ` (${href})`) : said;
  });
}

/** What readers see: items that follow each other are one list. */
function drawn(blocks) {
  const found = [];
  for (const block of blocks) {
    const tag = { heading: "h3", paragraph: "p", item: block.number === null ? "ul" : "ol" }[block.kind];
    if (block.kind !== "item") found.push(h(tag, {}, runs(block)));
    else {
      if (found.at(-1)?.localName !== tag || block.number === 1) found.push(h(tag, {}));
      found.at(-1).append(h("li", {}, runs(block)));
    }
  }
  return found;
}

function words({ writing, blocks }) {
  return h("div", { class: "card stack", id: "words-now", dir: "auto" },
    h("h2", {}, writing.title), h("p", {}, h("strong", {}, writing.now)), drawn(blocks),
    h("p", { class: "quiet" }, `Sources: ${writing.sources.join("; ")}`),
    writing.unverified.length ? h("p", { class: "quiet" }, `Not checked yet: ${writing.unverified.join("; ")}`) : null,
    h("p", { class: "quiet" }, `To be looked at again by ${writing.review_by}`));
}

function steps(version, take) {
  const open = STEPS[version.state] ?? [];
  if (!open.length) return null;
  const note = h("input", { id: "note", maxlength: 1000, autocomplete: "off" });
  const buttons = open.filter(([step]) => !(step === "approve" && version.mine) && !(step === "publish" && version.text)).map(([step, label], place) =>
    h("button", { type: "button", class: place ? "button-plain" : "button-main", data: { part: step }, onclick: () => take(step, note.value) }, label));
  return h("div", { class: "stack" },
    version.mine && version.state === "in_review"
      ? h("p", { class: "quiet", id: "own-words" }, "You wrote this. Another person has to approve it.") : null,
    h("div", {}, h("label", { for: "note" }, "Why (you can leave this empty)"), note),
    h("div", { class: "row" }, buttons));
}

function history(version) {
  return h("section", { data: { key: version.number } },
    h("h3", {}, `Version ${version.number}: ${STATES[version.state]}`),
    version.approved_by ? h("p", { class: "quiet" }, `Approved by ${version.approved_by}. The hash of the words: `, h("code", {}, version.sha256.slice(0, 12))) : null,
    h("ol", {}, version.events.map((event) => h("li", {}, h("bdi", {}, event.by), ` ${DID[event.did] ?? event.did} `, timeOf(event.at),
      event.note ? [": ", h("bdi", {}, event.note)] : null))));
}

/** Show one piece in `main`. */
export async function showPiece(main, name, language) {
  const address = `/v1/staff/guidance/${encodeURIComponent(name)}/${encodeURIComponent(language)}`;
  const problem = h("p", { id: "guidance-problem", class: "problem", role: "alert", hidden: true });
  const body = h("div", { class: "stack" }, h("p", { role: "status" }, "Fetching it."));
  main.replaceChildren(h("h1", { tabindex: "-1" }, "What people read"), h("p", {}, h("a", { href: "#/guidance" }, "All texts")), problem, body);
  const say = (text) => { problem.textContent = text; problem.hidden = !text; };

  const attempt = async (work) => {
    try {
      await work();
      say("");
      return true;
    } catch (error) {
      const reasons = (error.problem?.errors ?? []).map((one) => `${one.field}: ${one.reason}`).join(" ");
      if (error.status !== 401) say(`${error.says ?? "That did not work."} ${reasons}`.trim());
      return false;
    }
  };
  const changed = async (work) => (await attempt(work)) && attempt(load);

  const load = async () => {
    const { piece, shipped, text, versions, findings: found } = await api("GET", address);
    // A safety text that has changed since stands as it is shipped.
    const newest = text !== null && piece.state === null ? undefined : versions[0];
    const begun = newest && UNFINISHED.has(newest.state);
    const take = (step, note) => changed(() => api("POST", `${address}/versions/${newest.number}/steps`, { revision: newest.revision, step, note }));
    const begin = (writing) => changed(() => api("POST", `${address}/versions`, { writing }));
    const edit = (writing) => changed(() => api("PUT", `${address}/versions/${newest.number}`, { revision: newest.revision, writing }));
    const shown = newest?.writing ?? shipped;
    main.querySelector("h1").textContent = `${piece.title} (${languageOf(language)})`;
    body.replaceChildren(...[
      h("p", {}, h("span", { class: "tag", id: "state" }, STATES[newest?.state] ?? "Draft as shipped")),
      text === null ? findings(found) : h("p", { class: "quiet" }, "This text is a file of the programme. It is approved as it stands; it is changed in the repository."),
      text === null && (!begun || newest.state === "draft")
        ? writingForm(`${name}.${language}.${newest?.number ?? 0}`, shown, begun ? "Save the draft" : "Start a version with these words", begun ? edit : begin)
        : text === null ? words(newest) : h("pre", { class: "words card", tabindex: "0", "aria-label": "The text" }, newest?.text ?? text),
      text !== null && newest?.state !== "approved" && !begun
        ? h("button", { type: "button", class: "button-main", data: { part: "begin" }, onclick: () => begin(null) }, "Put this text forward") : null,
      newest ? steps(newest, take) : null,
      versions.length ? h("h2", {}, "History") : null,
      ...versions.map(history),
    ].filter(Boolean));
  };
  await attempt(load);
}
