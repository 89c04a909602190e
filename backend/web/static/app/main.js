// Starts the app: quick exit first, then the first run or the chat, then the service worker.
import { createApi } from "./api.js";
import { startChat } from "./chat.js";
import { currentDevice, forgetDevice } from "./device.js";
import { byId } from "./dom.js";
import { wasLeft, watchExit } from "./exit.js";
import { startFirstRun } from "./first-run.js";
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

function start() {
  watchExit(byId("leave"), () => chat?.stop());
  byId("plain").hidden = true;
  byId("plain-note").hidden = true;
  byId("want-person").hidden = false;
  if (currentDevice()) {
    openChat();
    return;
  }
  const notice = read("notice") ? words[read("notice")] : "";
  write("notice", null);
  startFirstRun({
    api, notice,
    onStarted: async (wantsPerson) => {
      await openChat(wantsPerson);
      // Not into the message box: the opening words come first, and a keyboard would cover them.
      byId("main").focus();
    },
  });
}

if (!wasLeft()) {
  start();
  navigator.serviceWorker?.register("/sw.js").catch(() => undefined);
}
