/* The wall asks whether there is news: one small question after the other, never two at once. Whatever is no proper
   answer is an outage: the picture stays, and a badge counts the minutes since it was last known to be the present one.
   Only where our own server says that nobody is signed in any more do the numbers give way to a notice. */
(function () {
  "use strict";

  const LONGEST_ANSWER_MS = 8000;
  const RETRY_PICTURE_MS = 10000;
  const RETRY_FAILED_PAGES_MS = 60000;
  const RETRY_MISSING_PAGES_MS = 5000;
  const RETRY_RELOAD_MS = 60000;
  const NIGHT_MINUTES = 120;
  const YOUNGEST_TO_RELOAD_MS = 3 * 3600 * 1000; // longer than the night's window: once a night
  const Wall = (window.Wall = window.Wall || {});
  const SIGN_IN = "sign-in"; // the server's word
  let misses = 0;
  let isShut = false;
  let confirmed = Wall.now();
  let retryPagesAt = 0;
  let reloadNotBefore = Wall.now() + YOUNGEST_TO_RELOAD_MS;
  let refused = { stamp: "", until: 0 };

  /* What a picture was drawn from: a revision, and the server's day, which decides where nothing is published yet. */
  const stamp = (revision, day) => revision + " " + day;
  const shownStamp = () => stamp(Wall.root().dataset.revision, Wall.root().dataset.day);

  async function askStamp() {
    const answer = await Wall.fetched(Wall.root().dataset.address, LONGEST_ANSWER_MS, (response) => response.json());
    if (!answer || !Number.isInteger(answer.revision) || typeof answer.day !== "string") { throw new Error("no revision in the answer"); }
    return stamp(answer.revision, answer.day);
  }

  /* A picture that cannot be had, or is not the one asked for, is not asked for at every tick. */
  async function follow(asked) {
    if (refused.stamp === asked && Wall.now() < refused.until) { throw new Error("the picture is not to be had yet"); }
    refused = { stamp: asked, until: Wall.now() + RETRY_PICTURE_MS };
    await Wall.picture.renew();
    if (shownStamp() !== asked) { throw new Error("the picture is of another revision"); }
  }

  /* Pages that have not come yet, or that the server could not draw, are asked for again, also without news. */
  async function retryPages() {
    const whole = Wall.pages.isWhole();
    if ((!whole || Wall.pages.failed().length) && Wall.now() > retryPagesAt) {
      retryPagesAt = Wall.now() + (whole ? RETRY_FAILED_PAGES_MS : RETRY_MISSING_PAGES_MS);
      await Wall.picture.renew();
    }
  }

  /* The pages behind the first, as soon as that is seen. Where they do not come, it stays, and the ticks ask again. */
  async function complete() {
    if (Wall.pages.isWhole()) { return; }
    retryPagesAt = Wall.now() + RETRY_MISSING_PAGES_MS;
    try { await Wall.picture.renew(); } catch (fault) { Wall.note("其余各页", fault); }
  }

  function isNight() {
    const now = new Date();
    const parts = (Wall.root().dataset.reload || "").split(":");
    const since = now.getHours() * 60 + now.getMinutes() - (parseInt(parts[0], 10) * 60 + parseInt(parts[1], 10));
    return (since + 1440) % 1440 < NIGHT_MINUTES;
  }

  /* Once a night the whole page is loaded anew, with whatever an upgraded server now sends along; never blindly. */
  async function reloadAtNight() {
    if (Wall.now() < reloadNotBefore || !isNight()) { return; }
    reloadNotBefore = Wall.now() + RETRY_RELOAD_MS;
    await Wall.picture.load();
    window.location.reload();
  }

  async function tick() {
    try {
      const asked = await askStamp();
      if (asked === shownStamp()) { await retryPages(); } else { await follow(asked); }
      misses = 0;
      isShut = false;
      confirmed = Wall.now();
    } catch (fault) {
      misses += 1;
      isShut = isShut || fault.code === SIGN_IN;
    }
    badge();
    if (!misses) { await reloadAtNight(); }
  }

  /* One answer lost is no outage. What already stands there is not written again. */
  function badge() {
    const offline = Wall.news.isOffline();
    const minutes = String(Math.max(1, Math.floor((Wall.now() - confirmed) / 60000)));
    Wall.root().classList.toggle("is-offline", offline);
    Wall.root().classList.toggle("is-shut", isShut);
    if (!offline) { return; }
    Wall.all(".offline__minutes").forEach((field) => { if (field.textContent !== minutes) { field.textContent = minutes; } });
  }

  Wall.news = {
    isOffline: () => misses > 1,
    start: function () {
      document.addEventListener("wall:shown", badge);
      complete();
      Wall.again(() => Wall.given("refresh", 2) * 1000, tick);
    }
  };
})();
