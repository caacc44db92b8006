/** Keys of the desk, and the picture of the page: next, larger, turned, with the place of each reading. Without it everything works by mouse and Tab. */
(function () {
  "use strict";
  const page = document.getElementById("page");
  const leaf = document.getElementById("leaf");
  const place = document.getElementById("place");
  const marks = Array.from(document.querySelectorAll(".mark"));
  const FIRST = 1; // the step of the zoom at which a page is shown first
  const state = { file: 0, page: 1, zoom: FIRST, rotate: 0 };

  /** Show the page that `state` names. */
  function show() {
    const pages = page.dataset.pages.split(",").map(Number);
    page.src = page.dataset.base + "/" + state.file + "-" + state.page + "-" + state.zoom + ".png";
    leaf.dataset.rotate = String(state.rotate);
    leaf.dataset.fit = String(state.zoom === FIRST);
    for (const mark of marks)
      mark.hidden = Number(mark.dataset.file) !== state.file || Number(mark.dataset.page) !== state.page;
    place.textContent =
      "Tệp " + (state.file + 1) + "/" + pages.length + ", trang " + state.page + "/" + pages[state.file];
  }

  /** One page on or back, through all files. @param {number} step 1 or -1 */
  function turn(step) {
    const pages = page.dataset.pages.split(",").map(Number);
    state.page += step;
    if (state.page > pages[state.file] && state.file + 1 < pages.length) {
      state.file += 1;
      state.page = 1;
    } else if (state.page < 1 && state.file > 0) {
      state.file -= 1;
      state.page = pages[state.file];
    }
    state.page = Math.min(Math.max(state.page, 1), pages[state.file]);
    show();
  }

  /** Larger or smaller. @param {number} step 1 or -1 */
  function zoom(step) {
    state.zoom = Math.min(Math.max(state.zoom + step, 0), Number(page.dataset.zooms) - 1);
    show();
  }

  /** Stretch a mark over its box; the policy allows no style in the page's own text. @param {HTMLElement} mark which */
  function stretch(mark) {
    const box = mark.dataset.box.split(",");
    ["left", "top", "width", "height"].forEach(function (side, at) {
      mark.style[side] = box[at] + "%";
    });
  }

  /** Point at the place of a field on the page, turning to it. @param {string} field its name */
  function point(field) {
    for (const mark of marks) {
      const now = mark.dataset.field === field;
      mark.classList.toggle("mark--now", now);
      if (!now) continue;
      if (mark.hidden) {
        state.file = Number(mark.dataset.file);
        state.page = Number(mark.dataset.page);
        show();
      }
      mark.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  /** Choose a place by dragging over the picture: one line in a field, in percent of the page. @param {HTMLTextAreaElement} into */
  function draw(into) {
    let from = null;
    const point = function (event) {
      return [event.offsetX / page.clientWidth, event.offsetY / page.clientHeight].map(function (share) {
        return Math.round(Math.min(Math.max(share, 0), 1) * 1000) / 10;
      });
    };
    page.draggable = false;
    page.addEventListener("pointerdown", function (event) {
      from = state.file === 0 ? point(event) : null; // places are of the main file
      page.setPointerCapture(event.pointerId);
    });
    page.addEventListener("pointerup", function (event) {
      if (!from) return;
      const to = point(event);
      const left = Math.min(from[0], to[0]),
        right = Math.max(from[0], to[0]);
      const top = Math.min(from[1], to[1]),
        bottom = Math.max(from[1], to[1]);
      if (right - left > 0.2 && bottom - top > 0.2) {
        into.value += (into.value.trim() ? "\n" : "") + state.page + ":" + [left, top, right, bottom].join(",");
        const mark = document.createElement("span");
        mark.className = "mark mark--struck";
        mark.dataset.file = "0";
        mark.dataset.page = String(state.page);
        mark.dataset.box = [left, top, right - left, bottom - top].join(",");
        stretch(mark);
        marks.push(mark);
        leaf.append(mark);
      }
      from = null;
    });
  }

  if (page) {
    marks.forEach(stretch);
    if (page.dataset.draw) draw(document.getElementById(page.dataset.draw));
    for (const box of document.querySelectorAll("#approve input, #approve textarea")) {
      box.addEventListener("focus", function () {
        point(box.name);
      });
    }
    for (const button of document.querySelectorAll("button[data-turn]")) {
      button.addEventListener("click", function () {
        turn(Number(button.dataset.turn));
      });
    }
    for (const button of document.querySelectorAll("button[data-zoom]")) {
      button.addEventListener("click", function () {
        zoom(Number(button.dataset.zoom));
      });
    }
    document.querySelector("button[data-rotate]").addEventListener("click", function () {
      state.rotate = (state.rotate + 1) % 4;
      show();
    });
    show();
  }

  /** Whether a key is being typed into a field. @param {Element} element where */
  function typing(element) {
    return element.matches("input, textarea, select");
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "Escape" && typing(event.target)) {
      event.target.blur();
      return;
    }
    if (typing(event.target) || event.repeat) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    // Enter pressed before the browser has put the focus where it shall be
    const early = key === "Enter" && document.activeElement === document.body ? "a[autofocus], " : "";
    const wanted = document.querySelector(early + '[data-key="' + CSS.escape(key) + '"]');
    const field = document.querySelector('[data-focus="' + CSS.escape(key) + '"]');
    if (!wanted && !field) return;
    event.preventDefault();
    if (field) field.focus();
    else wanted.click();
  });

  const ASKED = 3000; // milliseconds
  const told = document.getElementById("stopped").content.firstElementChild;

  /** Say that the desk answers no more before a button is pressed: the browser's own page would end what was typed. */
  async function alive() {
    if (document.hidden) return;
    const answer = await fetch(document.body.dataset.alive, { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (Boolean(answer?.ok) !== told.isConnected) return;
    if (told.isConnected) told.remove();
    else document.querySelector("main").before(told);
    for (const button of document.querySelectorAll("form button")) button.disabled = told.isConnected;
  }

  setInterval(alive, ASKED);
  document.addEventListener("visibilitychange", alive);
  // a page that the browser kept behind its back button shows what was true then, with its buttons spent
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) location.reload();
  });
  const said = document.querySelector("main .said");
  if (said) said.focus();

  for (const form of document.querySelectorAll("form")) {
    form.addEventListener("submit", function (event) {
      if (event.submitter && event.submitter.formTarget) {
        // the preview: nothing is decided by it
        const trial = document.querySelector(".trial");
        trial.classList.add("trial--shown");
        trial.scrollIntoView();
        return;
      }
      for (const button of document.querySelectorAll("form button")) button.disabled = true;
    });
  }
})();
