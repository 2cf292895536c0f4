/* The wall turns its pages by itself; a key holds it or turns it on. A page that cannot be shown is passed over, said to
   the server, and tried again in the next round. */
(function () {
  "use strict";

  const Wall = (window.Wall = window.Wall || {});
  let paused = false;
  let turner = 0;

  /* To the next page that can be shown, or to the one before. */
  function step(by) {
    const pages = Wall.pages.rotating();
    const here = Wall.pages.current();
    let from = pages.indexOf(here);
    if (from < 0 && here) { from = pages.findIndex((section) => section.dataset.group === here.dataset.group); }
    for (let tried = 1; tried <= pages.length; tried += 1) {
      const next = pages[(from + by * tried + pages.length * (tried + 1)) % pages.length];
      if (shown(next)) { return; }
    }
  }

  function shown(section) {
    try {
      Wall.pages.show(section.dataset.page);
      return true;
    } catch (fault) {
      Wall.note(section.getAttribute("aria-label"), fault);
      return false;
    }
  }

  /* The next turn is set before anything is done, so that nothing that is done can keep it from coming. */
  function turn() {
    clearTimeout(turner);
    turner = setTimeout(() => {
      turn();
      if (!paused) { step(1); }
    }, Wall.given("rotate", 15) * 1000);
  }

  Wall.rotation = {
    step: function (by) { Wall.pages.whenWhole(() => { step(by); turn(); }); },

    /* To the page of this name, and on from there. */
    open: function (key) {
      Wall.pages.whenWhole(() => {
        const section = Wall.pages.find(key);
        if (section) { shown(section); turn(); }
      });
    },

    /* The first page, which is there from the beginning. */
    start: function () {
      shown(Wall.all(".page")[0]);
      turn();
    },

    pause: function () {
      paused = !paused;
      Wall.root().classList.toggle("is-paused", paused);
    }
  };
})();
