/*
 * The watch list: councils, dossiers and documents that somebody follows, kept on this telephone alone. What is followed is
 * kept as the address of its feed or data; titles are not kept, so that one that is withdrawn does not stay here.
 */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  const root = new URL(document.body.dataset.root || "./", location.href).href;
  const NAME = "hdnd-watch " + new URL(root).pathname;
  const PATIENCE = 5000; // milliseconds without a byte: what is kept is shown behind it
  const english = document.documentElement.lang === "en";

  /** What is followed: by the page's path, where to look ("…/atom.xml") and what was there when it was last looked at. */
  hdnd.watched = function () {
    try {
      return JSON.parse(localStorage.getItem(NAME)) || {};
    } catch {
      return {}; // storage is forbidden, or somebody else wrote there
    }
  };

  /** Keep what is followed. */
  hdnd.watch = function (watched) {
    localStorage.setItem(NAME, JSON.stringify(watched));
  };

  /**
   * What a feed or a document's data says now: entries by their ids, or the document's state as one entry.
   * Rejects without a network; a document that was taken down is there with its state.
   */
  hdnd.news = async function (source) {
    const answer = await hdnd.patient(new URL(source, root).href, "no-cache", PATIENCE);
    const text = answer.ok ? await answer.text() : "";
    if (!source.endsWith(".xml"))
      return [{ id: answer.ok ? await hdnd.sha256(text) : String(answer.status), title: "" }];
    const feed = new DOMParser().parseFromString(text, "application/xml");
    return Array.from(feed.querySelectorAll("entry"), function (entry) {
      const of = (name) => entry.querySelector(name).textContent;
      const link = new URL(entry.querySelector("link").getAttribute("href"), new URL(source, root).href).href;
      return { id: of("id") + " " + of("updated"), title: of("title"), link: inside(link) };
    });
  };

  /**
   * A page of this site at the address that a feed gives, which may name another host than the reader came by.
   * @param {string} link
   */
  function inside(link) {
    const path = link.match(/(?:tinh|huyen|xa)\/[^/]+\/\d{4}\/[^/]+\/index\.html$/);
    return path ? root + path[0] : link;
  }

  /**
   * The button of a page that can be followed.
   * @param {HTMLElement} place
   */
  function offer(place) {
    const page = location.href
      .replace(/[?#].*$/, "")
      .slice(root.length)
      .replace(/^en\//, "");
    const source = place.dataset.watch;
    const button = hdnd.element("button", { class: "button button--quiet", type: "button" }, []);
    const show = () => {
      const follows = Boolean(hdnd.watched()[page]);
      button.setAttribute("aria-pressed", String(follows));
      button.textContent = english ? (follows ? "Following" : "Follow") : follows ? "Đang theo dõi" : "Theo dõi";
    };
    button.addEventListener("click", async () => {
      const watched = hdnd.watched();
      if (watched[page]) delete watched[page];
      else watched[page] = { source: source, seen: (await hdnd.news(source).catch(() => [])).map((one) => one.id) };
      hdnd.watch(watched);
      show();
    });
    show();
    place.append(button);
    place.hidden = false;
  }

  if (!/^https?:$/.test(location.protocol) || !globalThis.crypto || !crypto.subtle) return;
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-watch]"))) offer(place);
})((globalThis.hdnd = globalThis.hdnd || Object()));
