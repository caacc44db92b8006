/* The page for a wrong address: put the address into the mail that reports it. Opened from a folder, where the root of the host is no site, lead to what lies beside it. */
(function () {
  "use strict";
  const body = document.body;
  const root = body.dataset.root;
  if (body.dataset.led) return; // it stands on the page twice, from the root and from beside it
  body.dataset.led = "1";

  if (location.protocol === "file:" && root) {
    for (const name of ["href", "action"]) {
      for (const one of document.querySelectorAll("[" + name + '^="' + root + '"]')) {
        one.setAttribute(name, one.getAttribute(name).slice(root.length));
      }
    }
  }
  const link = /** @type {?HTMLAnchorElement} */ (document.getElementById("bao-hong"));
  if (link) {
    const words = "Địa chỉ không mở được: " + location.href + "\nTrang dẫn đến: " + (document.referrer || "(không rõ)");
    link.href += "&body=" + encodeURIComponent(words);
  }
})();
