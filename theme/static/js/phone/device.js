/* The page of what this telephone keeps: a search in it, what it is and how large, and a way to let go of all. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const place = document.getElementById("tren-may");
  const root = new URL(document.body.dataset.root || "./", location.href).href;
  if (!place || !/^https?:$/.test(location.protocol) || !globalThis.caches) return;
  const shelf = hdnd.shelf(root);
  const asked = new URLSearchParams(location.search);
  const worded = hdnd.worded;
  let fresh = null;

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

  /**
   * What a page is called of which this telephone keeps nothing but the address: a title that was never read is not known.
   * @param {string} path
   */
  function called(path) {
    const [first, second, year, name] = path.replace(/^en\/|\/?index\.html$/g, "").split("/");
    if (/^\d{4}$/.test(year) && name)
      return worded("Văn bản ", "Document ") + name.toUpperCase() + worded(", năm ", ", year ") + year;
    if (second === "ho-so") return worded("Hồ sơ giám sát ", "Oversight dossier ") + year;
    if (/^(?:tinh|huyen|xa)$/.test(first) && second) return worded("Hội đồng nhân dân ", "People's Council ") + second;
    return worded("Trang ", "Page ") + path;
  }

  /**
   * How many pages.
   * @param {number} count
   */
  function counted(count) {
    return count + worded(" trang", count === 1 ? " page" : " pages");
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
    const day = worded(
      page.day.toLocaleDateString("vi-VN"),
      page.day.toLocaleDateString("en-GB", { dateStyle: "medium" }),
    );
    const told = day + ", " + hdnd.sized(page.size);
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
   * The search among what is kept; what it finds stands below it, not in the list of everything at the page's end.
   * @param {any[]} all
   */
  function searchForm(all) {
    const input = /** @type {HTMLInputElement} */ (
      hdnd.element("input", { id: "tim-tren-may", name: "q", type: "search", autocomplete: "off" }, [])
    );
    const status = hdnd.element("p", { class: "more", role: "status", id: "trang-thai" }, []);
    const list = hdnd.element("ol", { id: "tim-thay" }, []);
    const form = hdnd.element(
      "form",
      {
        class: "seek seek--large",
        role: "search",
        "aria-label": worded("Tìm trong những trang máy này giữ", "Search the pages kept on this device"),
      },
      [
        hdnd.element("label", { class: "unseen", for: "tim-tren-may" }, [
          worded("Từ cần tìm trong những trang máy này giữ", "Words to look for in the pages kept on this device"),
        ]),
        input,
        hdnd.element("button", {}, [worded("Tìm", "Search")]),
      ],
    );
    const show = () => {
      const question = input.value.trim();
      const found = question ? matching(all, question) : [];
      list.replaceChildren(...found.map(row));
      list.hidden = !found.length;
      const [of, have] = [all.length, found.length];
      status.textContent = !question
        ? ""
        : worded(
            "Trong " +
              of +
              " trang máy này giữ, " +
              have +
              " trang có đủ các từ. Đây không phải toàn bộ cơ sở dữ liệu.",
            "Of " + of + " pages kept on this device, " + have + " have all the words. This is not the whole database.",
          );
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      show();
    });
    input.value = asked.get("q") || "";
    show();
    return [form, status, list];
  }

  /** Why the reader is here, where another page was wanted. */
  function wanted() {
    const page = asked.get("trang");
    if (!page && !asked.has("q")) return [];
    const said = page
      ? worded(
          called(page) + " chưa được giữ trên máy này, và hiện không nối được với trang web.",
          called(page) + " is not kept on this device, and the site cannot be reached now.",
        )
      : worded(
          "Hiện không nối được với trang web: chỉ tìm được trong những trang máy này giữ.",
          "The site cannot be reached now: only the pages kept on this device are searched.",
        );
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
      const told = kept ? await described(new Request(page), kept) : { title: called(page.slice(root.length)) };
      const size = listed.reduce((sum, one) => sum + one[1], 0);
      const button = hdnd.element("button", { class: "button button--quiet", type: "button" }, [
        worded("Xóa", "Remove"),
      ]);
      button.setAttribute("aria-label", worded("Xóa khỏi máy này: ", "Remove from this device: ") + told.title);
      button.addEventListener("click", () => taking.remove().then(draw));
      const link = hdnd.element("a", { href: page }, [told.title]);
      const facts = hdnd.element("span", { class: "muted" }, [
        " " + counted(listed.length) + ", " + hdnd.sized(size) + " ",
      ]);
      rows.push(hdnd.element("li", {}, [link, facts, button]));
    }
    return rows.length
      ? [
          hdnd.element("h2", {}, [worded("Đã tải trọn", "Taken as a whole")]),
          hdnd.element("ul", { class: "taken" }, rows),
        ]
      : [];
  }

  /**
   * What is new since this page was last opened, of the whole site and of what is followed; then it counts as seen.
   * @param {Record<string, {source: string, seen: string[]}>} watched
   */
  async function newSince(watched) {
    const all = Object.assign({ "": watched[""] || { source: "atom.xml", seen: null } }, watched);
    const rows = [];
    const told = new Set();
    for (const [page, one] of Object.entries(all)) {
      const now = await hdnd.news(one.source);
      const unseen = one.seen ? now.filter((entry) => !one.seen.includes(entry.id) && !told.has(entry.id)) : [];
      for (const entry of unseen) {
        told.add(entry.id);
        const changed = worded("Đã thay đổi: ", "Changed: ") + called(page);
        const link = hdnd.element("a", { href: entry.link || root + page }, [entry.title || changed]);
        rows.push(hdnd.element("li", {}, [link, ...(page && entry.title ? [followedMark()] : [])]));
      }
      all[page] = { source: one.source, seen: now.map((entry) => entry.id) };
    }
    hdnd.watch(all);
    const first = !watched[""];
    const said = first
      ? worded("Từ lần mở sau, văn bản mới sẽ hiện ở đây.", "From the next visit on, new documents stand here.")
      : worded("Không có gì mới.", "Nothing new.");
    return rows.length
      ? [hdnd.element("ul", { class: "news" }, rows)]
      : [hdnd.element("p", { class: "muted" }, [said])];
  }

  /** Says of a row that it comes from the watch list. */
  function followedMark() {
    return hdnd.element("span", { class: "muted" }, [worded(" đang theo dõi", " followed")]);
  }

  /** What is new, where the network can be asked. */
  async function news() {
    const heading = hdnd.element("h2", {}, [worded("Mới từ lần mở trước", "New since the last visit")]);
    try {
      return [heading, ...(await newSince(hdnd.watched()))];
    } catch {
      return [
        heading,
        hdnd.element("p", { class: "muted" }, [
          worded("Chưa nối được mạng nên chưa biết có gì mới.", "No network: what is new is not known."),
        ]),
      ];
    }
  }

  /** What is followed, each with a way to follow it no more. */
  async function followed() {
    const rows = [];
    for (const page of Object.keys(hdnd.watched()).filter(Boolean)) {
      const kept = await shelf.find(root + page);
      const title = kept ? (await described(new Request(root + page), kept)).title : called(page);
      const label = {
        class: "button button--quiet",
        type: "button",
        "aria-label": worded("Thôi theo dõi: ", "Unfollow: ") + title,
      };
      const button = hdnd.element("button", label, [worded("Thôi theo dõi", "Unfollow")]);
      button.addEventListener("click", function () {
        const watched = hdnd.watched();
        delete watched[page];
        hdnd.watch(watched);
        draw();
      });
      rows.push(hdnd.element("li", {}, [hdnd.element("a", { href: root + page }, [title]), " ", button]));
    }
    const none = worded(
      "Bấm “Theo dõi” ở trang hội đồng, hồ sơ giám sát hay văn bản.",
      "Press “Follow” on the page of a council, an oversight dossier or a document.",
    );
    const list = rows.length
      ? hdnd.element("ul", { class: "watched" }, rows)
      : hdnd.element("p", { class: "muted" }, [none]);
    return [hdnd.element("h2", {}, [worded("Đang theo dõi", "Followed")]), list];
  }

  /** Let go of everything that was kept, when somebody presses it. */
  function clearing() {
    const button = hdnd.element("button", { class: "button button--quiet", type: "button", id: "xoa-het" }, [
      worded("Xóa hết khỏi máy này", "Remove everything from this device"),
    ]);
    button.addEventListener("click", async () => {
      for (const name of [shelf.read, shelf.taken]) await caches.delete(name);
      hdnd.watch({});
      await draw();
    });
    return hdnd.element("p", {}, [button]);
  }

  /** The whole of it. */
  async function draw() {
    const all = await pages();
    const list = hdnd.element("ol", { class: "kept" }, all.map(row));
    const total = all.reduce((sum, page) => sum + page.size, 0);
    const told = all.length
      ? counted(all.length) + ", " + hdnd.sized(total) + "."
      : worded("Máy này chưa giữ trang nào.", "No page is kept on this device yet.");
    place.removeAttribute("data-drawn");
    fresh = fresh || (await news()); // once a visit: by then it counts as seen
    place.replaceChildren(
      ...wanted(),
      ...(all.length ? searchForm(all) : []),
      ...fresh,
      ...(await followed()),
      ...(await taken()),
      hdnd.element("h2", {}, [worded("Trang đang giữ", "Pages kept")]),
      hdnd.element("p", { class: "muted" }, [told]),
      list,
      clearing(),
    );
    place.dataset.drawn = "true";
  }

  draw();
})((globalThis.hdnd = globalThis.hdnd || Object()));
