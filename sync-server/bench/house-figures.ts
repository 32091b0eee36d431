import { printHouseFigures } from "#sync-server/testing/house-figures.ts";

/** Prints what it costs to grow: `node sync-server/bench/house-figures.ts`. */
await printHouseFigures();
