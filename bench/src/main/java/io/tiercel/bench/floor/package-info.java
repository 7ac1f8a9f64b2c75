/**
 * What the machine and bare libraries give: the least that any design on them has to pay. Place: beside the engine,
 * without any of it. Input: settings. Output: windows of times and rates. Owning threads: one that measures, and for
 * a floor between two processors its partner.
 */
package io.tiercel.bench.floor;
