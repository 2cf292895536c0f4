/* The wall begins to live. A wall whose first picture could not be drawn is loaded anew as soon as there is one: nobody
   stands there to press a key. */
(function () {
  "use strict";

  const RETRY_FIRST_PICTURE_MS = 30000;
  const Wall = (window.Wall = window.Wall || {});

  function retry() {
    Wall.again(() => RETRY_FIRST_PICTURE_MS, async () => {
      try { await Wall.picture.load(); } catch (fault) { return; }
      window.location.reload();
    });
  }

  function start() {
    if (!Wall.root()) { retry(); return; }
    Wall.keys.start();
    Wall.news.start();
    Wall.heartbeat.start();
    Wall.rotation.open(Wall.all(".page")[0]);
  }

  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
})();
