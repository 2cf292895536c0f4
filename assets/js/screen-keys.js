/* The wall under somebody's hands: keys, the names in its foot, full screen. */
(function () {
  "use strict";

  const Wall = (window.Wall = window.Wall || {});

  function fullScreen() {
    const asked = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    if (asked && asked.catch) { asked.catch(() => {}); } // refused by the browser: the wall stays as it is
  }

  function help(wanted) { Wall.root().classList.toggle("is-helping", wanted); }

  const commands = {
    " ": () => Wall.rotation.pause(),
    "ArrowRight": () => Wall.rotation.step(1),
    "ArrowLeft": () => Wall.rotation.step(-1),
    "f": fullScreen,
    "c": () => Wall.rotation.open("counties"),
    "0": () => Wall.root().classList.toggle("is-exact"),
    "?": () => help(),
    "？": () => help(),
    "Escape": () => help(false)
  };

  /* On the counties' pages a letter or digit opens the county on whose tile it stands, elsewhere a digit its pillar. */
  function opens(key) {
    const here = Wall.pages.current();
    const county = Boolean(here) && here.dataset.group === "counties";
    return Wall.all(".page[data-key]").find((section) => section.dataset.key === key && (section.dataset.group === "counties") === county);
  }

  function onKey(event) {
    if (!event.key || event.ctrlKey || event.altKey || event.metaKey) { return; }
    const command = commands[event.key] || commands[event.key.toLowerCase()];
    const section = command ? null : opens(event.key.toUpperCase());
    if (!command && !section) { return; }
    event.preventDefault();
    if (command) { command(); } else { Wall.rotation.open(section.dataset.page); }
  }

  function onClick(event) {
    const button = event.target.closest ? event.target.closest("#wall [data-goto], #wall [data-do]") : null;
    if (!button) { return; }
    if (button.dataset.do === "fullscreen") { fullScreen(); } else { Wall.rotation.open(button.dataset.goto); }
    button.blur(); // else the space bar would press it again instead of pausing
  }

  /* The button is of no use where the wall already fills the screen. */
  function onSize() {
    const full = document.fullscreenElement || window.matchMedia("(display-mode: fullscreen)").matches;
    Wall.root().classList.toggle("is-full", Boolean(full));
    Wall.pages.refit();
  }

  Wall.keys = {
    start: function () {
      document.addEventListener("keydown", onKey);
      document.addEventListener("click", onClick);
      document.addEventListener("fullscreenchange", onSize);
      window.addEventListener("resize", onSize);
      onSize();
    }
  };
})();
