/* Looks at the wall as somebody in front of it would, one page after the other, and tells what it would stumble over.
   Every text counts with the ink of its glyphs, line by line, not with the box that the browser gives its line. */
(limits) => {
  "use strict";

  const CELLS = ".tile, .gauge, .ranking__rows li, .rows__list li, .late li, .pillars li, .milestones li, .shares li, .matrix td, .matrix th, .counts, .rows, .side, .places, .ranking, .late, .whole, .key, .matrix, .page, .head, .foot";
  const CORE = ".hero__score, .pillars__score, .gauge__value, .counties .ranking__score";
  const SLACK = 1.5; // px: edges are rounded
  const pen = document.createElement("canvas").getContext("2d");
  const root = document.getElementById("wall");
  const unit = Math.min(innerWidth, innerHeight) / 1080; // px of a screen of 1080 lines

  const inks = new Map();
  function ink(text, style) {
    const font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const key = font + text;
    if (!inks.has(key)) {
      pen.font = font;
      const found = pen.measureText(text);
      inks.set(key, { above: found.actualBoundingBoxAscent, below: found.actualBoundingBoxDescent, ascent: found.fontBoundingBoxAscent });
    }
    return inks.get(key);
  }

  function isSeen(element) {
    const style = getComputedStyle(element);
    return style.visibility === "visible" && element.getClientRects().length > 0 && !element.closest(".help");
  }

  /* Every line of every text: its words, its element, and where its ink lies. */
  function texts(within) {
    const found = [];
    const walk = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode, element = node.parentElement, words = node.nodeValue.trim();
      if (!words || !isSeen(element)) { continue; }
      const style = getComputedStyle(element), range = document.createRange(), mark = ink(words, style);
      range.selectNodeContents(node);
      Array.from(range.getClientRects()).filter((box) => box.width > 1).forEach((box) => {
        const line = box.top + mark.ascent, cut = style.textOverflow === "ellipsis" ? element.getBoundingClientRect() : box;
        found.push({ words, node, element, style, left: box.left, right: Math.min(box.right, cut.right), top: line - mark.above, bottom: line + mark.below });
      });
    }
    return found;
  }

  /* The marks and bars, which no text may lie on. */
  function shapes(within) {
    return Array.from(within.querySelectorAll(".mark, .bullet")).filter(isSeen).map((element) => {
      const box = element.getBoundingClientRect();
      return { words: "<" + (element.getAttribute("class") || "") + ">", node: element, element, left: box.left, right: box.right, top: box.top, bottom: box.bottom };
    });
  }

  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > SLACK && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > SLACK;

  function overlaps(all) {
    const sorted = all.slice().sort((a, b) => a.top - b.top);
    const found = [];
    sorted.forEach((one, place) => {
      for (let next = place + 1; next < sorted.length && sorted[next].top < one.bottom - SLACK; next += 1) {
        const other = sorted[next];
        if (one.node !== other.node && meet(one, other)) { found.push(`"${one.words}" and "${other.words}" overlap`); }
      }
    });
    return found;
  }

  function beyond(text) {
    const found = [];
    if (text.left < -SLACK || text.top < -SLACK || text.right > innerWidth + SLACK || text.bottom > innerHeight + SLACK) {
      found.push(`"${text.words}" outside the window`);
    }
    for (let cell = text.element.closest(CELLS); cell; cell = cell.parentElement.closest(CELLS)) {
      const box = cell.getBoundingClientRect();
      if (text.left < box.left - SLACK - 6 * unit || text.right > box.right + SLACK || text.top < box.top - SLACK || text.bottom > box.bottom + SLACK) {
        found.push(`"${text.words}" beyond its ${cell.className.trim().split(/\s+/)[0] || cell.tagName}`);
        break;
      }
    }
    return found;
  }

  /* What gives way on purpose ends in dots, and keeps enough to be known by. */
  function clipped(element) {
    const style = getComputedStyle(element);
    const least = style.textOverflow === "ellipsis" ? Math.min(element.scrollWidth, 4 * parseFloat(style.fontSize)) : element.scrollWidth;
    const cuts = style.overflowX !== "visible" && least > element.clientWidth + SLACK;
    const crops = style.overflowY !== "visible" && element.scrollHeight > element.clientHeight + 0.3 * parseFloat(style.fontSize);
    return cuts || crops;
  }

  const channels = (colour) => (colour.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = (colour) => {
    const linear = colour.slice(0, 3).map((value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : Math.pow((value / 255 + 0.055) / 1.055, 2.4)));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };

  function ground(element) {
    for (let here = element; here; here = here.parentElement) {
      const colour = channels(getComputedStyle(here).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) { return colour; }
    }
    return [255, 255, 255];
  }

  function contrast(text) {
    const pair = [light(channels(text.style.color)), light(ground(text.element))].sort((a, b) => b - a);
    return (pair[0] + 0.05) / (pair[1] + 0.05);
  }

  function look(text) {
    const found = beyond(text);
    const size = parseFloat(text.style.fontSize);
    const isCore = text.element.tagName !== "SMALL" && /\d/.test(text.words) && text.element.closest(CORE);
    if (size < (isCore ? limits.core : limits.type) * unit - 0.1) { found.push(`"${text.words}" is ${(size / unit).toFixed(1)} px`); }
    if (contrast(text) < limits.contrast) { found.push(`"${text.words}" has a contrast of ${contrast(text).toFixed(2)}`); }
    return found;
  }

  function faults(parts) {
    const all = parts.flatMap(texts);
    const cut = parts.flatMap((part) => Array.from(part.querySelectorAll("*"))).filter((element) => element.textContent.trim() && isSeen(element) && clipped(element));
    const page = document.documentElement;
    return overlaps(all.concat(parts.flatMap(shapes)))
      .concat(all.flatMap(look))
      .concat(cut.map((element) => `"${element.textContent.trim().slice(0, 40)}" is cut off`))
      .concat(page.scrollWidth > innerWidth || page.scrollHeight > innerHeight ? ["the window scrolls"] : [])
      .concat(all.length ? [] : ["nothing is shown"])
      .concat(parts[0].classList.contains("is-failed") ? ["not drawn"] : []);
  }

  /* A page is shown, and the one before put away at once: what fades is no fault. */
  function show(section) {
    const later = window.setTimeout;
    window.setTimeout = (work) => work();
    try { window.Wall.pages.show(section.dataset.page); } finally { window.setTimeout = later; }
  }

  const foot = root.querySelector(".foot");
  const pages = window.Wall.all(".page").filter((section) => !section.dataset.page.startsWith("county-") || limits.counties.includes(section.dataset.page.slice(7)));
  return pages.flatMap((section) => {
    show(section);
    return Array.from(new Set(faults(foot ? [section, foot] : [section]))).map((fault) => section.dataset.page + ": " + fault);
  });
}
