// Every sentence that the complaints page says by itself, in one place, so that it can be reviewed and translated.
import { inLanguage } from "../app/wording.js";

/** Review of the words below, as for every safety text. */
export const review = { status: "draft", approved_by: null, approved_on: null };

export const words = inLanguage("complaints", {
  nothingWritten: "Write what went wrong first.",
  wrongLength: "That did not work. Write between 1 and 4,000 characters, and try again.",
  busy: "There is too much going on just now. Your words are still here. Wait a minute, then try again.",
  notSent: "It was not sent: the service does not answer. Your words are still here. Try again later, or use another way below.",
  readBy: "We will say that we have read it by {day}.",
  received: "We got it on {day}.",
  notRead: "Nobody has said yet that they have read it. That has to happen by {day}.",
  wasRead: "A supervisor said on {day} that they have read it.",
  answered: "They answered on {day}:",
  notFound: "We find nothing under that reference. Look at each letter: it has 24 of them after EV.",
  noAnswer: "The service does not answer just now. Try again later.",
});
