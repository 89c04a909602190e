// The list of messages: what the service has stored, then what is still on the phone. Elements are kept, not redrawn,
// so that a screen reader says only what is new.
import { showBlock } from "./blocks.js";
import { make, timeWords } from "./dom.js";
import { words } from "./words.js";

function personName({ author_name, author_role }) {
  if (!author_name) return words.fromTheTeam;
  const role = words.roles[author_role] ?? author_role;
  return role ? `${author_name}, ${role} (${words.aPerson})` : `${author_name} (${words.aPerson})`;
}

function authorWords(message) {
  if (message.author === "young_person") return words.you;
  if (message.author === "staff") return personName(message);
  return message.author === "safety" ? words.safety : words.automatic;
}

function refusedWords({ status }) {
  return `${words.refused} ${status === 413 || status === 422 ? words.refusedText : words.refusedOther}`;
}

// The service keeps the request for a person in English, whatever language it was asked for in.
const ASKED_FOR_PERSON = "I want a person";

function textOf({ author, text }) {
  return author === "young_person" && text === ASKED_FOR_PERSON ? words.askedForPerson : text;
}

function storedRow(message, buttons) {
  return {
    key: message.client_message_id ?? message.id,
    author: message.author, heading: authorWords(message), text: textOf(message), lang: message.language, at: message.created_at,
    state: message.author === "young_person" ? words.sent : "", show: message.show, buttons, refused: null,
  };
}

function waitingRow(item) {
  const refused = item.state === "refused";
  return {
    key: item.client_message_id, author: "young_person", heading: words.you,
    text: item.kind === "person" ? words.askedForPerson : item.text, at: null,
    state: refused ? refusedWords(item) : words.waiting, show: null, buttons: [],
    refused: refused ? item.kind : null,
  };
}

/** The same numbers again, in this turn or the next, are short: in full they would push the words off the screen. */
function shorten(rows) {
  let before = null;
  let turns = 0;
  for (const row of rows) {
    if (row.author === "young_person") turns += 1;
    const numbers = (row.show?.lines ?? []).map(({ id }) => id).join();
    if (numbers === "") continue;
    row.short = numbers === before && turns < 2;
    before = numbers;
    turns = 0;
  }
  return rows;
}

/** Rows to show. Only what came after the young person's last words still offers its buttons. */
export function rowsFor(messages, items) {
  const stored = new Set(messages.map((message) => message.client_message_id));
  const waiting = items.filter((item) => !stored.has(item.client_message_id));
  const last = messages.findLastIndex((message) => message.author === "young_person");
  const rows = messages.map((message, place) =>
    storedRow(message, place > last && waiting.length === 0 ? (message.buttons ?? []) : []));
  return [...shorten(rows), ...waiting.map(waitingRow)];
}

function headLine(row) {
  const head = make("p", { className: "message-head" }, make("span", { className: "author" }, row.heading));
  if (row.at) {
    const at = new Date(row.at);
    head.append(" ", make("time", { dateTime: row.at }, timeWords(at)));
  }
  return head;
}

function choices({ buttons, lang }, { onChoice }) {
  if (buttons.length === 0) return null;
  const made = buttons.map(({ title }) => {
    const button = make("button", { type: "button", dir: "auto", ...(lang ? { lang } : {}) }, title);
    button.addEventListener("click", () => onChoice(title));
    return button;
  });
  return make("div", { className: "row choices" }, ...made);
}

const BEFORE_CHOICES = ["plan", "start_plan", "own_words", "read", "you", "complaints"];

function fill(element, row, actions) {
  const parts = [headLine(row)];
  if (row.text && row.show?.kind !== "own_words") parts.push(make("p", { className: "text", dir: "auto", ...(row.lang ? { lang: row.lang } : {}) }, row.text));
  if (row.state) parts.push(make("p", { className: "state" }, row.state));
  if (row.refused) {
    const label = row.refused === "person" ? words.askAgain : words.change;
    const button = make("button", { type: "button" }, label);
    button.addEventListener("click", () => actions.onChangeRefused(row.key));
    parts.push(button);
  }
  const below = [choices(row, actions), showBlock(row)];
  // What is to be read or changed comes before going on; numbers stay the last thing in sight.
  parts.push(...(BEFORE_CHOICES.includes(row.show?.kind) ? below.reverse() : below));
  element.className = `message from-${row.author}${row.refused ? " refused" : ""}`;
  element.dataset.author = row.author;
  element.replaceChildren(...parts.filter(Boolean));
}

/** Keeps `list` the same as the rows. update(rows) gives the elements that are new. */
export function createMessageList(list, actions) {
  const known = new Map();

  return {
    update(rows) {
      const added = [];
      let before = list.firstElementChild;
      for (const row of rows) {
        const signature = JSON.stringify(row);
        let entry = known.get(row.key);
        if (!entry) {
          entry = { element: document.createElement("li"), signature: "" };
          known.set(row.key, entry);
          added.push(entry.element);
        }
        if (entry.signature !== signature) fill(entry.element, row, actions);
        entry.signature = signature;
        if (entry.element === before) before = before.nextElementSibling;
        else list.insertBefore(entry.element, before);
      }
      const keys = new Set(rows.map(({ key }) => key));
      for (const [key, { element }] of known) {
        if (keys.has(key)) continue;
        element.remove();
        known.delete(key);
      }
      return added;
    },
  };
}
