/* What every page does where it comes from a server: it can be installed, and what was read stays on the telephone. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const root = new URL(document.body.dataset.root || "./", location.href).href;
  if (!/^https?:$/.test(location.protocol)) return; // a folder opened by double-click is a copy already

  /**
   * A link in the page's head.
   * @param {string} rel
   * @param {string} address
   */
  function link(rel, address) {
    const made = document.createElement("link");
    made.rel = rel;
    made.href = address;
    document.head.append(made);
  }

  /** Call the worker, and tell it of the first page, which it has not seen. */
  async function register() {
    await navigator.serviceWorker.register(root + "sw.js", { scope: root });
    const first = !navigator.serviceWorker.controller;
    const ready = await navigator.serviceWorker.ready;
    if (first) ready.active.postMessage({ read: hdnd.shelf(root).page(location.href) });
  }

  link("manifest", root + "manifest.webmanifest");
  // Behind everything that the page is shown with: a first visit pays nothing for it before it is read.
  if (navigator.serviceWorker) addEventListener("load", () => register().catch(() => undefined));
})((globalThis.hdnd = globalThis.hdnd || Object()));
