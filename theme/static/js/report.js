/* Reporting an error from a provision (…/index.html#dieu-5-khoan-2): its name is put into the mail and into the text to copy. */
(function (hdnd) {
  "use strict";

  const text = document.getElementById("mau-bao");
  const mail = document.getElementById("thu-bao");
  if (!text) return;
  const line = text.dataset.line;
  const blankText = text.textContent;
  const blankMail = mail && mail.href;

  /**
   * What people call the place that the address names: "khoản 2 Điều 5"; empty for none.
   * @returns {string}
   */
  hdnd.provision = function () {
    const place = document.getElementById(named(location.hash.slice(1)));
    const link = place && place.querySelector(":scope > .neo");
    return link ? link.getAttribute("aria-label").replace(/^Liên kết đến /, "") : "";
  };

  /** What a fragment names; one that is not well-formed ("#%E0%A4%A") names what it says. */
  function named(fragment) {
    try {
      return decodeURIComponent(fragment);
    } catch (error) {
      return fragment;
    }
  }

  function fill() {
    const filled = hdnd.provision() ? line + " " + hdnd.provision() : line;
    text.textContent = blankText.replace(line, filled);
    if (mail) mail.href = blankMail.replace(encodeURIComponent(line), encodeURIComponent(filled));
  }

  addEventListener("hashchange", fill);
  fill();
})(globalThis.hdnd = globalThis.hdnd || {});
