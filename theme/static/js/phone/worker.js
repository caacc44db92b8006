/*
 * The service worker: pages come from the network first; without one, what was kept is shown, and says of which day it is.
 * The search is never answered from here: its pages and its index belong to one build, and only the network has both.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const own = /** @type {any} */ (globalThis);
  const root = new URL("./", own.location.href).href;
  const shelf = hdnd.shelf(root);
  const shell = own.hdndShell.map((path) => root + path);
  const DEVICE = root + "tren-may-nay/index.html";
  const ENGLISH = root + "en/tren-may-nay/index.html";
  const MOST_READ = 200;
  const LONGER = 20000; // milliseconds until the page of what is kept is shown in the place of one that is not
  const PATIENCE = 5000; // milliseconds until a page that is kept is shown in the place of one that does not come

  own.addEventListener("install", (event) => {
    own.skipWaiting(); // names hold hashes, so pages of two builds do not mix
    event.waitUntil(furnish());
  });
  own.addEventListener("activate", (event) => {
    event.waitUntil(Promise.all([own.clients.claim(), shelf.tidy(shell)]));
  });
  own.addEventListener("message", (event) => {
    if (event.data.read)
      event.waitUntil(hdnd.patient(event.data.read).then((answer) => remember(answer, event.data.read)));
  });
  own.addEventListener("fetch", (event) => {
    const request = event.request;
    if (request.method !== "GET" || !request.url.startsWith(root)) return;
    if (shelf.isFixed(request.url)) event.respondWith(fixed(request));
    else if (request.mode === "navigate") event.respondWith(page(event));
  });

  /**
   * What the page of what is kept needs is there from the start, and what the site has taken back so far: the first page is kept
   * before the first contact, and what was withdrawn in between stayed on it.
   */
  async function furnish() {
    if (!(await shelf.told())) await shelf.purge();
    await shelf.keepFixed(shell);
    for (const address of [DEVICE, ENGLISH]) {
      const answer = await hdnd.patient(address);
      if (answer.ok) await (await caches.open(shelf.notes)).put(address, answer);
    }
  }

  /**
   * A file whose name holds its hash.
   * @param {Request} request
   */
  async function fixed(request) {
    const kept = await (await caches.open(shelf.fixed)).match(request.url);
    return kept || fetch(request);
  }

  /**
   * A page: of the network, else the kept one with a notice, else the page of what is kept.
   * @param {any} event
   */
  async function page(event) {
    const address = shelf.page(event.request.url);
    const kept = await shelf.find(address);
    const told = await shelf.told(); // before it is asked for: another tab may learn more while it comes
    try {
      const answer = await asked(event.request, Boolean(kept));
      if (answer.status < 500 || !kept) {
        // a telephone that is full cannot keep this page, and must let go of others all the same
        const meet = () => contact(told);
        event.waitUntil(remember(answer.clone(), address).then(meet, meet));
        return answer;
      }
      return dated(kept, false);
    } catch {
      return kept ? dated(kept, own.navigator.onLine === false) : elsewhere(event.request.url);
    }
  }

  /**
   * The answer of the network; rejects when it has taken too long and something else can be shown.
   * @param {Request} request
   * @param {boolean} hurried
   */
  async function asked(request, hurried) {
    const stop = new AbortController();
    const bell = setTimeout(() => stop.abort(), hurried ? PATIENCE : LONGER);
    try {
      return await fetch(new Request(request, { cache: "no-cache", signal: stop.signal }));
    } finally {
      clearTimeout(bell); // it has begun to come: a slow line is no dead one
    }
  }

  /**
   * Keep a page that was read; one that is there no more is let go of.
   * @param {Response} answer
   * @param {string} address
   */
  async function remember(answer, address) {
    const read = await caches.open(shelf.read);
    if (answer.status === 404 || answer.status === 410) {
      await read.delete(address);
      await (await caches.open(shelf.taken)).delete(address);
    }
    const kind = answer.headers.get("content-type") || "";
    if (answer.status !== 200 || !kind.startsWith("text/html") || !isKept(address)) return;
    const before = await read.match(address);
    await shelf.keep(shelf.read, address, await answer.text()); // first: where there is no room, what was kept stays
    if (before) {
      const now = await read.match(address);
      await read.delete(address); // what was read last stands last
      await read.put(address, now);
    }
    const all = await read.keys();
    for (const request of all.slice(0, Math.max(0, all.length - MOST_READ))) await read.delete(request);
  }

  /**
   * Whether a page is one to be kept: the search is not, nor what has nothing to read.
   * @param {string} address
   */
  function isKept(address) {
    return !/^(?:en\/)?(?:tim-kiem|tren-may-nay|kiem-tra-goi-tin)\//.test(address.slice(root.length));
  }

  /**
   * The network is there: let go of what was taken back, and fetch anew what else fell with it.
   * @param {any} since  what the site had told when the page that was just kept was asked for
   */
  async function contact(since) {
    const told = await shelf.purge(since);
    for (const address of told.again) {
      const answer = await hdnd.patient(address);
      if (answer.ok) await shelf.keep(shelf.taken, address, await answer.text());
    }
    if (told.gone) await shelf.tidy(shell);
  }

  /**
   * A kept page, saying that it is one.
   * @param {Response} kept
   * @param {boolean} alone  the telephone itself says that it has no network
   */
  async function dated(kept, alone) {
    const text = await kept.text();
    const english = /<html[^>]* lang="en"/.test(text);
    const when = shelf.day(kept);
    const day = [when.getDate(), when.getMonth() + 1].map((one) => String(one).padStart(2, "0"));
    const said = (english ? "Copy kept on " : "Bản lưu ngày ") + day.join("/") + "/" + when.getFullYear();
    const why = english
      ? [
          " – no network. The page may have changed since.",
          " – no answer from the site. The page may have changed since.",
        ]
      : [
          " — không có mạng. Trang có thể đã thay đổi từ đó.",
          " — chưa nối được với trang. Trang có thể đã thay đổi từ đó.",
        ];
    const notice =
      '<aside class="trial trial--kept" aria-label="' +
      (english ? "Kept copy" : "Bản lưu") +
      '"><p class="wrap"><strong>' +
      said +
      "</strong>" +
      why[alone ? 0 : 1] +
      "</p></aside>\n";
    const marked = text.replace(/<header class="masthead|<main\b/, (found) => notice + found);
    return new Response(marked, { headers: { "content-type": "text/html; charset=utf-8" } });
  }

  /**
   * What stands in the place of a page that is not kept: the page of what is, which takes a question along.
   * @param {string} wanted
   */
  async function elsewhere(wanted) {
    const url = new URL(wanted);
    const path = url.href.slice(root.length).replace(/[?#].*$/, "");
    const notes = await caches.open(shelf.notes);
    if ([DEVICE, ENGLISH].includes(root + path)) return (await notes.match(root + path)) || Response.error();
    const device = path.startsWith("en/") && (await notes.match(ENGLISH)) ? ENGLISH : DEVICE;
    const asks = /^(?:en\/)?tim-kiem\//.test(path) ? "?q=" + encodeURIComponent(url.searchParams.get("q") || "") : "";
    return Response.redirect(device + (asks || "?trang=" + encodeURIComponent(path)));
  }
})((globalThis.hdnd = globalThis.hdnd || Object()));
