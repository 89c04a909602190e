// Starts the plan's page: quick exit and PIN first, then the plan from this phone, then the service.
import { createApi } from "../app/api.js";
import { currentDevice } from "../app/device.js";
import { byId, make } from "../app/dom.js";
import { keepOnPhone, startPage } from "../app/shell.js";
import { createContext } from "./context.js";
import { clearSheet } from "./print.js";
import { startRouter } from "./router.js";
import { heading, link, page } from "./view.js";
import { words } from "./words.js";

let stop = () => undefined;

async function open() {
  if (!currentDevice()) {
    byId("view").replaceChildren(page(heading(words.title), make("p", {}, words.noDevice), link(words.toChat, "/", "button button-main")));
    return;
  }
  const context = await createContext(createApi());
  stop = startRouter(context);
  context.start();
}

byId("plain").hidden = true;
clearSheet();
keepOnPhone();
startPage({ open, stop: () => stop() });
