/* The wall's pages, drawn on the server; which of them is seen is known only here. It alone stands in the document: the
   others lie stowed as text, which costs the browser neither nodes nor style nor layout until their turn comes. */
(function () {
  "use strict";

  const FADED_MS = 400; // a little more than the cross-fade of the stylesheet
  const MOST_WISHES = 9;
  const Wall = (window.Wall = window.Wall || {});
  let shown = "";
  let deals = 0;
  let wishes = [];

  Wall.root = () => document.getElementById("wall");
  Wall.all = (selector, within) => Array.from((within || Wall.root()).querySelectorAll(selector));

  /* A number that the server gave the wall. */
  Wall.given = function (name, otherwise) {
    const found = parseFloat(Wall.root() ? Wall.root().dataset[name] : "");
    return found > 0 ? found : otherwise;
  };

  const find = (key, within) => Wall.all(".page", within).find((section) => section.dataset.page === key);
  const text = (section) => section.querySelector(":scope > script");
  const isOut = (section) => Boolean(section.lastElementChild) && section.lastElementChild !== text(section);
  const isHere = (section) => isOut(section) || Boolean(text(section) && text(section).firstChild);

  /* A script of no language a browser knows is text to it, and nothing else. */
  function keepAsText(section) {
    const kept = document.createElement("script");
    kept.type = "text/html";
    kept.textContent = section.innerHTML;
    return kept;
  }

  function stow(section) {
    if (!isOut(section)) { return; }
    const kept = text(section) || keepAsText(section);
    section.textContent = "";
    section.appendChild(kept);
  }

  function bring(section) {
    if (!isOut(section)) { section.insertAdjacentHTML("beforeend", text(section).textContent); }
  }

  /* The headline indicators take turns: as many as there are columns, the last group filled from the one before. */
  function deal(section, room) {
    const list = section.querySelector(".key__cards");
    if (!list) { return; }
    const cards = Wall.all(".gauge", list);
    const groups = Math.max(1, Math.ceil(cards.length / room));
    const first = Math.max(0, Math.min((deals % groups) * room, cards.length - room));
    list.classList.add("is-dealt");
    cards.forEach((card, place) => card.classList.toggle("is-shown", place >= first && place < first + room));
    Wall.all(".key__turns", section).forEach((note) => { note.hidden = groups === 1; });
  }

  /* How many headline indicators the stylesheet gives room at this size. */
  function room(section) {
    const list = section.querySelector(".key__cards");
    return (list && parseInt(getComputedStyle(list).getPropertyValue("--cards"), 10)) || 6;
  }

  /* A pillar on several sheets: a wider screen shows two or three of them at once, and passes over those it has shown. */
  function isTurned(section) {
    const lists = parseInt(getComputedStyle(Wall.root()).getPropertyValue("--lists"), 10) || 1;
    return (parseInt(section.dataset.part || "1", 10) - 1) % lists === 0;
  }

  function mark(next, within) {
    Wall.all(".page", within).forEach((section) => section.classList.toggle("is-on", section === next));
    Wall.all("[data-goto]", within).forEach((name) => name.classList.toggle("is-now", name.dataset.goto === next.dataset.group));
  }

  Wall.pages = {
    find: find,
    current: () => find(shown),
    rotating: () => Wall.all(".page:not(.is-aside):not(.is-failed)").filter(isTurned).filter(isHere),
    failed: () => Wall.all(".page.is-failed"),
    isWhole: () => !Wall.root().hasAttribute("data-partial"),

    /* Do it at once, or as soon as all pages are here: the first answer brought only the first of them. */
    whenWhole: function (work) {
      if (Wall.pages.isWhole()) { work(); } else if (wishes.length < MOST_WISHES) { wishes.push(work); }
    },

    grant: function () {
      const due = wishes;
      wishes = [];
      due.forEach(Wall.pages.whenWhole);
    },

    /* Let a page be seen; it throws where that cannot be done, and the page before stays. */
    show: function (key) {
      const next = find(key);
      if (!next || !isHere(next)) { throw new Error("没有这一页"); }
      bring(next);
      if (key !== shown && next.querySelector(".key__cards")) { deals += shown ? 1 : 0; }
      if (Wall.pages.isWhole()) { deal(next, room(next)); } // before, there is but one group
      mark(next);
      Wall.root().classList.add("is-turning");
      shown = key;
      document.dispatchEvent(new CustomEvent("wall:shown"));
      setTimeout(() => Wall.all(".page:not(.is-on)").forEach(stow), FADED_MS);
    },

    /* The size has changed: another number of columns. */
    refit: function () {
      const here = find(shown);
      if (here && Wall.pages.isWhole()) { deal(here, room(here)); }
    },

    /* Bring a new picture into the state that the old one is in, so that like meets like and nothing flickers. */
    arrange: function (fresh) {
      fresh.className = Wall.root().className;
      const next = find(shown, fresh) || Wall.all(".page", fresh)[0];
      Wall.all(".page", fresh).forEach((section) => {
        const here = find(section.dataset.page);
        if (section === next || (here && isOut(here))) { bring(section); } else { stow(section); }
      });
      const here = find(next.dataset.page);
      deal(next, room(here || next));
      mark(next, fresh);
      shown = next.dataset.page;
      return fresh;
    }
  };
})();
