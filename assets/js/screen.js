/* The wall: turns its pages, asks for news, lets a new picture grow out of the old one, and keeps the old one when
   the server is away. The pages themselves are drawn on the server; which of them is seen is known only here. */
(function () {
  "use strict";

  var DRAWING_PATIENCE = 4; // ticks that a new picture may take before it is asked for again
  var RETRY_FAILED_PAGES_MS = 60000;
  var LONGEST_ANSWER_MS = 8000;
  var YOUNGEST_TO_RELOAD_MS = 3 * 3600 * 1000;

  var state = { shown: "", paused: false, turns: 0, seen: Date.now(), misses: 0, asked: null, waited: 0, retried: Date.now() };
  var opened = Date.now();
  var turner = null;

  function wall() { return document.getElementById("wall"); }
  function all(selector, root) { return Array.prototype.slice.call((root || wall()).querySelectorAll(selector)); }
  function number(name, otherwise) { var n = parseFloat(wall().dataset[name]); return isFinite(n) && n > 0 ? n : otherwise; }
  function page(key) { return all(".page").filter(function (p) { return p.dataset.page === key; })[0]; }
  function rotating() { return all(".page:not(.is-aside):not(.is-failed)"); }

  /* ---- pages ---- */

  function show(key) {
    var next = page(key);
    if (!next) { throw new Error("no page " + key); }
    if (key === "overview") { deal(next, state.turns); }
    all(".page").forEach(function (p) { p.classList.toggle("is-on", p === next); });
    all("[data-goto]").forEach(function (b) { b.classList.toggle("is-now", b.dataset.goto === next.dataset.group); });
    state.shown = key;
  }

  /* The headline indicators take turns: as many as there are columns, the last group filled from the one before. */
  function deal(section, turn) {
    var list = section.querySelector(".key__cards");
    if (!list) { return; }
    var cards = all(".gauge", list);
    var room = parseInt(getComputedStyle(list).getPropertyValue("--cards"), 10) || 6;
    var groups = Math.max(1, Math.ceil(cards.length / room));
    var first = Math.max(0, Math.min((turn % groups) * room, cards.length - room));
    list.classList.add("is-dealt");
    cards.forEach(function (card, place) { card.classList.toggle("is-shown", place >= first && place < first + room); });
    all(".key__turns", section).forEach(function (note) { note.hidden = groups === 1; });
  }

  function step(by) {
    var pages = rotating();
    if (!pages.length) { return; }
    var here = page(state.shown);
    var from = pages.indexOf(here);
    if (from < 0 && here) { from = pages.map(function (p) { return p.dataset.group; }).indexOf(here.dataset.group); }
    for (var tried = 1; tried <= pages.length; tried += 1) {
      var next = pages[(from + by * tried + pages.length * (tried + 1)) % pages.length];
      try {
        if (next.dataset.page === "overview" && state.shown !== "overview") { state.turns += 1; }
        show(next.dataset.page);
        return;
      } catch (fault) { console.warn("wall: page passed over", next.dataset.page, fault); }
    }
  }

  function turn() {
    clearTimeout(turner);
    turner = setTimeout(function () {
      if (!state.paused) { step(1); }
      turn();
    }, number("rotate", 15) * 1000);
  }

  function open(key) {
    if (!page(key)) { return; }
    try { show(key); } catch (fault) { console.warn("wall:", fault); }
    turn();
  }

  /* ---- keys ---- */

  function fullScreen() {
    if (document.fullscreenElement) { document.exitFullscreen(); return; }
    var asked = document.documentElement.requestFullscreen();
    if (asked && asked.catch) { asked.catch(function () {}); }
  }

  var commands = {
    " ": function () { state.paused = !state.paused; },
    "ArrowRight": function () { step(1); turn(); },
    "ArrowLeft": function () { step(-1); turn(); },
    "f": fullScreen,
    "c": function () { open("counties"); },
    "?": function () { wall().classList.toggle("is-helping"); },
    "？": function () { wall().classList.toggle("is-helping"); },
    "Escape": function () { wall().classList.remove("is-helping"); }
  };

  function opens(key) {
    var here = page(state.shown);
    var among = here && here.dataset.group === "counties" ? "counties" : null;
    return all(".page[data-key]").filter(function (p) {
      return p.dataset.key === key && (p.dataset.group === "counties") === (among === "counties");
    })[0];
  }

  function onKey(event) {
    if (!wall() || !event.key || event.ctrlKey || event.altKey || event.metaKey) { return; }
    var command = commands[event.key] || commands[event.key.toLowerCase()];
    var target = command ? null : opens(event.key.toUpperCase());
    if (!command && !target) { return; }
    event.preventDefault();
    if (command) { command(); } else { open(target.dataset.page); }
    mark();
  }

  function onClick(event) {
    var button = event.target.closest ? event.target.closest("#wall [data-goto], #wall [data-do]") : null;
    if (!button) { return; }
    if (button.dataset.do === "fullscreen") { fullScreen(); } else { open(button.dataset.goto); }
    button.blur(); // else the space bar would press it again instead of pausing
  }

  /* What the server does not know of: said again after every new picture. */
  function mark() {
    var root = wall();
    if (!root) { return; }
    var full = document.fullscreenElement || window.matchMedia("(display-mode: fullscreen)").matches;
    root.classList.add("is-turning");
    root.classList.toggle("is-paused", state.paused);
    root.classList.toggle("is-full", Boolean(full));
    root.classList.toggle("is-offline", state.misses > 1);
    var minutes = String(Math.max(1, Math.floor((Date.now() - state.seen) / 60000)));
    all(".offline__minutes").forEach(function (field) { field.textContent = minutes; });
  }

  /* ---- a new picture ---- */

  function draw(markup) {
    var root = wall();
    if (!markup || !root) { return; }
    var helping = root.classList.contains("is-helping");
    var changed = [];
    window.Idiomorph.morph(root, markup, {
      morphStyle: "outerHTML",
      callbacks: {
        beforeNodeMorphed: function (old, fresh) {
          if (old.nodeType === 3 && old.nodeValue !== fresh.nodeValue && old.parentElement) { changed.push(old.parentElement); }
          return true;
        }
      }
    });
    root = wall();
    root.classList.toggle("is-helping", helping);
    mark();
    try { show(page(state.shown) ? state.shown : "overview"); } catch (fault) { console.warn("wall:", fault); }
    fade(changed.filter(function (element) { return element.closest(".page.is-on"); }));
  }

  function fade(elements) {
    elements.forEach(function (element) { element.classList.remove("is-changed"); });
    void wall().offsetWidth; // a restarted animation needs a layout in between
    elements.forEach(function (element) { element.classList.add("is-changed"); });
    setTimeout(function () { all(".is-changed").forEach(function (e) { e.classList.remove("is-changed"); }); }, 600);
  }

  /* ---- news ---- */

  function tell(revision) {
    var dash = window.dash_clientside;
    if (!dash || typeof dash.set_props !== "function") { return false; }
    try { dash.set_props("screen-revision", { data: revision }); } catch (fault) { return false; }
    return true;
  }

  /* The page's own revision is the truth: until it is the server's, the picture is asked for, patiently. */
  function follow(revision) {
    var stale = String(revision) !== wall().dataset.revision;
    var retry = "incomplete" in wall().dataset && Date.now() - state.retried > RETRY_FAILED_PAGES_MS;
    if (!stale && !retry) { state.asked = null; return; }
    state.waited += 1;
    if (stale && state.asked === revision && state.waited < DRAWING_PATIENCE) { return; }
    if (retry) { state.retried = Date.now(); }
    if (tell(revision)) { state.asked = revision; state.waited = 0; }
  }

  function answered(revision) {
    state.misses = 0;
    state.seen = Date.now();
    follow(revision);
    var quiet = new Date().getHours() === number("quietHour", 4);
    if (quiet && Date.now() - opened > YOUNGEST_TO_RELOAD_MS) { window.location.reload(); }
  }

  function ask() {
    var stop = new AbortController();
    var timer = setTimeout(function () { stop.abort(); }, LONGEST_ANSWER_MS);
    return fetch(wall().dataset.address, { cache: "no-store", credentials: "same-origin", signal: stop.signal })
      .then(function (response) {
        if (!response.ok) { throw new Error("HTTP " + response.status); }
        return response.json();
      })
      .then(function (answer) {
        if (typeof answer.revision !== "number") { throw new Error("no revision"); }
        answered(answer.revision);
      })
      .catch(function () { state.misses += 1; })
      .then(function () { clearTimeout(timer); });
  }

  /* One tick after the other is answered, never two at once. */
  function tick() {
    setTimeout(function () {
      if (!wall()) { tick(); return; }
      ask().then(function () { try { mark(); } catch (fault) { console.warn("wall:", fault); } tick(); });
    }, (wall() ? number("refresh", 5) : 5) * 1000);
  }

  function start() {
    if (!wall()) {
      // a wall whose first picture failed on the server: nobody stands there to press a key
      if (document.documentElement.getAttribute("data-theme") === "wall") { setTimeout(function () { window.location.reload(); }, 30000); }
      return;
    }
    document.addEventListener("keydown", onKey);
    document.addEventListener("click", onClick);
    document.addEventListener("fullscreenchange", mark);
    window.addEventListener("resize", function () { mark(); var here = page("overview"); if (here) { deal(here, state.turns); } });
    mark();
    var first = all(".page")[0];
    if (first) { open(first.dataset.page); }
    tick();
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.screen = { draw: draw };
  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
})();
