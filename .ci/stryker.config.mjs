/**
 * `npm run mutate`: breaks the rules in `shared/` in one place at a time, and runs the tests that
 * reach the place. A mutant that survives is a fault that the tests let through; below 90% killed,
 * it fails. One file: `npm run mutate -- --mutate shared/ledger/lot.ts`.
 */
export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: ".ci/shared-tests.config.ts" },
  mutate: ["shared/**/*.ts", "!shared/{api,apps,desktop,testing}/**", "!**/*.test.ts"],
  // What TypeScript would refuse: a word that no closed list has, an object without its fields.
  mutator: {
    excludedMutations: ["StringLiteral", "ObjectLiteral", "ArrayDeclaration", "ArrowFunction"],
  },
  coverageAnalysis: "perTest",
  // What is evaluated once, when a file is loaded, needs every test again for each mutant: hours.
  // That is the bounds in schemas, and closed tables, which the compiler holds to their words.
  ignoreStatic: true,
  // Tries again only what has changed since the last run, or whose tests have.
  incremental: true,
  incrementalFile: ".cache/stryker/incremental.json",
  tempDirName: ".cache/stryker/sandbox",
  ignorePatterns: ["dist", "release", "data", ".cache"],
  // A busy machine is slow; only an endless loop takes this long.
  timeoutMS: 15_000,
  // Stryker would read it with TypeScript's old API, which TypeScript 7 lacks. Vitest needs none.
  tsconfigFile: "none",
  reporters: ["clear-text", "progress-append-only"],
  clearTextReporter: { reportTests: false, allowColor: false },
  thresholds: { high: 95, low: 90, break: 90 },
};
