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
})((globalThis.hdnd = globalThis.hdnd || Object()));
