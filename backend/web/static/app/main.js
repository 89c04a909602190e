// Starts the chat page: the first run on a phone that the service does not know, else the chat.
import { createApi } from "./api.js";
import { startChat } from "./chat.js";
import { currentDevice, forgetDevice } from "./device.js";
import { byId } from "./dom.js";
import { startFirstRun } from "./first-run.js";
import { keepOnPhone, startPage } from "./shell.js";
import { read, write } from "./storage.js";
import { words } from "./words.js";

const api = createApi();
let chat = null;

/** The service does not know this phone: begin again from a clean page. What waits in the outbox stays. */
function beginAgain() {
  forgetDevice();
  write("notice", "deviceUnknown");
  location.reload();
}

async function openChat(wantsPerson = false) {
  chat = await startChat({ api, wantsPerson, onDeviceUnknown: beginAgain });
}

/** True where this page was opened with `hash`, as by another page that asks for a person. A reload does not ask again. */
function cameWith(hash) {
  const came = location.hash === hash;
  if (came) history.replaceState(null, "", "/");
  return came;
}

function open() {
  const wantsPerson = cameWith("#person");
  byId("want-person").hidden = false;
  if (currentDevice()) return openChat(wantsPerson);
  const told = cameWith("#cleared") ? "cleared" : read("notice");
  const notice = told ? words[told] : "";
  write("notice", null);
  startFirstRun({
    api, notice,
    onStarted: async (wantsPerson) => {
      await openChat(wantsPerson);
      // Not into the message box: the opening words come first, and a keyboard would cover them.
      byId("main").focus();
    },
  });
  if (wantsPerson) byId("want-person").click();
  return null;
}

byId("plain").hidden = true;
byId("plain-note").hidden = true;
keepOnPhone();
startPage({ open, stop: () => chat?.stop() });
