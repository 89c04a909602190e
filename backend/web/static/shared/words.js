// Every sentence that the reader's page says, in one place, so that it can be reviewed and translated.
import { inLanguage } from "../app/wording.js";

/** Review of the words below, as for every safety text. */
export const review = { status: "draft", approved_by: null, approved_on: null };

export const words = inLanguage("shared", {
  draft: "Draft. These words have not been approved yet.",
  intro:
    "Somebody chose to show you a part of their safety plan. It is for hard moments, in their own words. " +
    "Enter the code that came with the link.",
  told: "They see in their list that you opened it, and when.",
  code: "Code (6 digits)",
  open: "Open",
  noCode: "Enter the 6 digits of the code.",
  nothing: "Nothing opens with this link and code. The code may be wrong, or it has ended. Ask the person who gave it to you.",
  noToken: "The link is not whole. Open it again from the message that it came in.",
  wait: "There were too many tries. Wait a few minutes, then try again.",
  unreachable: "The service cannot be reached just now. Try again when you have a connection.",
  from: "What {name} shows you",
  fromSomebody: "What they show you",
  since: "Last changed on {day}",
  until: "You can look until {day}.",
  nothingHere: "Nothing is written here.",
  help: "Reading this can be hard. You can listen, stay with them and ask plainly how they are. You do not have to solve it alone.",
  helpNow: "If they are in danger right now, ring 999. More numbers are under Help now. HOPELINE247 (0800 068 4141) also talks with people who worry about somebody.",

  call: "Call {name}",
  text: "Text {name}",
  write: "Write to {name}",
  openSite: "Open {host}",
  thisPerson: "them",
  may: "May be told that things are hard",
  mayNot: "Does not know. Please keep it so",
  inTheWay: "What could get in the way",
  pictureAlt: "A picture in the plan",
  pictureMissing: "This picture cannot be shown just now.",

  steps: {
    1: "Signs that things are getting hard",
    2: "Things they can do on their own",
    3: "People and places that take their mind off it",
    4: "People they can ask for help",
    5: "People whose job it is to help",
    6: "Making things safer around them",
    7: "What matters to them",
  },
});
