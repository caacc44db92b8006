/* The state of the search page is its address: ?q=…&cap=…&hd=…&loai=…&nam=…&xep=ngay&trang=…; a link to it gives the same answer. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  /**
   * @param {string} search  location.search
   * @param {string[]} names  parameters of the facets
   * @returns {{q: string, page: number, newest: boolean, chosen: string[][]}}  `chosen[facet]`: values ticked
   */
  hdnd.readAddress = function (search, names) {
    const parameters = new URLSearchParams(search);
    const page = parseInt(parameters.get("trang") || "1", 10);
    return {
      q: parameters.get("q") || "",
      newest: parameters.get("xep") === "ngay",
      page: page >= 1 && page <= 1000 ? page : 1,
      chosen: names.map((name) => parameters.getAll(name).filter(Boolean).slice(0, 50)),
    };
  };

  /** The address of a state, relative to the page: "?q=…". */
  hdnd.writeAddress = function (state, names) {
    const parameters = new URLSearchParams();
    if (state.q) parameters.set("q", state.q);
    names.forEach((name, facet) => state.chosen[facet].forEach((value) => parameters.append(name, value)));
    if (state.newest) parameters.set("xep", "ngay");
    if (state.page > 1) parameters.set("trang", String(state.page));
    return "?" + parameters.toString();
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
