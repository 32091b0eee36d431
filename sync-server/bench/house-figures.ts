import { printHouseFigures } from "#sync-server/testing/house-figures.ts";

/** Prints what growing costs: `node sync-server/bench/house-figures.ts`. */
await printHouseFigures();
