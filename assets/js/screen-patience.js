/* What the wall does with time and with faults: it waits for nobody longer than it said, goes on whatever happens, and
   remembers what it had to pass over, to report it. */
(function () {
  "use strict";

  const MOST_FAULTS = 5;
  const Wall = (window.Wall = window.Wall || {});
  const faults = new Map();

  /* The time since the page was opened: no clock that is set, and no summer time, moves it. */
  Wall.now = () => performance.now();

  /* What stands for an answer that is none; `code` is what our own server says, and no proxy's page has one. */
  async function refusal(response) {
    const fault = new Error("HTTP " + response.status);
    try { fault.code = (await response.json()).error.code; } catch (other) { fault.code = ""; }
    return fault;
  }

  /* An answer, read, within so many milliseconds; everything else is a refusal. */
  Wall.fetched = async function (address, longest, read, options) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), longest);
    try {
      const response = await fetch(address, Object.assign({ cache: "no-store", credentials: "same-origin", signal: stop.signal }, options));
      if (!response.ok) { throw await refusal(response); }
      return await read(response);
    } finally {
      clearTimeout(timer);
    }
  };

  /* Work for ever, one turn after the other: whatever becomes of one, there is a next. */
  Wall.again = function (pause, work) {
    setTimeout(async () => {
      try { await work(); } catch (fault) { Wall.note("", fault); }
      Wall.again(pause, work);
    }, pause());
  };

  /* Remember a fault; what names the page that was passed over, nothing any other script. */
  Wall.note = function (what, fault) {
    const said = (what || "脚本") + "：" + (fault && fault.message ? fault.message : fault);
    if (faults.has(said) || faults.size < MOST_FAULTS) { faults.set(said, true); }
  };

  /* What was remembered since the last time. */
  Wall.takeFaults = function () {
    const said = Array.from(faults.keys());
    faults.clear();
    return said;
  };

  window.addEventListener("error", (event) => Wall.note("", event.message));
  window.addEventListener("unhandledrejection", (event) => Wall.note("", event.reason));
})();
