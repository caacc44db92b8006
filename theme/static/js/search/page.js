/* The search page: from its address to an answer, and from what is typed, ticked or turned to a new address. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const A_PAGE = 10;
  /** Milliseconds without a key after which the word that is being typed counts as finished. */
  const REST = 600;
  const WIDE = "(min-width: 60rem)";
  const BARRED = "Có văn bản khớp, nhưng không văn bản nào qua được các ô đang chọn ở phần lọc. Hãy bỏ bớt ô đã chọn.";
  const UNREAD = "Chưa đọc hết các văn bản có đủ các từ này, nên chưa thể nói là không có.";

  class Page {
    /** Everything that the page has at the start, shown for the address that it was opened with. */
    constructor() {
      const at = (id) => /** @type {any} */ (document.getElementById(id));
      this.form = at("tim");
      this.input = at("q");
      this.status = at("trang-thai");
      this.frame = at("khung");
      this.boxes = at("bo-loc");
      this.list = at("ket-qua");
      this.sorting = at("xep");
      this.pager = at("trang");
      this.nothing = at("khong-thay");
      this.plain = at("khong-js");
      this.how = at("cach-tim");
      this.receipt = at("bien-nhan");
      this.root = document.body.dataset.root || "";
      this.asked = 0;
      this.led = 0;
      this.index = null;
      this.opened = new Map();
      this.nothingSaid = document.createElement("p");
    }

    /** Show what the address asks for, and listen. */
    start() {
      this.plain.hidden = true;
      this.nothing.prepend(this.nothingSaid);
      this.fold = this.boxes.closest("details");
      this.fold.open = window.matchMedia(WIDE).matches;
      this.fold.addEventListener("toggle", () => this.fold.open && this.drawFacets());
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.go({ q: this.input.value.trim(), page: 1, chosen: this.parameters().map(() => []) });
      });
      window.addEventListener("popstate", () => this.show());
      this.show();
      this.input.addEventListener("input", () => {
        this.foresee(this.input.value);
        clearTimeout(this.resting);
        this.resting = setTimeout(() => this.foresee(this.input.value + " "), REST);
      });
    }

    /**
     * Read what the question being typed will need: of its words those that are finished, by a space behind them or a rest;
     * and Lunr for numbers and signs.
     * @param {string} typed
     */
    async foresee(typed) {
      const question = hdnd.question(typed.replace(/\S*$/, ""));
      const { number, heard, plain } = hdnd.question(typed);
      if (number || heard || !plain) this.ahead(() => hdnd.readLunr());
      if (this.foreseen === question.text) return;
      this.foreseen = question.text;
      await this.ahead(async () => {
        await this.open();
        await Promise.all([this.prepare(), hdnd.lookUp(this.index, question.words, question.accented)]);
      });
    }

    /** What every question needs. */
    prepare() {
      return Promise.all([
        this.index.readLengths(this.index.segments),
        ...this.index.sources.map((source) => hdnd.readDictionary(this.index, source)),
      ]);
    }

    /**
     * Read ahead; what goes wrong then, the question itself will say.
     * @param {() => Promise<any>} read
     */
    async ahead(read) {
      try {
        await read();
      } catch (error) {
        if (!(error instanceof hdnd.Stale || error instanceof hdnd.TooBroad)) throw error;
      }
    }

    /** Open the index, once. */
    async open() {
      const open = () => hdnd.open(this.root + "search/", document.body.dataset.build || "");
      this.index = await hdnd.once(this.opened, "index", open);
    }

    /** The parameters of the facets in an address; none before the index is open. */
    parameters() {
      return this.index ? this.index.labels.facets.map((facet) => facet.parameter) : [];
    }

    /**
     * Show a state, and put it into the address.
     * @param {State} state
     */
    go(state) {
      history.pushState(null, "", hdnd.writeAddress(state, this.parameters()));
      this.show();
    }

    /** Answer what the address asks. Every answer knows its question's number; an old one is dropped. */
    async show() {
      const number = (this.asked += 1);
      const q = hdnd.readAddress(location.search, []).q;
      this.input.value = q;
      this.nothing.hidden = this.receipt.hidden = true;
      this.list.setAttribute("aria-busy", String(Boolean(q.trim()))); // the rows come in two steps
      this.how.hidden = Boolean(q.trim());
      if (!q.trim()) {
        this.clear("");
        this.input.focus();
        this.ahead(() => this.open().then(() => this.prepare()));
        return;
      }
      this.status.textContent = hdnd.put("Đang tìm…");
      this.sayReceipt(q);
      try {
        await this.reply(q, number);
      } catch (error) {
        if (number === this.asked) this.fail(error);
      } finally {
        if (number === this.asked) this.list.setAttribute("aria-busy", "false");
      }
    }

    /**
     * The way to a receipt of which the number was typed: it has a page also where its package has no document.
     * @param {string} q
     */
    sayReceipt(q) {
      const found = hdnd.receipt(hdnd.question(q).number, this.form.dataset.receipts || "");
      this.receipt.hidden = !found;
      if (!found) return;
      const said = hdnd.put(
        found.path ? "Biên nhận {0}: xem kết quả xử lý" : "Không có biên nhận công khai mang số {0}.",
        found.id,
      );
      this.receipt.replaceChildren(found.path ? hdnd.link(this.root + found.path, said) : said);
    }

    /**
     * Answer, and put the first document on the page as soon as it is read, the others when they are.
     * @param {string} q
     * @param {number} number
     */
    async reply(q, number) {
      await this.open();
      this.ahead(() => this.prepare()); // at the side of the words' own files
      const state = hdnd.readAddress(location.search, this.parameters());
      const question = hdnd.question(q, this.index.names);
      const columns = state.chosen.some((values) => values.length) ? await this.index.readFacets() : null;
      const keep = columns && ((slot) => hdnd.passes(columns, state.chosen, slot));
      const dates = state.newest ? (await this.index.readOrders())[this.index.orders.indexOf("date")] : null;
      const lead = (/** @type {Answer} */ answer) => this.lead({ state, question, keep, number }, answer);
      const answer = await hdnd.answer(this.index, question, {
        most: state.page * A_PAGE,
        keep: keep,
        read: this.reading(q),
        date: dates && ((slot) => dates[slot]),
        early: state.page > 1 || dates ? undefined : lead,
      });
      const shown = await lead(answer);
      await painted();
      if (number !== this.asked) return;
      const others = await this.rows(shown, 1, A_PAGE);
      if (number !== this.asked) return;
      this.list.append(...others);
      await this.conclude(state, question, answer);
    }

    /**
     * Say what an answer has, and put its first document on the page; where it stands there already, nothing moves.
     * @param {{state: State, question: Question, keep: ?(slot: number) => boolean, number: number}} asked
     * @param {Answer} answer
     * @returns {Promise<any[]>}  the documents of the page
     */
    async lead(asked, answer) {
      const { state, question, keep, number } = asked;
      answer.filtered = Boolean(keep);
      answer.kept = answer.tiers.map((tier) => (keep ? tier.slots.filter(keep) : tier.slots).length);
      const all = answer.tiers.flatMap((tier) =>
        tier.hits.map((hit) =>
          Object.assign({ sought: tier.sought }, hit.sought ? hit : { lacks: hit.lacks, slot: hit.slot }, {
            tier: tier,
          }),
        ),
      );
      state.page = Math.min(state.page, Math.max(1, Math.ceil(total(answer) / A_PAGE))); // none stands behind the last
      const shown = all.slice((state.page - 1) * A_PAGE, state.page * A_PAGE);
      const first = await this.rows(shown, 0, 1);
      if (number !== this.asked || this.led === number) return shown;
      this.led = number;
      this.status.textContent = hdnd.said(question, answer, total(answer)); // before the first row, which it would push down
      this.offerOrders(state);
      this.list.replaceChildren(...first);
      this.frame.hidden = answer.tiers.length === 0;
      this.pager.hidden = true; // it and the boxes still lead to the question before
      if (this.state && this.state.q !== state.q) this.boxes.replaceChildren();
      return shown;
    }

    /**
     * By fit or by date, whichever is not shown.
     * @param {State} state
     */
    offerOrders(state) {
      if (!this.index.orders.includes("date")) return;
      const other = Object.assign({}, state, { newest: !state.newest, page: 1 });
      const address = hdnd.writeAddress(other, this.parameters());
      this.sorting.replaceChildren(...hdnd.orders(state.newest, address, () => this.go(other)));
    }

    /**
     * The rows from one place to another of what is shown.
     * @param {any} shown
     * @param {number} from
     * @param {number} to
     */
    async rows(shown, from, to) {
      const chosen = shown.slice(from, to);
      const documents = await Promise.all(chosen.map((one) => hdnd.readDocument(this.index, one.slot)));
      return chosen.flatMap((one, place) => {
        const before = shown[from + place - 1];
        const row = hdnd.row(this.index.labels, this.root, documents[place], one);
        return [(!before || before.tier !== one.tier) && hdnd.tierHeading(one.tier.kind), row].filter(Boolean);
      });
    }

    /**
     * What stands around the documents.
     * @param {State} state
     * @param {Question} question
     * @param {Answer} answer
     */
    conclude(state, question, answer) {
      const pages = Math.ceil(total(answer) / A_PAGE);
      this.state = state;
      this.answer = answer;
      this.pager.replaceChildren(
        ...hdnd.pager(
          state.page,
          pages,
          (to) => this.addressOf(to),
          (to) => {
            this.go(Object.assign({}, state, { page: to }));
            this.status.scrollIntoView();
          },
        ),
      );
      this.pager.hidden = pages < 2;
      if (answer.unread)
        this.status.append(
          " ",
          hdnd.button(hdnd.put("Đọc tiếp"), () => this.readOn(question.text)),
        );
      if (answer.offered && total(answer))
        this.status.append(hdnd.put(" Có phải ý bạn là: "), hdnd.askedLink(answer.offered), "?");
      document.title = question.text + " – " + document.title.replace(/^.* – (?=(?:Tìm kiếm|Search) – )/, "");
      if (total(answer) === 0 && !hdnd.isReceipt(question.number)) this.sayNothing(question);
      return this.drawFacets();
    }

    /**
     * Of how many texts a phrase is looked for in: four times as many each time that a reader asks for more.
     * @param {string} q
     */
    reading(q) {
      if (!this.deep || this.deep.q !== q) this.deep = { q: q, read: 120 };
      return this.deep.read;
    }

    /**
     * Whether to read on where a phrase was sought in part.
     * @param {string} q
     */
    readOn(q) {
      this.deep = { q: hdnd.readAddress(location.search, []).q, read: this.reading(q) * 4 };
      this.show();
    }

    /**
     * The address of a page of the same answer.
     * @param {number} page
     */
    addressOf(page) {
      return hdnd.writeAddress(Object.assign({}, this.state, { page: page }), this.parameters());
    }

    /** The boxes; their columns are read when somebody can see them. */
    async drawFacets() {
      const [number, answer, state] = [this.asked, this.answer, this.state];
      if (!this.fold.open || !answer || !answer.tiers.length) return;
      const columns = await this.index
        .readFacets()
        .catch((error) => this.boxes.replaceChildren(hdnd.brokenSaid(error)));
      if (!columns || number !== this.asked) return;
      const slots = answer.tiers.flatMap((tier) => tier.slots);
      const focused = this.boxes.contains(document.activeElement) ? document.activeElement : null;
      this.boxes.replaceChildren(
        ...this.index.labels.facets.flatMap((facet, place) => {
          const counts = hdnd.countFacet(columns, state.chosen, slots, place, hdnd.boxOrder(facet));
          return !counts.length
            ? []
            : hdnd.facetBoxes(facet, counts, state.chosen[place], (values) => {
                const chosen = state.chosen.map((old, at) => (at === place ? values : old));
                this.go(Object.assign({}, state, { chosen: chosen, page: 1 }));
              });
        }),
      );
      if (focused) this.refocus(/** @type {HTMLInputElement} */ (focused));
    }

    /**
     * The box that had the focus is a new one now.
     * @param {HTMLInputElement} old
     */
    refocus(old) {
      for (const box of this.boxes.querySelectorAll("input")) {
        if (box.name === old.name && box.value === old.value) box.focus();
      }
    }

    /**
     * What may be done where nothing was found.
     * @param {Question} question
     */
    async sayNothing(question) {
      const [number, filtered] = [this.asked, this.answer.tiers.length > 0];
      this.nothing.hidden = false;
      if (filtered || this.answer.partly) {
        this.nothingSaid.textContent = hdnd.put(filtered ? BARRED : UNREAD);
        return;
      }
      const sought = "Đã tìm “{0}” trong số, ký hiệu, trích yếu và toàn văn, cả khi bỏ dấu.";
      this.nothingSaid.textContent = hdnd.put(sought, question.text);
      await this.ahead(async () => {
        await hdnd.readNothing();
        const [columns, alike] = await Promise.all([this.index.readFacets(), hdnd.spelledAlike(this.index, question)]);
        if (number !== this.asked) return;
        const held = hdnd.holdings(this.index, columns, question.text);
        this.nothingSaid.append(" ", hdnd.heldSentence(held), ...hdnd.waysOn(this.root, held, alike));
      });
    }

    /**
     * An empty list, under this sentence.
     * @param {string} sentence
     */
    clear(sentence) {
      this.list.replaceChildren();
      this.frame.hidden = true;
      this.answer = null;
      this.status.textContent = sentence;
    }

    /**
     * Say that the index could not be read; nothing else of the page stops.
     * @param {unknown} error
     */
    fail(error) {
      this.clear(hdnd.brokenSaid(error));
    }
  }

  /** When the first row is on the screen, a frame behind its drawing, before others take the connections; at once where nobody looks. */
  function painted() {
    return new Promise((done) => (document.hidden ? done() : requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  /**
   * How many documents all tiers hold.
   * @param {Answer} answer
   */
  function total(answer) {
    return answer.kept.reduce((sum, count) => sum + count, 0);
  }

  if (document.getElementById("tim")) new Page().start();
})((globalThis.hdnd = globalThis.hdnd || Object()));
