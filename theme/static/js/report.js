/* A provision that the address names (…/index.html#dieu-5-khoan-2) is put into the report of an error and into the citation. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const text = document.getElementById("mau-bao");
  const mail = /** @type {?HTMLAnchorElement} */ (document.getElementById("thu-bao"));
  if (!text) return;
  const line = text.dataset.line;
  const blankText = text.textContent;
  const blankMail = mail && mail.href;
  const cited = document.getElementById("loi-dan");
  const blankCited = cited && cited.textContent;

  /**
   * What people call the place that the address names: "khoản 2 Điều 5"; empty for none.
   * @returns {string}
   */
  hdnd.provision = function () {
    const place = document.getElementById(named(location.hash.slice(1)));
    const link = place && place.querySelector(":scope > .neo");
    return link ? link.getAttribute("aria-label").replace(/^Liên kết đến /, "") : "";
  };

  /**
   * What a fragment names; one that is not well-formed ("#%E0%A4%A") names what it says.
   * @param {string} fragment
   */
  function named(fragment) {
    try {
      return decodeURIComponent(fragment);
    } catch {
      return fragment;
    }
  }

  /** Write the provision that the address names into the texts that can be copied and sent. */
  function fill() {
    const place = hdnd.provision();
    const filled = place ? line + " " + place : line;
    if (cited) cited.textContent = place ? place[0].toUpperCase() + place.slice(1) + " " + blankCited : blankCited;
    text.textContent = blankText.replace(line, filled);
    if (mail) mail.href = blankMail.replace(encodeURIComponent(line), encodeURIComponent(filled));
  }

  addEventListener("hashchange", fill);
  fill();
})((globalThis.hdnd = globalThis.hdnd || Object()));
