// What is only on this phone, and would be lost with it. Counted, never shown.
import { make } from "../app/dom.js";
import { openDatabase } from "../app/database.js";
import { read } from "../app/storage.js";
import * as vault from "../app/vault.js";
import { beside, isWaiting, load } from "../plan/offline.js";
import { says, sentences } from "./parts.js";
import { words } from "./words.js";

/** Sentences for what the service does not have yet; none where it has everything. */
export async function unsentWords() {
  const messages = await (await openDatabase()).all();
  const pictures = (await beside("pictures-waiting")) ?? [];
  const begun = (await vault.all("plan/")).some(([name]) => /\/draft/u.test(name));
  return [
    messages.length > 0 ? words.unsent.messages(messages.length) : "",
    isWaiting(await load()) || pictures.length > 0 ? words.unsent.plan : "",
    read("draft") || begun || (await vault.get("you/objection")) ? words.unsent.draft : "",
  ].filter(Boolean);
}

/** The warning as elements; none where nothing would be lost. */
export async function unsentPart() {
  const lost = await unsentWords();
  if (lost.length === 0) return [];
  return [make(
    "section", { className: "card unsent", id: "unsent" },
    make("h3", {}, words.unsentTitle), ...says(words.unsentMeans), sentences(lost),
  )];
}
