/* The index on its place: which files hold a term, and what they say. */
(function (hdnd) {
  "use strict";

  /** More shards than this for one word ("n*") is no search but a download. */
  const MOST_SHARDS = 48;

  /** A question that would load too much. */
  class TooBroad extends Error {}
  hdnd.TooBroad = TooBroad;

  class Index {
    /** @param {string} folder  the index's address, ending in "/"; @param {object} meta  contents of its meta.js */
    constructor(folder, meta) {
      this.folder = folder;
      this.build = meta.build;
      this.count = meta.count;
      this.fields = meta.fields.map(function (row) {
        return { name: row[0], boost: row[1], average: row[2] / meta.count };
      });
      this.facets = meta.facets;
      this.labels = meta.labels;
      this.dictionary = meta.dictionary;
      this.segments = meta.segments.map(function (row) {
        return { id: row[0], start: row[1], stop: row[2], bounds: row[3].split(" ") };
      });
      this.size = Math.max(0, ...this.segments.map((segment) => segment.stop));
      this.dead = new Uint8Array(this.size);
      for (const slot of meta.dead) this.dead[slot] = 1;
      this.lengths = this.fields.map(() => new Uint32Array(this.size));
      this.counts = new Uint32Array(this.size);
      this.columns = null;
    }

    /**
     * All rows whose folded term lies between two words, both included.
     * @returns {Promise<Array<{segment: object, term: string, lists: string[]}>>} in the order of the segments
     */
    async rows(from, to) {
      const files = [];
      for (const segment of this.segments) {
        const last = before(segment.bounds, to);
        for (let number = Math.max(0, before(segment.bounds, from)); number <= last; number += 1) {
          files.push({ segment: segment, number: number });
        }
      }
      if (files.length > MOST_SHARDS) throw new TooBroad(from);
      const shards = await Promise.all(files.map((file) => this.file("shard", file.segment.id, file.number)));
      return shards.flatMap((shard, place) => chosen(shard, files[place].segment, this.fields.length, from, to));
    }

    /** The terms with one digit at most, of all segments, sorted: what is one edit from a word without digits. */
    async vocabulary() {
      const lists = await Promise.all(this.segments.map((segment) => this.file("vocabulary", segment.id)));
      return Array.from(new Set(lists.flatMap((list) => list.split(" ")))).filter(Boolean).sort();
    }

    /** Fill `lengths` (how many words each field of each document has) for all segments. */
    async readLengths() {
      await Promise.all(this.segments.map(async (segment) => {
        if (segment.measured) return;
        const columns = await this.file("lengths", segment.id);
        columns.forEach((digits, field) => this.lengths[field].set(hdnd.numbersOf(digits), segment.start));
        segment.measured = true;
      }));
    }

    /** For each facet the value of every document: `columns[facet][slot]`. */
    async readFacets() {
      if (this.columns) return this.columns;
      const columns = this.facets.map(() => new Array(this.size).fill(""));
      await Promise.all(this.segments.map(async (segment) => {
        const read = await this.file("facets", segment.id);
        read.forEach(function (column, facet) {
          const values = hdnd.numbersOf(column[1]);
          for (let place = 0; place < values.length; place += 1) {
            columns[facet][segment.start + place] = column[0][values[place]];
          }
        });
      }));
      this.columns = columns;
      return columns;
    }

    file(kind, segment, number) {
      const name = kind === "shard" ? number : kind === "vocabulary" ? "words" : kind;
      const key = kind === "shard" ? segment + "/" + number : segment;
      return hdnd.load(this.folder + segment + "/" + name + ".js", kind + " " + key);
    }
  }

  /** The last shard that begins at or before a folded term. */
  function before(bounds, folded) {
    let low = 0;
    let high = bounds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bounds[middle] <= folded) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  function chosen(shard, segment, fields, from, to) {
    const found = [];
    for (let place = 0; place < shard.length; place += fields + 1) {
      const folded = hdnd.fold(shard[place]);
      if (folded >= from && folded <= to) {
        found.push({ segment: segment, term: shard[place], lists: shard.slice(place + 1, place + 1 + fields) });
      }
    }
    return found;
  }

  /**
   * Open the index in a folder. Rejects with Stale when its build is not `build` (any, when that is empty) or its format is
   * not ours.
   */
  hdnd.open = async function (folder, build) {
    const meta = await hdnd.load(folder + "meta.js?" + encodeURIComponent(build), "meta");
    if (meta.format !== 1 || (build && meta.build !== build)) throw new hdnd.Stale(folder + "meta.js");
    return new Index(folder, meta);
  };
})(globalThis.hdnd = globalThis.hdnd || {});
