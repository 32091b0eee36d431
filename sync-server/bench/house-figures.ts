import { printHouseFigures } from "#sync-server/testing/house-figures.ts";

/** Prints what it costs to grow: `npm run figures`. */
await printHouseFigures();
