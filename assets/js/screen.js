/* The wall: turns its pages, asks for news, lets a new picture grow out of the old one, and keeps the old one when
   the server is away. The pages themselves are drawn on the server; which of them is seen is known only here.
   Only the page that is seen stands in the document: the others lie stowed in templates. */
(function () {
  "use strict";

  var RETRY_FAILED_PAGES_MS = 60000;
  var LONGEST_ANSWER_MS = 8000;
  var LONGEST_PICTURE_MS = 30000;
  var FADED_MS = 400; // a little more than the cross-fade of the stylesheet
  var YOUNGEST_TO_RELOAD_MS = 3 * 3600 * 1000;

  var state = { shown: "", paused: false, turns: 0, seen: Date.now(), misses: 0, retried: Date.now() };
  var opened = Date.now();
  var turner = null;

  function wall() { return document.getElementById("wall"); }
  function all(selector, root) { return Array.prototype.slice.call((root || wall()).querySelectorAll(selector)); }
  function number(name, otherwise) { var n = parseFloat(wall().dataset[name]); return isFinite(n) && n > 0 ? n : otherwise; }
  function page(key) { return all(".page").filter(function (p) { return p.dataset.page === key; })[0]; }
  function rotating() { return all(".page:not(.is-aside):not(.is-failed)"); }

  /* ---- pages ---- */

  function stowed(section) { return section.querySelector(":scope > template"); }

  function move(from, to) { while (from.firstChild) { to.appendChild(from.firstChild); } }

  function stow(section) {
    if (stowed(section)) { return; }
    var template = document.createElement("template");
    move(section, template.content);
    section.appendChild(template);
  }

  function bring(section) {
    var template = stowed(section);
    if (!template) { return; }
    section.removeChild(template);
    move(template.content, section);
  }

  function stowUnseen() { if (wall()) { all(".page:not(.is-on)").forEach(stow); } }

  function show(key) {
    var next = page(key);
    if (!next) { throw new Error("no page " + key); }
    bring(next);
    if (key === "overview") { deal(next, state.turns); }
    all(".page").forEach(function (p) { p.classList.toggle("is-on", p === next); });
    all("[data-goto]").forEach(function (b) { b.classList.toggle("is-now", b.dataset.goto === next.dataset.group); });
    state.shown = key;
    mark();
    setTimeout(stowUnseen, FADED_MS);
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

  /* The same pages as in the document are out of their templates in the new picture, so that like meets like. */
  function arrange(fresh) {
    all(".page", fresh).forEach(function (section) {
      var here = page(section.dataset.page);
      if (here && !stowed(here)) { bring(section); } else { stow(section); }
    });
    return fresh;
  }

  function draw(text) {
    var root = wall();
    var fresh = new DOMParser().parseFromString(text, "text/html").getElementById("wall");
    if (!fresh) { throw new Error("no wall in the answer"); }
    var helping = root.classList.contains("is-helping");
    var changed = [];
    window.Idiomorph.morph(root, arrange(fresh), {
      morphStyle: "outerHTML",
      callbacks: {
        beforeNodeMorphed: function (old, next) {
          if (old.nodeName === "TEMPLATE") {
            old.content.textContent = "";
            move(next.content, old.content);
            return false;
          }
          if (old.nodeType === 3 && old.nodeValue !== next.nodeValue && old.parentElement) { changed.push(old.parentElement); }
          return true;
        }
      }
    });
    root = wall();
    root.classList.toggle("is-helping", helping);
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

  /* An answer within the time, else a refusal. */
  function fetched(address, longest, read) {
    var stop = new AbortController();
    var timer = setTimeout(function () { stop.abort(); }, longest);
    var answer = fetch(address, { cache: "no-store", credentials: "same-origin", signal: stop.signal })
      .then(function (response) {
        if (!response.ok) { throw new Error("HTTP " + response.status); }
        return read(response);
      });
    answer.then(function () { clearTimeout(timer); }, function () { clearTimeout(timer); });
    return answer;
  }

  /* The wall asks for itself at its own address and lets the new picture grow out of the old one. */
  function redraw() {
    return fetched(window.location.href, LONGEST_PICTURE_MS, function (response) { return response.text(); }).then(draw);
  }

  /* The page's own revision is the truth: until it is the server's, every tick asks for the picture. */
  function follow(revision) {
    var stale = String(revision) !== wall().dataset.revision;
    var retry = "incomplete" in wall().dataset && Date.now() - state.retried > RETRY_FAILED_PAGES_MS;
    if (retry) { state.retried = Date.now(); }
    return stale || retry ? redraw() : null;
  }

  function answered(revision) {
    state.misses = 0;
    state.seen = Date.now();
    var quiet = new Date().getHours() === number("quietHour", 4);
    if (quiet && Date.now() - opened > YOUNGEST_TO_RELOAD_MS) { window.location.reload(); }
    return follow(revision);
  }

  function ask() {
    return fetched(wall().dataset.address, LONGEST_ANSWER_MS, function (response) { return response.json(); })
      .then(function (answer) {
        if (typeof answer.revision !== "number") { throw new Error("no revision"); }
        return answered(answer.revision);
      })
      .catch(function () { state.misses += 1; });
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

  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
})();
