/* "Tải để đọc khi không có mạng": says the size first, shows how far it is, fetches what differs, and can be taken back. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const root = new URL(document.body.dataset.root || "./", location.href).href;
  const english = document.documentElement.lang === "en";

  /** A sentence in the page's language. */
  hdnd.worded = (vi, en) => (english ? en : vi);
  const worded = hdnd.worded;

  /** An element with what stands in it. */
  hdnd.element = function (name, attributes, children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  /** A size as readers know it. */
  hdnd.sized = function (bytes) {
    if (bytes < 1e6) return Math.ceil(bytes / 1000) + " kB";
    return (bytes / 1e6).toFixed(1).replace(".", english ? "." : ",") + " MB";
  };

  class Take {
    /** @param {HTMLElement} place */
    constructor(place) {
      this.place = place;
      this.taking = hdnd.taking(hdnd.shelf(root), new URL(place.dataset.take, location.href).href);
      this.said = hdnd.element("p", { role: "status" }, []);
      this.ways = hdnd.element("p", { class: "take__ways" }, []);
      place.append(this.said, this.ways);
      place.hidden = false;
    }

    /** What can be done: the offer stands at once, so that little moves when the rest is known. */
    async start() {
      this.show("", [[worded("Tải để đọc khi không có mạng", "Download to read offline"), () => this.ask()]]);
      if (!(await this.taking.isKept())) return;
      try {
        await this.taking.look();
        this.rest();
      } catch {
        this.show(worded("Đã tải về máy này.", "Downloaded to this device."), [this.removal()]);
      }
    }

    /** The pages are kept: which of them differ, and a way to let go of them. */
    rest() {
      const missing = this.taking.missing.length;
      const held = this.taking.pages.length + worded(" trang đã tải về máy này", " pages downloaded to this device");
      if (!missing) {
        this.show(held + worded(", không có gì mới.", ", nothing new."), [this.removal()]);
        return;
      }
      const size = hdnd.sized(this.taking.bytes());
      const said = worded("; có " + missing + " trang mới hoặc đã đổi, ", "; " + missing + " pages new or changed, ");
      this.show(held + said + size + ".", [[worded("Cập nhật", "Update"), () => this.fetch()], this.removal()]);
    }

    /** Say how large it is, before anything is fetched. */
    async ask() {
      try {
        await this.taking.look();
      } catch {
        this.show(worded("Chưa nối được mạng.", "No network."), [[worded("Thử lại", "Try again"), () => this.ask()]]);
        return;
      }
      const count = this.taking.missing.length;
      const size = hdnd.sized(this.taking.bytes());
      const said = worded(
        count + " trang, " + size + " khi chưa nén; máy chủ có nén thì lượng tải thực ít hơn. Không gồm tệp bản gốc.",
        count +
          " pages, " +
          size +
          " uncompressed; less is transferred where the server compresses. Originals are not included.",
      );
      this.show(said, [
        [worded("Tải", "Download"), () => this.fetch()],
        [worded("Thôi", "Cancel"), () => this.start()],
      ]);
    }

    /** Fetch, and say how far it is. */
    async fetch() {
      const total = this.taking.bytes();
      const bar = hdnd.element("progress", { max: String(total), "aria-label": worded("Đang tải", "Downloading") }, []);
      this.show(worded("Đang tải ", "Downloading ") + hdnd.sized(total) + "…", []);
      this.ways.replaceChildren(bar);
      try {
        await this.taking.fetch((done) => bar.setAttribute("value", String(done)));
        this.rest();
      } catch (error) {
        const full = error instanceof DOMException && error.name === "QuotaExceededError";
        const said = full
          ? worded("Máy này hết chỗ chứa.", "This device is full.")
          : worded(
              "Tải dở dang: mạng ngắt, hoặc trang web vừa đổi.",
              "Broken off: no network, or the site has just changed.",
            );
        this.show(said, [[worded("Tải tiếp", "Go on"), () => this.ask()], this.removal()]);
      }
    }

    /** @returns {[string, () => void]} */
    removal() {
      return [
        worded("Xóa khỏi máy này", "Remove from this device"),
        () => this.taking.remove().then(() => this.start()),
      ];
    }

    /**
     * A sentence, and what may be pressed.
     * @param {string} said
     * @param {Array<[string, () => void]>} ways
     */
    show(said, ways) {
      const inside = this.place.contains(document.activeElement);
      const buttons = ways.map(function ([text, press]) {
        const made = hdnd.element("button", { class: "button button--quiet", type: "button" }, [text]);
        made.addEventListener("click", press);
        return made;
      });
      this.said.textContent = said;
      this.ways.replaceChildren(...buttons.flatMap((one) => [one, " "]));
      if (inside && buttons.length) buttons[0].focus();
    }
  }

  if (!/^https?:$/.test(location.protocol) || !globalThis.caches) return;
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-take]")))
    new Take(place).start();
})((globalThis.hdnd = globalThis.hdnd || Object()));
