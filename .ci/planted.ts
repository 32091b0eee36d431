/**
 * The files that the wall tests plant: a small clean repository, and one file for each violation.
 */

export type Planted = {
  readonly wall: string;
  /** Path of the planted file. With `package.json`, `source` names the dependency to plant. */
  readonly file: string;
  readonly source: string;
  /**
   * Codes that the gates must report for this file: TypeScript errors, Biome rules, kinds of Knip
   * issue.
   */
  readonly stoppedBy: readonly string[];
};

/** One file in each folder, using what that folder may use. */
export const clean: Readonly<Record<string, string>> = {
  "shared/kernel/logic.ts": `import jsonLogic from "json-logic-js";
export const isTrue = (rule: boolean): boolean => jsonLogic.truthy(rule);
export const asBrand = (text: string): "brand" => text as "brand";
`,
  "shared/ledger/decide.ts": `import { z } from "zod";
import { asBrand, isTrue } from "#shared/kernel/logic.ts";
import { one as first } from "./one.ts";
const kinds = ["a", "b"] as const;
export const decide = (day: string): unknown => [
  z.string(), isTrue(true), asBrand("a"), first, kinds, new Date(day),
];
`,
  "shared/ledger/one.ts": "export const one = 1;\n",
  "shared/ledger/decide.test.ts": `import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { decide } from "./decide.ts";
it("decides", () => {
  fc.assert(fc.property(fc.integer(), (n) => n < Infinity));
  expect(decide(String(crc32("a")))).toBeDefined();
});
`,
  "shared/client/create-client.ts": `export const createClient = (): string => "";\n`,
  "sync-server/main.ts": `import { port } from "./config.ts";
import { serve } from "#sync-server/http/serve.ts";
await serve(port);
`,
  "sync-server/config.ts": `export const port = process.env["PORT"] ?? "0";\n`,
  "sync-server/http/serve.ts": `import { push } from "#sync-server/sync/push.ts";
export const serve = async (port: string): Promise<string> => (await push()) + port;
`,
  "sync-server/sync/push.ts": `import { append } from "#sync-server/ledger/append.ts";
export const push = async (): Promise<string> => append();
`,
  "sync-server/ledger/append.ts": `import { decide } from "#shared/ledger/decide.ts";
import { insert } from "#sync-server/storage/insert.ts";
export const append = (): string => String(decide(insert()));
`,
  "sync-server/storage/insert.ts": `import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
export const insert = (): string => String([DatabaseSync, sql]);
`,
  "renderer/clienteling/main.tsx": `import { router } from "./router.tsx";
document.title = String(router);
`,
  "renderer/clienteling/router.tsx": `import { route } from "./routes/redeem.tsx";
export const router = [route];
`,
  "renderer/clienteling/routes/redeem.tsx": `import { RedeemScreen } from "#renderer/clienteling/features/redeem/redeem-screen.tsx";
export const route = RedeemScreen;
`,
  "renderer/clienteling/features/redeem/redeem-screen.tsx": `import { useState } from "react";
import { submit } from "#renderer/data/submit.ts";
import { useTheme } from "#renderer/state/theme.ts";
import { Amount } from "#renderer/ui/amount.tsx";
import { useRedeem } from "./use-redeem.ts";
export const RedeemScreen = () => {
  const [cents] = useState(useRedeem());
  return <Amount cents={cents + submit().length + useTheme().length} />;
};
`,
  "renderer/clienteling/features/redeem/use-redeem.ts":
    "export const useRedeem = (): number => 1;\n",
  "renderer/state/theme.ts": `import { create } from "zustand";
export const useTheme = create(() => "light");
`,
  "renderer/ui/amount.tsx": `export const Amount = (props: { readonly cents: number }) => <b>{props.cents}</b>;\n`,
  "renderer/data/submit.ts": `import { createRxDatabase } from "rxdb";
import { find } from "#renderer/search/find.ts";
import { decide } from "#shared/ledger/decide.ts";
export type Answer = "yes" | "no";
export const submit = (): string => String([createRxDatabase, decide, find()]);
export const start = (): Worker => new Worker(new URL("./worker/index.worker.ts", import.meta.url));
`,
  "renderer/search/find.ts": `import { one } from "#shared/ledger/one.ts";
export const find = (): number => one;
`,
  "renderer/words/sentence.ts": `import type { Answer } from "#renderer/data/submit.ts";
export const sentence = (answer: Answer): string => answer;
`,
  "renderer/api/ask.ts": `import { z } from "zod";
export const ask = (): unknown => z.string();
`,
  "renderer/page/mount.tsx": `import { Amount } from "#renderer/ui/amount.tsx";
export const mount = () => <Amount cents={1} />;
`,
  "renderer/manager/main.tsx": `import { router } from "./router.tsx";
document.title = String(router);
`,
  "renderer/manager/router.tsx": `import { ask } from "#renderer/api/ask.ts";
import { mount } from "#renderer/page/mount.tsx";
export const router = [ask, mount];
`,
  "renderer/portal/main.tsx": `import { router } from "./router.tsx";
document.title = String(router);
`,
  "renderer/portal/router.tsx": `import { sentence } from "#renderer/words/sentence.ts";
export const router = [sentence];
`,
  "renderer/data/submit.test.ts": `import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { start, submit } from "./submit.ts";
it("submits", () => {
  expect([submit(), start, readFileSync]).toBeDefined();
});
`,
  "renderer/data/worker/index.worker.ts": `declare const self: DedicatedWorkerGlobalScope;
export const flush = async (file: FileSystemFileHandle): Promise<void> =>
  (await file.createSyncAccessHandle()).flush();
self.postMessage(flush.name);
`,
  "electron/main.ts": `import { join } from "node:path";
import { app } from "electron";
import { decide } from "#shared/ledger/decide.ts";
app.setName(join(String(decide("")), process.env["NAME"] ?? ""));
`,
  "electron/preload.ts": `import { contextBridge } from "electron";
contextBridge.exposeInMainWorld("desktop", { title: document.title });
`,
  "vitest.config.ts": `import { defineConfig } from "vitest/config";
export default defineConfig({});
`,
};

const imports = (specifier: string): string =>
  `import * as it from "${specifier}";\nexport const used = it;\n`;
const walled = ["plugin"];

const impure: readonly Planted[] = [
  ["process", "TS2591"],
  ["fetch", "TS2304"],
  ["document", "TS2584"],
  ["setTimeout", "TS2304"],
  ["console", "TS2584"],
  ["crypto", "TS2304"],
].map(([name = "", code = ""]) => ({
  wall: `shared has no ${name}`,
  file: `shared/ledger/plant-${name.toLowerCase()}.ts`,
  source: `export const used = ${name};\n`,
  stoppedBy: [code],
}));

const unfit: readonly Planted[] = ["shared/ledger", "renderer/search"].flatMap((folder) =>
  ["Date.now()", "Date.now", "new Date()", "Math.random()"].map((call, index) => ({
    wall: `${folder} does not call ${call}`,
    file: `${folder}/plant-call-${index}.ts`,
    source: `export const used = ${call};\n`,
    stoppedBy: ["plugin"],
  })),
);

/** [where, what it imports, further codes] */
const crossings: readonly (readonly [string, string, ...string[]])[] = [
  ["shared/ledger", "react"],
  ["shared/ledger", "lodash/x", "TS2307"],
  ["shared/ledger", "@mantine/core"],
  ["shared/ledger", "json-logic-js"],
  ["shared/ledger", "node:fs"],
  ["shared/ledger", "#renderer/state/theme.ts", "TS6059", "TS6307"],
  ["shared/ledger", "#sync-server/config.ts", "TS6059", "TS6307"],
  ["shared/ledger", "../kernel/logic.ts"],
  ["shared/kernel", "#shared/ledger/one.ts"],
  ["renderer/ui", "#sync-server/config.ts", "TS6059"],
  ["renderer/ui", "#electron/main.ts", "TS6059"],
  ["renderer/ui", "#renderer/data/submit.ts"],
  ["renderer/ui", "#renderer/state/theme.ts"],
  ["renderer/ui", "#renderer/clienteling/features/redeem/use-redeem.ts"],
  ["renderer/ui", "rxdb"],
  ["renderer/ui", "zustand"],
  ["renderer/ui", "#renderer/page/mount.tsx"],
  ["renderer/page", "#renderer/clienteling/router.tsx"],
  ["renderer/search", "#renderer/data/submit.ts"],
  ["renderer/search", "react"],
  ["renderer/state", "#renderer/search/find.ts"],
  ["renderer/clienteling/features/find", "#renderer/search/find.ts"],
  ["renderer/words", "react"],
  ["renderer/words", "#renderer/ui/amount.tsx"],
  ["renderer/words", "#renderer/data/submit.ts"],
  ["renderer/api", "#renderer/ui/amount.tsx"],
  ["renderer/http", "#renderer/data/submit.ts"],
  ["renderer/clienteling", "#renderer/api/ask.ts"],
  ["renderer/clienteling", "#renderer/manager/router.tsx"],
  ["renderer/clienteling", "#renderer/portal/router.tsx"],
  ["renderer/manager", "#renderer/clienteling/router.tsx"],
  ["renderer/manager", "#renderer/portal/router.tsx"],
  ["renderer/manager", "#renderer/data/submit.ts"],
  ["renderer/portal", "#renderer/clienteling/router.tsx"],
  ["renderer/portal", "#renderer/manager/router.tsx"],
  ["renderer/portal", "#renderer/state/theme.ts"],
  ["renderer/data", "react"],
  ["renderer/data", "#renderer/ui/amount.tsx"],
  ["renderer/data", "#renderer/state/theme.ts"],
  ["renderer/data", "#renderer/clienteling/features/redeem/use-redeem.ts"],
  ["renderer/data/session", "#renderer/data/assembly/open-device.ts", "TS2307"],
  ["renderer/data/worker", "#sync-server/config.ts", "TS6059"],
  ["renderer/state", "dexie"],
  ["renderer/clienteling", "#renderer/clienteling/main.tsx"],
  ["renderer/clienteling/routes", "rxdb/plugins/core"],
  [
    "renderer/clienteling/features/profile/rewards",
    "#renderer/clienteling/features/redeem/use-redeem.ts",
  ],
  ["renderer/clienteling/features/find", "#renderer/clienteling/features/redeem/use-redeem.ts"],
  ["renderer/clienteling/features/find", "#renderer/clienteling/routes/redeem.tsx"],
  ["renderer/clienteling/features/find", "rxdb"],
  ["renderer/clienteling/features/find", "dexie"],
  ["renderer/clienteling/features/find", "../redeem/use-redeem.ts"],
  ["renderer/clienteling", "./../manager/router.tsx"],
  ["sync-server/ledger", "./../http/serve.ts"],
  ["sync-server", "./main.ts"],
  ["sync-server", "pg"],
  ["sync-server/cli", "kysely"],
  ["sync-server/cli", "#sync-server/main.ts"],
  ["sync-server/cli", "#renderer/state/theme.ts", "TS6059"],
  ["sync-server/cli", "#electron/main.ts", "TS6059"],
  ["sync-server/storage", "#sync-server/http/serve.ts"],
  ["sync-server/storage", "#sync-server/sync/push.ts"],
  ["sync-server/storage", "#sync-server/ledger/append.ts"],
  ["sync-server/storage", "#sync-server/writes.ts"],
  ["sync-server/sync", "#sync-server/http/serve.ts"],
  ["sync-server/sync", "kysely"],
  ["sync-server/http", "node:sqlite"],
  ["sync-server/http", "node:https"],
  ...domainFolders().flatMap((folder) => [
    [folder, "#sync-server/http/serve.ts"] as const,
    [folder, "#sync-server/sync/push.ts"] as const,
    [folder, "kysely"] as const,
  ]),
  ["sync-server/ledger", "fastify"],
  ["sync-server/storage", "#shared/api/organisation/setting.ts", "TS2307"],
  ["sync-server/sync", "#shared/api/organisation/setting.ts", "TS2307"],
  ["electron", "#sync-server/config.ts", "TS6059"],
  ["electron", "#renderer/state/theme.ts", "TS6059"],
  ["electron", "react"],
  ["electron", "./main.ts"],
];

function domainFolders(): readonly string[] {
  return [
    "ledger",
    "incentive",
    "redemption",
    "commerce",
    "catalogue",
    "organisation",
    "profile",
    "clienteling",
    "access",
    "import",
    "demo",
  ].map((name) => `sync-server/${name}`);
}

const crossed: readonly Planted[] = crossings.map(([folder, specifier, ...codes], index) => ({
  wall: `${folder} does not import ${specifier}`,
  file: `${folder}/plant-import-${index}.ts`,
  source: imports(specifier),
  stoppedBy: [...walled, ...codes],
}));

const styled: readonly Planted[] = [
  {
    wall: "a worker has no document",
    file: "renderer/data/worker/plant-document.ts",
    source: "export const used = document;\n",
    stoppedBy: ["TS2584"],
  },
  {
    wall: "the screens have no process",
    file: "renderer/ui/plant-process.ts",
    source: "export const used = process;\n",
    stoppedBy: ["TS2591"],
  },
  {
    wall: "the server has no document",
    file: "sync-server/http/plant-document.ts",
    source: "export const used = document;\n",
    stoppedBy: ["TS2584"],
  },
  {
    wall: "the shell's main process has no document",
    file: "electron/plant-document.ts",
    source: "export const used = document;\n",
    stoppedBy: ["TS2584"],
  },
  {
    wall: "only sync-server/outgoing calls other hosts",
    file: "sync-server/http/plant-fetch.ts",
    source: `export const used = fetch("https://example.com/a.png");\n`,
    stoppedBy: walled,
  },
  {
    wall: "only sync-server/outgoing calls other hosts, by whatever module",
    file: "sync-server/jobs/plant-request.ts",
    source: `import { get } from "node:http";\nexport const used = get("http://example.com/a.png");\n`,
    stoppedBy: walled,
  },
  {
    wall: "only sync-server/outgoing connects to other hosts",
    file: "sync-server/http/plant-connect.ts",
    source: `import { connect } from "node:net";\nexport const used = connect(80, "example.com");\n`,
    stoppedBy: walled,
  },
  {
    wall: "process.env is read in config.ts only",
    file: "sync-server/http/plant-env.ts",
    source: `export const used = process.env["PORT"];\n`,
    stoppedBy: ["lint/style/noProcessEnv"],
  },
  {
    wall: "no import cycle, also through #area",
    file: "sync-server/http/plant-cycle.ts",
    source: `import { b } from "#sync-server/http/plant-cycle-back.ts";\nexport const a = (): number => b();\n`,
    stoppedBy: ["lint/suspicious/noImportCycles"],
  },
  {
    wall: "no import cycle, the way back",
    file: "sync-server/http/plant-cycle-back.ts",
    source: `import { a } from "./plant-cycle.ts";\nexport const b = (): number => a();\n`,
    stoppedBy: ["lint/suspicious/noImportCycles"],
  },
  {
    wall: "files are kebab-case",
    file: "sync-server/http/BadName.ts",
    source: "export const used = 1;\n",
    stoppedBy: ["lint/style/useFilenamingConvention"],
  },
  {
    wall: "no default export",
    file: "sync-server/http/plant-default.ts",
    source: "export default 1;\n",
    stoppedBy: ["lint/style/noDefaultExport"],
  },
  {
    wall: "no enum",
    file: "sync-server/http/plant-enum.ts",
    source: "export enum Kind {\n  A = 1,\n}\n",
    stoppedBy: ["lint/style/noEnum", "TS1294"],
  },
  {
    wall: "no any",
    file: "sync-server/http/plant-any.ts",
    source: "export const used = (value: any): string => String(value);\n",
    stoppedBy: ["lint/suspicious/noExplicitAny"],
  },
  {
    wall: "no cast",
    file: "sync-server/http/plant-cast.ts",
    source: "export const used = (value: unknown): string => value as string;\n",
    stoppedBy: ["plugin"],
  },
  {
    wall: "no custom schema without a check",
    file: "sync-server/http/plant-custom.ts",
    source: `import { z } from "zod";\nexport const used = z.custom<string>();\n`,
    stoppedBy: ["plugin"],
  },
  {
    wall: "no class",
    file: "sync-server/http/plant-class.ts",
    source: "export class Used {}\n",
    stoppedBy: ["plugin"],
  },
  {
    wall: "no barrel",
    file: "sync-server/http/plant-barrel.ts",
    source: `export { serve } from "./serve.ts";\nexport * from "./serve.ts";\n`,
    stoppedBy: ["lint/performance/noBarrelFile", "lint/performance/noReExportAll"],
  },
  {
    wall: "no skipped test",
    file: "sync-server/http/plant-skipped.test.ts",
    source: `import { it } from "vitest";\nit.skip("is skipped", () => {});\n`,
    stoppedBy: ["lint/suspicious/noSkippedTests"],
  },
  {
    wall: "no focused test",
    file: "sync-server/http/plant-focused.test.ts",
    source: `import { it } from "vitest";\nit.only("is alone", () => {});\n`,
    stoppedBy: ["lint/suspicious/noFocusedTests"],
  },
  {
    wall: "an import at run time goes through no wall either",
    file: "renderer/ui/plant-dynamic.ts",
    source: `export const used = (): Promise<unknown> => import("rxdb");\n`,
    stoppedBy: ["plugin"],
  },
  {
    wall: "words/ imports no code of the device at run time either",
    file: "renderer/words/plant-dynamic.ts",
    source: `export const used = (): Promise<unknown> => import("#renderer/data/submit.ts");\n`,
    stoppedBy: ["plugin"],
  },
  {
    wall: "words/ passes on no code of the device either",
    file: "renderer/words/plant-passed-on.ts",
    source: `export { submit } from "#renderer/data/submit.ts";\n`,
    stoppedBy: ["plugin"],
  },
  {
    wall: "words/ passes on nothing of the device as a whole either",
    file: "renderer/words/plant-all-passed-on.ts",
    source: `export * from "#renderer/data/submit.ts";\n`,
    stoppedBy: ["plugin"],
  },
  {
    wall: "JSON isn't any type one wishes",
    file: "sync-server/http/plant-json.ts",
    source: "export const used = (text: string): string => JSON.parse(text);\n",
    stoppedBy: ["plugin"],
  },
  {
    wall: "no any as a schema",
    file: "shared/ledger/plant-z-any.ts",
    source: `import { z } from "zod";\nexport const used = z.any();\n`,
    stoppedBy: ["plugin"],
  },
  ...["Date.now()", "new Date()", "{ now: Date.now }"].map((clock, index) => ({
    wall: `a program takes the time from a clock, not from ${clock}`,
    file: `sync-server/http/plant-clock-${index}.ts`,
    source: `export const used = ${clock};\n`,
    stoppedBy: ["plugin"],
  })),
  ...[
    ["sync-server/http", "globalThis.Date.now()"],
    ["sync-server/http", 'Date["now"]()'],
    ["sync-server/http", "process.uptime()"],
    ["sync-server/http", 'Math["random"]()'],
    ["sync-server/http", "performance.timeOrigin"],
    ["sync-server/http", "Math.random()"],
    ["sync-server/storage", '"select now()"'],
    ["sync-server/storage", "`update t set at = current_timestamp`"],
    ["shared/ledger", "globalThis.Date.now()"],
    ["shared/ledger", 'Math["random"]()'],
    ["shared/ledger", "performance.timeOrigin"],
  ].map(([folder, source], index) => ({
    wall: `${folder} is given time and chance, and doesn't take them by ${source}`,
    file: `${folder}/plant-taken-${index}.ts`,
    source: `export const used = ${source};\n`,
    stoppedBy: ["plugin"],
  })),
  {
    wall: "a screen's clock has no other name",
    file: "renderer/ui/plant-clock.ts",
    source: "const { now } = Date;\nexport const used = now;\n",
    stoppedBy: ["plugin"],
  },
  {
    wall: "SQL by way of the dependencies",
    file: "sync-server/ledger/plant-sql.ts",
    source: `import type { ReadDeps } from "#sync-server/storage/sql.ts";
export const used = (deps: ReadDeps): unknown => deps.sql.selectFrom("profiles");
`,
    stoppedBy: ["plugin"],
  },
  {
    wall: "SQL taken out of the dependencies",
    file: "sync-server/ledger/plant-sql-taken-out.ts",
    source: `import type { ReadDeps } from "#sync-server/storage/sql.ts";
export const used = ({ sql }: ReadDeps): unknown => sql;
`,
    stoppedBy: ["plugin"],
  },
  {
    wall: "nothing is taken for there without a check",
    file: "shared/ledger/plant-non-null.ts",
    source: "export const used = (texts: readonly string[]): string => texts[0]!;\n",
    stoppedBy: ["lint/style/noNonNullAssertion"],
  },
  {
    wall: "a concurrent test takes its own expect",
    file: "sync-server/http/plant-concurrent.test.ts",
    source: `import { describe, expect, it } from "vitest";
describe.concurrent("beside others", () => {
  it("counts", async () => {
    await Promise.resolve();
    expect(1).toBe(1);
  });
});
`,
    stoppedBy: ["plugin"],
  },
  ...[
    `vi.mock("./serve.ts")`,
    `vi.spyOn(serving, "serve")`,
    `vi.stubGlobal("fetch", () => serving)`,
  ].map((source, index) => ({
    wall: `no mocks, such as ${source}`,
    file: `sync-server/http/plant-mock-${index}.test.ts`,
    source: `import { vi } from "vitest";\nimport * as serving from "./serve.ts";\n${source};\nvi.fn(serving.serve);\n`,
    stoppedBy: ["plugin"],
  })),
  ...[
    ["a type guard", "(text: unknown): text is string => text !== 1"],
    ["an assertion", "(text: unknown): asserts text is string => undefined"],
    ["what Reflect gets", `Reflect.get({}, "a")`],
    ["what Reflect calls", "Reflect.apply(String, undefined, [])"],
  ].map(([what, source], index) => ({
    wall: `nothing is believed without a proof, such as ${what}`,
    file: `sync-server/http/plant-unproved-${index}.ts`,
    source: `export const used = ${source};\n`,
    stoppedBy: ["plugin"],
  })),
  ...[
    "let last = 1;",
    "const known = new Map<string, string>();",
    "const known: Set<string> = new Set();",
    "const known = new WeakMap<object, string>();",
    "const waiting: string[] = [];",
    "const byName: Record<string, string> = {};",
  ].map((source, index) => ({
    wall: `a module keeps nothing: ${source}`,
    file: `${index % 2 === 0 ? "shared/ledger" : "sync-server/ledger"}/plant-kept-${index}.ts`,
    source: `export ${source}\n`,
    stoppedBy: ["plugin"],
  })),
  ...["Number.parseFloat(text)", "Number(text) * 100", "Number(text) / 100", "(1).toFixed(2)"].map(
    (source, index) => ({
      wall: `money is no float: ${source}`,
      file: `renderer/ui/plant-float-${index}.ts`,
      source: `export const used = (text: string) => [text, ${source}];\n`,
      stoppedBy: ["plugin"],
    }),
  ),
  ...["getHours()", "getTimezoneOffset()", "toLocaleDateString()"].map((read, index) => ({
    wall: `nobody asks for the machine's zone or language: ${read}`,
    file: `shared/ledger/plant-local-${index}.ts`,
    source: `export const used = (at: Date) => at.${read};\n`,
    stoppedBy: ["plugin"],
  })),
  ...[
    "expect(1);",
    "expect(1).not;",
    "await expect(promise);",
    "await expect(promise).resolves.toBe;",
  ].map((source, index) => ({
    wall: `a test that expects something calls a matcher: ${source}`,
    file: `sync-server/http/plant-bare-${index}.test.ts`,
    source: `import { expect, it } from "vitest";
const promise = Promise.resolve(1);
it("expects", async () => {
  await promise;
  ${source}
});
`,
    stoppedBy: ["plugin"],
  })),
  ...[
    "await new Promise((resolve) => setTimeout(resolve, 100));",
    "await new Promise<void>(function (done) { setTimeout(() => done(), 100); });",
    "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);",
    `import { setTimeout as pause } from "node:timers/promises";\nawait pause(100);`,
    `import * as timers from "timers/promises";\nawait timers.setTimeout(100);`,
    `import { promisify } from "node:util";\nawait promisify(setTimeout)(100);`,
    `const { setTimeout: pause } = await import("node:timers/promises");\nawait pause(100);`,
  ].map((source, index) => ({
    wall: `no fixed pauses in tests: ${source}`,
    file: `sync-server/http/plant-pause-${index}.test.ts`,
    source: `${source}\nexport {};\n`,
    stoppedBy: ["plugin"],
  })),
  ...[
    ["a test of a screen expects something", "useExpect", "Math.max(1);"],
    [
      "and expects it whatever happens",
      "noConditionalExpect",
      "if (Math.max(1)) expect(1).toBe(1);",
    ],
  ].map(([wall = "", rule = "", source = ""]) => ({
    wall,
    file: `renderer/ui/plant-${rule.toLowerCase()}.test.ts`,
    source: `import { expect, it } from "vitest";\nit("does", () => {\n  ${source}\n});\nexport const used = expect;\n`,
    stoppedBy: [`lint/suspicious/${rule}`],
  })),
  {
    wall: "a switch names every case",
    file: "sync-server/http/plant-switch.ts",
    source: `export const used = (kind: "a" | "b"): void => {
  switch (kind) {
    case "a":
      return;
  }
};
`,
    stoppedBy: ["lint/nursery/useExhaustiveSwitchCases"],
  },
  {
    wall: "a promise is awaited",
    file: "sync-server/http/plant-promise.ts",
    source: `import { push } from "#sync-server/sync/push.ts";\nexport const used = (): void => {\n  push();\n};\n`,
    stoppedBy: ["lint/nursery/noFloatingPromises"],
  },
  {
    wall: "an index may miss",
    file: "sync-server/http/plant-index.ts",
    source: "export const used = (list: readonly string[]): string => list[0];\n",
    stoppedBy: ["TS2322"],
  },
  {
    wall: "no export that nobody uses",
    file: "sync-server/storage/insert-more.ts",
    source: "export const unused = 1;\n",
    stoppedBy: ["knip files"],
  },
  {
    wall: "no dependency that nobody uses",
    file: "package.json",
    source: "iconv-lite",
    stoppedBy: ["knip devDependencies"],
  },
];

/**
 * Planted in a tree of their own, because an import through a wall also brings in the globals of
 * the other side.
 */
export const crossingImports: readonly Planted[] = [
  ...crossed,
  ...[
    `import { touchFeed } from "FROM";\nexport const used = touchFeed;\n`,
    `import { touchFeed as touch } from "FROM";\nexport const used = touch;\n`,
    `import * as feed from "FROM";\nexport const used = feed;\n`,
    `export const used = import("FROM");\n`,
    `export { touchFeed as used } from "FROM";\n`,
    `export * from "FROM";\n`,
  ].map((source, index) => ({
    wall: `only run-write.ts writes to the feed: ${source.split("\n")[0]}`,
    file: `sync-server/ledger/plant-touch-${index}.ts`,
    source: source.replace("FROM", "#sync-server/storage/sync/touch-feed.ts"),
    stoppedBy: walled,
  })),
  {
    wall: "only run-write.ts writes to the events",
    file: "sync-server/storage/reaction/plant-insert.ts",
    source: `import { insertEvents } from "./insert-events.ts";\nexport const used = insertEvents;\n`,
    stoppedBy: walled,
  },
];

export const otherViolations: readonly Planted[] = [...impure, ...unfit, ...styled];
