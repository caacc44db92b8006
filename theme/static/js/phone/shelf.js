/*
 * What this telephone keeps of the site, in the browser's own cache: pages that were read, pages that were taken along, and
 * what they are shown with. Shared by the pages and by the service worker; nothing of it runs from file://.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const DAY = "x-hdnd-kept";
  const HASH = "x-hdnd-sha256";
  const PATIENCE = 15000; // milliseconds without a byte
  const ADDRESS = /^(?:tinh|huyen|xa)\/[^/]+\/\d{4}\/[^/]+/;

  class Shelf {
    /** @param {string} root  the site's address, ending in "/" */
    constructor(root) {
      this.root = root;
      const place = new URL(root).pathname;
      /** Pages that were read, at most so many. */
      this.read = "hdnd-read " + place;
      /** Pages that were taken along, and the lists that name them. */
      this.taken = "hdnd-taken " + place;
      /** Files whose names hold their hash: style sheets, scripts, fonts, pictures. */
      this.fixed = "hdnd-fixed " + place;
      /** What the site said last of what it changed and took back. */
      this.notes = "hdnd-notes " + place;
      this.changes = root + "du-lieu/thay-doi.json";
    }

    /**
     * The address under which a page is kept: without question and anchor, a folder by its page.
     * @param {string} address
     */
    page(address) {
      const plain = address.replace(/[?#].*$/, "");
      return plain.endsWith("/") ? plain + "index.html" : plain;
    }

    /**
     * The document that an address belongs to, as the archive names it; "" for other pages.
     * @param {string} address
     */
    document(address) {
      const found = address.startsWith(this.root) && address.slice(this.root.length).match(ADDRESS);
      return found ? found[0] : "";
    }

    /**
     * Put a page on a shelf with the day, and what it is shown with beside it.
     * @param {string} shelf
     * @param {string} address
     * @param {string} text
     */
    async keep(shelf, address, text) {
      const headers = {
        "content-type": "text/html; charset=utf-8",
        [DAY]: new Date().toISOString(),
        [HASH]: await hdnd.sha256(text),
      };
      await (await caches.open(shelf)).put(address, new Response(text, { headers: headers }));
      await this.keepFixed(this.shownWith(text, address));
    }

    /**
     * When a kept page was kept.
     * @param {Response} kept
     */
    day(kept) {
      return new Date(kept.headers.get(DAY));
    }

    /**
     * The hash of a kept page, by which it is told from the site's.
     * @param {Response} [kept]
     */
    hash(kept) {
      return kept ? kept.headers.get(HASH) : "";
    }

    /**
     * The files with a hash in their names that a page is shown with.
     * @param {string} text
     * @param {string} address
     */
    shownWith(text, address) {
      const named = Array.from(
        text.matchAll(/<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"/g),
        (match) => match[1],
      );
      const all = named.map((name) => new URL(name, address).href);
      return all.filter((one) => this.isFixed(one));
    }

    /**
     * Whether an address holds the hash of what lies there.
     * @param {string} address
     */
    isFixed(address) {
      const path = address.startsWith(this.root) ? address.slice(this.root.length) : "";
      return path.startsWith("static/") || /^originals\/.*\.(?:png|jpe?g|webp|svg)$/.test(path);
    }

    /**
     * Keep files of fixed names, and the fonts that a style sheet names; what is there already is not asked for.
     * @param {string[]} addresses
     * @returns {Promise<void>}
     */
    async keepFixed(addresses) {
      const shelf = await caches.open(this.fixed);
      for (const address of new Set(addresses)) {
        if (await shelf.match(address)) continue;
        const answer = await hdnd.patient(address, "default");
        if (!answer.ok) continue;
        await shelf.put(address, answer.clone());
        if (address.endsWith(".css")) await this.keepFixed(fontsOf(await answer.text(), address));
      }
    }

    /**
     * A kept page, read or taken along, the younger one.
     * @param {string} address
     */
    async find(address) {
      const found = [];
      for (const shelf of [this.read, this.taken]) {
        const kept = await (await caches.open(shelf)).match(address);
        if (kept) found.push(kept);
      }
      return found.sort((one, other) => this.day(other).getTime() - this.day(one).getTime())[0];
    }

    /**
     * Let go of the files that no kept page is shown with; `shell` are those that the worker needs.
     * @param {string[]} shell
     */
    async tidy(shell) {
      const needed = new Set(shell);
      for (const name of [this.read, this.taken]) {
        const shelf = await caches.open(name);
        for (const request of await shelf.keys()) {
          const text = await (await shelf.match(request)).text();
          for (const one of this.shownWith(text, request.url)) needed.add(one);
        }
      }
      const fixed = await caches.open(this.fixed);
      for (const request of await fixed.keys()) {
        const address = request.url;
        if (needed.has(address) && address.endsWith(".css"))
          for (const font of fontsOf(await (await fixed.match(request)).text(), address)) needed.add(font);
      }
      for (const request of await fixed.keys()) if (!needed.has(request.url)) await fixed.delete(request);
    }

    /** What the site said last of what it changed and took back; null before the first time. */
    async told() {
      const seen = await (await caches.open(this.notes)).match(this.changes);
      return seen ? seen.json() : null;
    }

    /**
     * Ask what was changed and taken back since, and let go of it: the pages of such documents, and every page that leads to
     * one, for it shows its title. Answers how many went, and those that were taken along and may be fetched anew.
     * A page that was on its way while another tab asked is of the build before, and nothing would have moved since: so
     * what moved since `since`, told when it was asked for, goes as well.
     * @param {any} [since]
     * @returns {Promise<{gone: number, again: string[]}>}
     */
    async purge(since) {
      const answer = await hdnd.patient(this.changes);
      const told = { gone: 0, again: [] };
      if (!answer.ok) return told;
      const now = await answer.clone().json();
      const before = (await this.told()) || now; // nothing was kept before the first time
      const moved = new Set(
        Object.keys(now).filter((one) => [before, since || before].some((then) => now[one] !== then[one])),
      );
      for (const name of [this.read, this.taken]) {
        const shelf = await caches.open(name);
        for (const request of await shelf.keys()) {
          const own = this.document(request.url);
          const gone = now[own] < 0;
          const stale = gone || moved.has(own) || (moved.size && (await this.leads(shelf, request, moved)));
          if (!stale) continue;
          await shelf.delete(request);
          told.gone += 1;
          if (name === this.taken && !gone) told.again.push(request.url);
        }
      }
      await (await caches.open(this.notes)).put(this.changes, answer);
      return told;
    }

    /**
     * Whether a kept page leads to one of these documents.
     * @param {Cache} shelf
     * @param {Request} request
     * @param {Set<string>} documents
     */
    async leads(shelf, request, documents) {
      const text = await (await shelf.match(request)).text();
      return Array.from(text.matchAll(/\bhref="([^"#?]+)/g)).some((match) =>
        documents.has(this.document(new URL(match[1], request.url).href)),
      );
    }
  }

  /**
   * The files that a style sheet names.
   * @param {string} style
   * @param {string} address
   */
  function fontsOf(style, address) {
    return Array.from(style.matchAll(/url\((?!data:)['"]?([^'")#]+)/g), (match) => new URL(match[1], address).href);
  }

  /**
   * The whole answer of an address; rejects where no byte comes for so many milliseconds. A line that is gone without a word, as
   * at the edge of a hall, would be waited for without an end.
   * @param {string} address
   * @param {RequestCache} [cache]
   * @param {number} [patience]
   */
  hdnd.patient = async function (address, cache = "no-cache", patience = PATIENCE) {
    const stop = new AbortController();
    const wait = () => setTimeout(() => stop.abort(), patience);
    let bell = wait();
    try {
      const answer = await fetch(address, { cache: cache, signal: stop.signal });
      const reader = answer.body && answer.body.getReader();
      const parts = [];
      for (let part = reader && (await reader.read()); part && !part.done; part = await reader.read()) {
        clearTimeout(bell);
        bell = wait();
        parts.push(part.value);
      }
      return new Response(reader && new Blob(parts), { status: answer.status, headers: answer.headers });
    } finally {
      clearTimeout(bell);
    }
  };

  /** The SHA-256 of a text, in hexadecimal. */
  hdnd.sha256 = async function (text) {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  /** The shelf of the site with this address. */
  hdnd.shelf = function (root) {
    return new Shelf(root);
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
