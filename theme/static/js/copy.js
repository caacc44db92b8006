/* Copying: the link of a page or of a provision, a citation, the text of a report, a hash.
   Buttons stand hidden in the page and are shown here: without JavaScript there is nothing to press, and the text stands there to be marked. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  /**
   * The public address of this page, with an anchor where one is asked for.
   * A copy on a memory stick gives the address on the web when the page knows it: file:///E:/… helps nobody.
   * @param {string} hash "" or "#dieu-1"
   * @returns {string}
   */
  hdnd.address = function (hash) {
    const canonical = /** @type {?HTMLLinkElement} */ (document.querySelector('link[rel="canonical"]'));
    return (canonical ? canonical.href : location.href.split("#")[0]) + hash;
  };

  /**
   * Copy through a selection: for pages opened over plain http in an office network, where there is no navigator.clipboard.
   * @param {string} text
   * @returns {boolean}
   */
  function copySelected(text) {
    const area = document.createElement("textarea");
    const active = document.activeElement;
    area.value = text;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (active instanceof HTMLElement) active.focus();
    return done;
  }

  /**
   * @param {string} text
   * @returns {Promise<boolean>} whether it is on the clipboard
   */
  hdnd.copy = function (text) {
    if (!navigator.clipboard) return Promise.resolve(copySelected(text));
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => copySelected(text),
    );
  };

  const toast = document.createElement("p");
  let clearing = 0;

  /**
   * Say something that screen readers hear and that goes away by itself.
   * @param {string} text
   */
  hdnd.say = function (text) {
    clearTimeout(clearing);
    toast.textContent = text;
    clearing = setTimeout(() => {
      toast.textContent = "";
    }, 4000);
  };

  /**
   * Copy, and say that it is done, or how to do it by hand.
   * @param {string} text
   * @param {string} done
   */
  function copyAndSay(text, done) {
    hdnd
      .copy(text)
      .then((copied) => hdnd.say(copied ? done : "Trình duyệt không cho sao chép; hãy chọn chữ rồi chép."));
  }

  /**
   * Whatever was pressed that copies: a button that names what, a sign behind a heading, the page's own.
   * @param {MouseEvent} event
   */
  function pressed(event) {
    const source = /** @type {HTMLElement} */ (event.target);
    const target = /** @type {?HTMLElement} */ (source.closest("[data-copy], [data-copy-link], .neo"));
    if (!target) return;
    if (target.dataset.copy) {
      copyAndSay(document.getElementById(target.dataset.copy).textContent, "Đã sao chép.");
    } else if (target.classList.contains("neo")) {
      copyAndSay(hdnd.address(target.getAttribute("href")), "Đã sao chép liên kết đến đoạn này.");
    } else {
      copyAndSay(hdnd.address(""), "Đã sao chép liên kết.");
    }
  }

  /** Show the buttons that stand hidden, and the place that says what was done. */
  function offer() {
    toast.className = "toast";
    toast.setAttribute("role", "status");
    document.body.append(toast);
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (
      document.querySelectorAll("[data-copy], [data-copy-link]")
    )) {
      button.hidden = false;
      if (button.parentElement.hidden) button.parentElement.hidden = false;
    }
    const anchors = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".neo"));
    for (const anchor of anchors) anchor.title = "Sao chép liên kết";
    document.addEventListener("click", pressed);
  }

  offer();
})((globalThis.hdnd = globalThis.hdnd || Object()));
