/*
 * Pages that are taken along together: a council's year, a dossier. Their list gives size and hash of each, so that only what
 * differs is fetched, and that no page of another build is put among them.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  class List {
    /**
     * @param {any} shelf
     * @param {string} list  the address of the list
     */
    constructor(shelf, list) {
      this.shelf = shelf;
      this.list = list;
      /** Address, size in bytes and SHA-256 of each. */
      this.pages = [];
      this.missing = [];
    }

    /** Read the list of the site, and look what of it is not kept as it is there. */
    async look() {
      const answer = await hdnd.patient(this.list);
      if (!answer.ok) throw new Error(String(answer.status));
      this.text = await answer.text();
      this.pages = this.read(this.text);
      const cache = await caches.open(this.shelf.taken);
      const kept = await Promise.all(this.pages.map(async (page) => this.shelf.hash(await cache.match(page[0]))));
      this.missing = this.pages.filter((page, place) => kept[place] !== page[2]);
    }

    /**
     * The pages that a list names.
     * @param {string} text
     * @returns {[string, number, string][]}
     */
    read(text) {
      return JSON.parse(text).pages.map((row) => [this.shelf.root + row[0], row[1], row[2]]);
    }

    /** The list as it was taken along; null where it was not. */
    async taken() {
      const kept = await (await caches.open(this.shelf.taken)).match(this.list);
      return kept ? this.read(await kept.text()) : null;
    }

    /** Whether it was taken along. */
    async isKept() {
      return Boolean(await this.taken());
    }

    /** How many bytes are to be fetched. */
    bytes() {
      return this.missing.reduce((sum, page) => sum + page[1], 0);
    }

    /**
     * Fetch what is missing, let go of what is listed no more, and keep the list.
     * @param {(done: number) => void} advance  called with the bytes that have come
     */
    async fetch(advance) {
      const before = (await this.taken()) || [];
      let done = 0;
      for (const [address, size, sha256] of this.missing) {
        const answer = await hdnd.patient(address);
        const text = answer.ok ? await answer.text() : "";
        if ((await hdnd.sha256(text)) !== sha256) throw new Error("another build");
        await this.shelf.keep(this.shelf.taken, address, text);
        done += size;
        advance(done);
      }
      const cache = await caches.open(this.shelf.taken);
      await cache.put(this.list, new Response(this.text, { headers: { "content-type": "application/json" } }));
      await this.drop(before);
      await this.look();
    }

    /** Let go of the list and of its pages. */
    async remove() {
      const before = (await this.taken()) || [];
      await (await caches.open(this.shelf.taken)).delete(this.list);
      await this.drop(before);
    }

    /**
     * Let go of those of these pages that no kept list names.
     * @param {[string, number, string][]} pages
     */
    async drop(pages) {
      const cache = await caches.open(this.shelf.taken);
      const named = new Set();
      for (const request of await cache.keys()) {
        if (!request.url.endsWith("/tai.json")) continue;
        for (const page of this.read(await (await cache.match(request)).text())) named.add(page[0]);
      }
      for (const page of pages) if (!named.has(page[0])) await cache.delete(page[0]);
    }
  }

  /** A list of pages, by its address. */
  hdnd.taking = function (shelf, list) {
    return new List(shelf, list);
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
