// Every page: htmx, and the few habits that plain HTML lacks. Nothing here is needed to get work done.
import "htmx.org";
import "./parts/token.js";
import "./parts/focus.js";
import "./parts/autosave.js";
import "./parts/lists.js";
import "./parts/uploads.js";
import "./parts/once.js";
import "./parts/repeated.js";
import "./parts/printing.js";
import "./parts/rail.js";
import "./parts/typed.js";
import "./parts/leaving.js";
