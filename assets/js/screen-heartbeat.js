/* The wall says that it lives: who it is, what it shows, when the browser last painted, and what it had to pass over. */
(function () {
  "use strict";

  const BEAT_MS = 30000;
  const FIRST_BEAT_MS = 2000;
  const LONGEST_ANSWER_MS = 8000;
  const Wall = (window.Wall = window.Wall || {});
  let painted = Wall.now();

  /* A browser may forbid keeping anything; then a screen without a name is a new one after every reload. */
  function kept(key, value) {
    try {
      if (value) { window.localStorage.setItem(key, value); }
      return window.localStorage.getItem(key) || value;
    } catch (fault) {
      return value;
    }
  }

  /* The name in the address, else the one given before, else one made up for this browser. */
  function identity() {
    const given = new URLSearchParams(window.location.search).get("name");
    const name = kept("wall-name", given ? given.trim() : "");
    if (name) { return { name: name, named: true }; }
    const made = "未命名 " + Math.random().toString(36).slice(2, 6).toUpperCase();
    return { name: kept("wall-made-name", "") || kept("wall-made-name", made), named: false };
  }

  /* Asks for a frame: a browser that is hidden or stuck gives none. */
  function look() {
    requestAnimationFrame(() => { painted = Wall.now(); });
  }

  function said(identified) {
    const here = Wall.pages.current();
    const faults = Wall.takeFaults().concat(Wall.pages.failed().map((section) => section.getAttribute("aria-label") + "：服务器没有画出来"));
    return JSON.stringify(Object.assign({}, identified, {
      page: here ? here.getAttribute("aria-label") : "",
      revision: parseInt(Wall.root().dataset.revision, 10) || 0,
      unpainted: (Wall.now() - painted) / 1000,
      fault: faults.join("；")
    }));
  }

  /* A lost heartbeat is not sent again: the next one says more. While the server is away none is sent. */
  async function beat(identified) {
    look();
    if (Wall.news.isOffline()) { return; }
    try {
      const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: said(identified) };
      await Wall.fetched(Wall.root().dataset.heartbeat, LONGEST_ANSWER_MS, () => null, options);
    } catch (fault) { return; }
  }

  Wall.heartbeat = {
    start: function () {
      const identified = identity();
      look();
      setTimeout(() => beat(identified), FIRST_BEAT_MS);
      Wall.again(() => BEAT_MS, () => beat(identified));
    }
  };
})();
