/* The index on its place: which files hold a term, and what they say. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  /** More shards than this of one segment for one word ("n*") is no search but a download. */
  const MOST_SHARDS = 16;

  /** A question that would load too much. */
  class TooBroad extends Error {}
  hdnd.TooBroad = TooBroad;

  class Index {
    /**
     * @param {string} folder  the index's address, ending in "/";
     * @param {object} meta  contents of its meta.js
     */
    constructor(folder, meta) {
      this.folder = folder;
      this.build = meta.build;
      this.count = meta.count;
      this.fields = meta.fields.map(function (row) {
        return { name: row[0], boost: row[1], average: row[2] / meta.count };
      });
      this.columns = meta.facets.length;
      this.facets = meta.sources ? ["province"].concat(meta.facets) : meta.facets;
      this.labels = meta.labels;
      this.sources = sourcesOf(meta);
      this.segments = meta.segments.map((row) => {
        const source = this.sourceOf(row[1]);
        return {
          id: row[0],
          start: row[1],
          stop: row[2],
          bounds: row[3].split(" "),
          lengths: row[4],
          folder: source.folder,
        };
      });
      this.size = Math.max(0, ...this.segments.map((segment) => segment.stop));
      this.norms = this.fields.map(() => new Float64Array(this.size));
      this.counts = new Uint32Array(this.size);
      this.lunr = this.fields.flatMap((field, place) => (field.average ? [place] : []));
      this.names = this.lunr.map((place) => this.fields[place].name);
      this.titles = this.fields.flatMap((field, place) => (["title", "pairs"].includes(field.name) ? [place] : []));
      this.heading = this.fields.flatMap((field, place) =>
        ["title", "number", "pairs"].includes(field.name) ? [place] : [],
      );
      this.seen = new Uint32Array(this.size);
      this.turn = 0;
      this.orders = meta.orders || [];
      this.read = new Map();
    }

    /**
     * The archive that a slot belongs to; of a site that is no portal, its only one.
     * @param {number} slot
     * @returns {Source}
     */
    sourceOf(slot) {
      return this.sources[hdnd.firstPlace(this.sources.length, (place) => this.sources[place].start > slot) - 1];
    }

    /**
     * All rows whose folded term lies between two words, both included.
     * @param {string} from
     * @param {string} [to]
     * @returns {Promise<Array<{segment: object, term: string, lists: string[]}>>} in the order of the segments
     */
    async rows(from, to = from) {
      const found = await Promise.all(
        this.segments.map(async (segment) => {
          const first = Math.max(0, before(segment.bounds, from));
          const last = before(segment.bounds, to);
          if (last - first >= MOST_SHARDS) throw new TooBroad(from);
          const numbers = Array.from({ length: last - first + 1 }, (_, place) => first + place);
          const shards = await Promise.all(numbers.map((number) => this.lines(segment, number)));
          return shards.flatMap((lines) => chosen(lines, segment, this.fields.length, from, to));
        }),
      );
      return found.flat();
    }

    /** The terms with one digit at most, of all segments, sorted: what is one edit from a word without digits. */
    async vocabulary() {
      const lists = await Promise.all(this.segments.map((segment) => this.lines(segment, "words")));
      return Array.from(new Set(lists.flat())).filter(Boolean).sort();
    }

    /**
     * Fill `norms` (what its length makes of a field of a document) for these segments.
     * @param {Iterable<Segment>} segments
     */
    async readLengths(segments) {
      await Promise.all(
        Array.from(segments, async (segment) => {
          const columns = segment.lengths || (await this.lines(segment, "lengths"));
          if (segment.measured) return;
          columns.forEach((digits, field) => {
            const average = this.fields[field].average;
            hdnd.numbersOf(digits).forEach((length, place) => {
              this.norms[field][segment.start + place] = hdnd.norm(length, average);
            });
          });
          segment.measured = true;
        }),
      );
    }

    /** For each facet the value of every document: `columns[facet][slot]`. */
    readFacets() {
      return hdnd.once(this.read, "facets", () =>
        this.columnsOf("facets", this.columns).then((read) => this.placed(read)),
      );
    }

    /**
     * The columns of a portal: its archives as one more, and each council as one of its archive, since names repeat.
     * @param {string[][]} columns
     */
    placed(columns) {
      if (!this.sources[0].name) return columns;
      const council = this.facets.indexOf("council") - 1;
      const names = columns[0].map((value, slot) => (value ? this.sourceOf(slot).name : ""));
      const councils = columns[council].map((value, slot) => (value ? names[slot] + "/" + value : ""));
      return [names].concat(columns.map((column, place) => (place === council ? councils : column)));
    }

    /** The same for what documents may be put in order by. */
    readOrders() {
      return hdnd.once(this.read, "orders", () => this.columnsOf("orders", this.orders.length));
    }

    /**
     * Columns of strings over all documents, out of a file of each segment.
     * @param {string} file
     * @param {number} size
     */
    async columnsOf(file, size) {
      const columns = Array.from({ length: size }, () => new Array(this.size).fill(""));
      await Promise.all(
        this.segments.map(async (segment) => {
          const read = await this.lines(segment, file);
          columns.forEach(function (column, place) {
            const [names, digits] = JSON.parse(read[place]);
            hdnd.numbersOf(digits).forEach((name, at) => {
              column[segment.start + at] = names[name];
            });
          });
        }),
      );
      return columns;
    }

    /**
     * The lines of one file of a segment, inflated once.
     * @param {Segment} segment
     * @param {string|number} file
     */
    lines(segment, file) {
      const name = segment.id + "/" + file;
      return hdnd.once(this.read, segment.folder + name, () => this.inflated(segment.folder, name));
    }

    /**
     * The lines of a file, unpacked.
     * @param {string} folder
     * @param {string} name
     */
    async inflated(folder, name) {
      const packed = await hdnd.load(this.folder + folder + name + ".js", "part " + name);
      return hdnd.inflate(packed).split("\n");
    }
  }

  /**
   * Whose texts the slots lead to: those of the site itself, or those of each archive of a portal.
   * @param {object} meta
   * @returns {Source[]}
   */
  function sourcesOf(meta) {
    const rows = meta.sources || [["", 0, "", meta.dictionary, ""]];
    return rows.map(function ([name, start, folder, dictionary, build]) {
      return { name: name, start: start, folder: folder, dictionary: dictionary, build: build };
    });
  }

  /**
   * The last shard that begins at or before a folded term.
   * @param {string[]} bounds
   * @param {string} folded
   */
  function before(bounds, folded) {
    return hdnd.firstPlace(bounds.length, (place) => bounds[place] > folded) - 1;
  }

  /**
   * The rows of a shard whose folded term lies between two words.
   * @param {string[]} lines
   * @param {Segment} segment
   * @param {number} fields
   * @param {string} from
   * @param {string} to
   */
  function chosen(lines, segment, fields, from, to) {
    const found = [];
    const first = hdnd.firstPlace(lines.length, (place) => hdnd.fold(termIn(lines[place])) >= from);
    for (let place = first; place < lines.length && hdnd.fold(termIn(lines[place])) <= to; place += 1) {
      const [term, ...lists] = lines[place].split("\t");
      while (lists.length < fields) lists.push("");
      found.push({ segment: segment, term: term, lists: lists });
    }
    return found;
  }

  /**
   * The term that a line begins with.
   * @param {string} line
   */
  function termIn(line) {
    const end = line.indexOf("\t");
    return end < 0 ? line : line.slice(0, end);
  }

  /**
   * Open the index in a folder. Rejects with Stale when its build is not `build` (any, when that is empty) or its format is
   * not ours.
   */
  hdnd.open = async function (folder, build) {
    const meta = await hdnd.load(folder + "meta.js?" + encodeURIComponent(build), "meta");
    if (![3, 4].includes(meta.format) || (build && meta.build !== build)) throw new hdnd.Stale(folder + "meta.js");
    return new Index(folder, meta);
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
