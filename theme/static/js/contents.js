/* The table of contents follows the reader: the part that is being read is marked and kept in sight. */
(function () {
  "use strict";

  const nav = document.querySelector(".toc");
  const links = Array.from(nav ? nav.querySelectorAll("a") : []);
  const parts = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  let marked = null;
  let waiting = false;

  /** The last part that begins above the upper third of the window; the first one before that. */
  function current() {
    const line = innerHeight / 3;
    let found = links[0];
    parts.forEach((part, place) => {
      if (part && part.getBoundingClientRect().top <= line) found = links[place];
    });
    return found;
  }

  /** Mark the part that is being read, and keep it in sight. */
  function mark() {
    waiting = false;
    const link = current();
    if (link === marked) return;
    if (marked) marked.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    marked = link;
    const box = nav.getBoundingClientRect();
    const place = link.getBoundingClientRect();
    if (place.top < box.top || place.bottom > box.bottom) nav.scrollTop += place.top - box.top - box.height / 3;
  }

  /** Once before the next picture, however often the window scrolls. */
  function soon() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(mark);
  }

  if (!links.length) return;
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon, { passive: true });
  mark();
})();
