// Starts the page "You": quick exit and PIN first, then the list of doors.
import { createApi } from "../app/api.js";
import { byId } from "../app/dom.js";
import { keepOnPhone, startPage } from "../app/shell.js";
import { startRouter } from "./router.js";

byId("plain").hidden = true;
keepOnPhone();
startPage({ open: () => startRouter(createApi()) });
