/* The page for a wrong address: put the address into the mail that reports it. */
(function () {
  "use strict";
  const link = /** @type {?HTMLAnchorElement} */ (document.getElementById("bao-hong"));
  if (link) {
    const body = "Địa chỉ không mở được: " + location.href + "\nTrang dẫn đến: " + (document.referrer || "(không rõ)");
    link.href += "&body=" + encodeURIComponent(body);
  }
})();
