/* The page of what this telephone keeps: a search in it, what it is and how large, and a way to let go of all. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const place = document.getElementById("tren-may");
  const root = new URL(document.body.dataset.root || "./", location.href).href;
  if (!place || !/^https?:$/.test(location.protocol) || !globalThis.caches) return;
  const shelf = hdnd.shelf(root);
  const asked = new URLSearchParams(location.search);

  /**
   * A kept page: its address, heading, day, size in bytes, and the text that is searched, read when it is asked for.
   * @param {Request} request
   * @param {Response} kept
   */
  async function described(request, kept) {
    const text = await kept.text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const head = page.querySelector("h1");
    const size = new TextEncoder().encode(text).length;
    const words = () => " " + hdnd.words(page.querySelector("main").textContent).join(" ") + " ";
    return { address: request.url, title: titleOf(head), day: shelf.day(kept), size: size, words: words };
  }

  /**
   * A heading in one line: a document's number stands in an element of its own.
   * @param {Element} head
   */
  function titleOf(head) {
    const number = head && head.querySelector(".doc__no");
    const all = head ? head.textContent.trim() : "";
    const first = number ? number.textContent.trim() : "";
    return first ? first + " – " + all.slice(first.length).trim() : all;
  }

  /** Every kept page once, the newest first. */
  async function pages() {
    const found = new Map();
    for (const name of [shelf.taken, shelf.read]) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (!request.url.endsWith(".html")) continue;
        found.set(request.url, await described(request, await cache.match(request)));
      }
    }
    return Array.from(found.values()).sort((one, other) => other.day - one.day);
  }

  /**
   * A row of the list.
   * @param {any} page
   */
  function row(page) {
    const link = hdnd.element("a", { href: page.address }, [page.title || page.address]);
    const told = page.day.toLocaleDateString("vi-VN") + ", " + hdnd.sized(page.size);
    return hdnd.element("li", {}, [link, hdnd.element("span", { class: "muted" }, [" " + told])]);
  }

  /**
   * The pages that have all words of a question, with marks or, typed without, in all spellings.
   * @param {any[]} all
   * @param {string} question
   */
  function matching(all, question) {
    const terms = hdnd.words(question);
    const plain = terms.every((term) => hdnd.fold(term) === term);
    return all.filter((page) => {
      const words = plain ? hdnd.fold(page.words()) : page.words();
      return terms.every((term) => words.includes(" " + term + " "));
    });
  }

  /**
   * The search among what is kept.
   * @param {any[]} all
   * @param {HTMLElement} list
   */
  function searchForm(all, list) {
    const input = /** @type {HTMLInputElement} */ (
      hdnd.element("input", { id: "tim-tren-may", name: "q", type: "search", autocomplete: "off" }, [])
    );
    const status = hdnd.element("p", { class: "status", role: "status", id: "trang-thai" }, []);
    const form = hdnd.element(
      "form",
      { class: "seek seek--large", role: "search", "aria-label": "Tìm trong những trang máy này giữ" },
      [
        hdnd.element("label", { class: "unseen", for: "tim-tren-may" }, ["Từ cần tìm trong những trang máy này giữ"]),
        input,
        hdnd.element("button", {}, ["Tìm"]),
      ],
    );
    const show = () => {
      const question = input.value.trim();
      const found = question ? matching(all, question) : all;
      list.replaceChildren(...found.map(row));
      status.textContent = question
        ? "Trong " +
          all.length +
          " trang máy này giữ, " +
          found.length +
          " trang có đủ các từ. Đây không phải toàn bộ cơ sở dữ liệu."
        : "";
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      show();
    });
    input.value = asked.get("q") || "";
    show();
    return [form, status];
  }

  /** Why the reader is here, where another page was wanted. */
  function wanted() {
    const page = asked.get("trang");
    if (!page && !asked.has("q")) return [];
    const said = page
      ? "Trang “" + page + "” chưa được giữ trên máy này, và hiện không nối được với trang web."
      : "Hiện không nối được với trang web: chỉ tìm được trong những trang máy này giữ.";
    return [hdnd.element("div", { class: "notice notice--warn" }, [hdnd.element("p", {}, [said])])];
  }

  /** What was taken along as a whole: its page, how many pages and bytes, and a way to let go of it. */
  async function taken() {
    const cache = await caches.open(shelf.taken);
    const rows = [];
    for (const request of await cache.keys()) {
      if (!request.url.endsWith("/tai.json")) continue;
      const taking = hdnd.taking(shelf, request.url);
      const listed = await taking.taken();
      const page = request.url.replace("tai.json", "index.html");
      const kept = await shelf.find(page);
      const told = kept ? await described(new Request(page), kept) : { title: page.slice(root.length) };
      const size = listed.reduce((sum, one) => sum + one[1], 0);
      const button = hdnd.element("button", { class: "button button--quiet", type: "button" }, ["Xóa"]);
      button.setAttribute("aria-label", "Xóa khỏi máy này: " + told.title);
      button.addEventListener("click", () => taking.remove().then(draw));
      const link = hdnd.element("a", { href: page }, [told.title]);
      const facts = hdnd.element("span", { class: "muted" }, [
        " " + listed.length + " trang, " + hdnd.sized(size) + " ",
      ]);
      rows.push(hdnd.element("li", {}, [link, facts, button]));
    }
    return rows.length ? [hdnd.element("h2", {}, ["Đã tải trọn"]), hdnd.element("ul", { class: "taken" }, rows)] : [];
  }

  /** Let go of everything that was kept, when somebody presses it. */
  function clearing() {
    const button = hdnd.element("button", { class: "button button--quiet", type: "button", id: "xoa-het" }, [
      "Xóa hết khỏi máy này",
    ]);
    button.addEventListener("click", async () => {
      for (const name of [shelf.read, shelf.taken]) await caches.delete(name);
      await draw();
    });
    return hdnd.element("p", {}, [button]);
  }

  /** The whole of it. */
  async function draw() {
    const all = await pages();
    const list = hdnd.element("ol", { class: "kept" }, []);
    const total = all.reduce((sum, page) => sum + page.size, 0);
    const told = all.length ? all.length + " trang, " + hdnd.sized(total) + "." : "Máy này chưa giữ trang nào.";
    place.replaceChildren(
      ...wanted(),
      ...(all.length ? searchForm(all, list) : []),
      ...(await taken()),
      hdnd.element("h2", {}, ["Trang đang giữ"]),
      hdnd.element("p", { class: "muted" }, [told]),
      list,
      ...(all.length ? [clearing()] : []),
    );
    place.dataset.drawn = "true";
  }

  draw();
})((globalThis.hdnd = globalThis.hdnd || Object()));
