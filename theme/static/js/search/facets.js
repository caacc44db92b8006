/* How many of the answers are of each level, council, type and year; and which of them the ticked boxes leave. */
(function (/** @type {Hdnd} */ hdnd) {
  "use strict";

  /** Whether a document passes the ticked values: one of each facet that has any. */
  hdnd.passes = function (columns, chosen, slot, except) {
    return chosen.every(function (values, facet) {
      return facet === except || !values.length || values.includes(columns[facet][slot]);
    });
  };

  /**
   * Counts of a facet's values among the answers; ticks of other facets count, its own do not.
   * @returns {Array<{value: string, count: number}>} ticked ones always, in the order given by `before`
   */
  hdnd.countFacet = function (columns, chosen, slots, facet, before) {
    const counts = new Map(chosen[facet].map((value) => [value, 0]));
    for (const slot of slots) {
      if (!hdnd.passes(columns, chosen, slot, facet)) continue;
      const value = columns[facet][slot];
      if (value) counts.set(value, (counts.get(value) || 0) + 1);
    }
    return Array.from(counts, ([value, count]) => ({ value: value, count: count })).sort(before);
  };

  /** The order of a facet's boxes: as its labels stand, or the commonest first. */
  hdnd.boxOrder = function (facet) {
    if (facet.order === "newest") return (one, other) => (one.value < other.value ? 1 : -1);
    const listed = Object.keys(facet.values || {});
    if (facet.order === "listed") return (one, other) => listed.indexOf(one.value) - listed.indexOf(other.value);
    return (one, other) => other.count - one.count || (one.value < other.value ? -1 : 1);
  };
})((globalThis.hdnd = globalThis.hdnd || Object()));
