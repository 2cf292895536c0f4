/* The wall begins to live. A wall whose first picture could not be drawn is loaded anew as soon as there is one: nobody
   stands there to press a key. */
(function () {
  "use strict";

  const RETRY_FIRST_PICTURE_MS = 30000;
  const LONGEST_UNPAINTED_MS = 2000;
  const FIRST_PAINT = "first-contentful-paint";
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
    Wall.rotation.start();
  }

  /* Nothing is done before the numbers are seen; a browser that does not paint is not waited for. */
  function afterFirstPaint(work) {
    let begun = false;
    const begin = () => { if (!begun) { begun = true; work(); } };
    new PerformanceObserver((seen, watch) => {
      if (seen.getEntriesByName(FIRST_PAINT).length) { watch.disconnect(); begin(); }
    }).observe({ type: "paint", buffered: true });
    setTimeout(begin, LONGEST_UNPAINTED_MS);
  }

  afterFirstPaint(start);
})();
