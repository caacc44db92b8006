/* The page of what this telephone keeps: a search in it, what it is and how large, and a way to let go of all. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const place = document.getElementById("tren-may");
  const root = new URL(document.body.dataset.root || "./", location.href).href;
  if (!place || !/^https?:$/.test(location.protocol) || !globalThis.caches) return;
  const shelf = hdnd.shelf(root);
  const asked = new URLSearchParams(location.search);

  /**
   * An element with what stands in it.
   * @param {string} name
   * @param {Record<string, string>} attributes
   * @param {Array<Node|string>} children
   */
  function element(name, attributes, children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

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
   * A size as readers know it.
   * @param {number} bytes
   */
  function sized(bytes) {
    return bytes < 1e6 ? Math.ceil(bytes / 1000) + " kB" : (bytes / 1e6).toFixed(1).replace(".", ",") + " MB";
  }

  /**
   * A row of the list.
   * @param {any} page
   */
  function row(page) {
    const link = element("a", { href: page.address }, [page.title || page.address]);
    const told = page.day.toLocaleDateString("vi-VN") + ", " + sized(page.size);
    return element("li", {}, [link, element("span", { class: "muted" }, [" " + told])]);
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
      element("input", { id: "tim-tren-may", name: "q", type: "search", autocomplete: "off" }, [])
    );
    const status = element("p", { class: "status", role: "status", id: "trang-thai" }, []);
    const form = element(
      "form",
      { class: "seek seek--large", role: "search", "aria-label": "Tìm trong những trang máy này giữ" },
      [
        element("label", { class: "unseen", for: "tim-tren-may" }, ["Từ cần tìm trong những trang máy này giữ"]),
        input,
        element("button", {}, ["Tìm"]),
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
    return [element("div", { class: "notice notice--warn" }, [element("p", {}, [said])])];
  }

  /** Let go of everything that was kept, when somebody presses it. */
  function clearing() {
    const button = element("button", { class: "button button--quiet", type: "button", id: "xoa-het" }, [
      "Xóa hết khỏi máy này",
    ]);
    button.addEventListener("click", async () => {
      for (const name of [shelf.read, shelf.taken]) await caches.delete(name);
      await draw();
    });
    return element("p", {}, [button]);
  }

  /** The whole of it. */
  async function draw() {
    const all = await pages();
    const list = element("ol", { class: "kept" }, []);
    const total = all.reduce((sum, page) => sum + page.size, 0);
    const told = all.length ? all.length + " trang, " + sized(total) + "." : "Máy này chưa giữ trang nào.";
    place.replaceChildren(
      ...wanted(),
      ...(all.length ? searchForm(all, list) : []),
      element("h2", {}, ["Trang đang giữ"]),
      element("p", { class: "muted" }, [told]),
      list,
      ...(all.length ? [clearing()] : []),
    );
    place.dataset.drawn = "true";
  }

  draw();
})((globalThis.hdnd = globalThis.hdnd || Object()));
