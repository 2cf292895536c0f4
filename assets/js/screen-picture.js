/* A new picture grows out of the old one: only what differs is touched, and a number that changed fades in once. */
(function () {
  "use strict";

  const LONGEST_PICTURE_MS = 30000;
  const FADED_IN_MS = 600;
  const Wall = (window.Wall = window.Wall || {});

  function address() {
    const found = new URL(window.location.href);
    found.searchParams.set("whole", "");
    return found.href;
  }

  /* The wall with all its pages, as its own address shows it now. A log-in page, a proxy's excuse or a failed drawing
     holds no wall. */
  async function load() {
    const text = await Wall.fetched(address(), LONGEST_PICTURE_MS, (response) => response.text());
    const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("wall");
    if (!fresh || !fresh.querySelector(".page")) { throw new Error("no wall in the answer"); }
    return fresh;
  }

  function morph(fresh) {
    const changed = [];
    window.Idiomorph.morph(Wall.root(), fresh, {
      morphStyle: "outerHTML",
      callbacks: {
        beforeNodeMorphed: function (old, next) {
          const isNews = old.nodeType === Node.TEXT_NODE && old.nodeValue !== next.nodeValue;
          if (isNews && old.parentElement.nodeName !== "SCRIPT") { changed.push(old.parentElement); }
          return true;
        }
      }
    });
    return changed;
  }

  function fadeIn(elements) {
    const seen = elements.filter((element) => element && element.closest(".page.is-on"));
    seen.forEach((element) => element.classList.remove("is-changed"));
    void Wall.root().offsetWidth; // a restarted animation needs a layout in between
    seen.forEach((element) => element.classList.add("is-changed"));
    setTimeout(() => seen.forEach((element) => element.classList.remove("is-changed")), FADED_IN_MS);
  }

  Wall.picture = {
    load: load,

    /* Fetch the present picture and let the wall become it. */
    renew: async function () {
      const fresh = Wall.pages.arrange(await load());
      try {
        fadeIn(morph(fresh));
      } catch (fault) {
        Wall.note("", fault);
        Wall.root().replaceWith(document.adoptNode(fresh)); // half a morph would be no picture
      }
      document.dispatchEvent(new CustomEvent("wall:shown"));
      Wall.pages.grant();
    }
  };
})();
