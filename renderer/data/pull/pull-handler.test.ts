import { expect, test } from "vitest";
import type { PullPage } from "#renderer/data/server/sync-client.ts";
import { configFacts, profileFact } from "#renderer/testing/sample-facts.ts";
import { instant } from "#shared/kernel/time.ts";
import { createPullHandler } from "./pull-handler.ts";

const page = (to: number, hasMore: boolean, documents: readonly unknown[]): PullPage => ({
  documents: [...documents],
  checkpoint: `e1.${to}`,
  hasMore,
  serverEpoch: "e1",
  serverTime: instant(1),
});

const handlerOver = (pages: Readonly<Record<string, PullPage>>) => {
  const asked: (string | null)[] = [];
  const caughtUp: number[] = [];
  const state = { resyncCount: 0, stored: [] as string[] };
  const handler = createPullHandler({
    collection: "profiles",
    fetchPage: (checkpoint) => {
      asked.push(checkpoint);
      return Promise.resolve(pages[checkpoint ?? ""] ?? page(0, false, []));
    },
    whenStored: (checkpoint) => {
      state.stored.push(checkpoint);
      return Promise.resolve();
    },
    isAborted: () => false,
    monotonicMs: () => asked.length,
    resyncCount: () => state.resyncCount,
    keepAside: () => Promise.resolve(),
    onStored: () => undefined,
    onCaughtUp: (at) => caughtUp.push(at),
  });
  return { handler, asked, caughtUp, state };
};

test("it asks no more after the last page than the server has to say", async () => {
  const { handler, asked, caughtUp, state } = handlerOver({ "": page(1, false, [profileFact(1)]) });
  const first = await handler(undefined, 1);
  expect(first).toMatchObject({
    documents: [{}],
    checkpoint: { collection: "profiles", at: "e1.1" },
  });
  expect(caughtUp).toEqual([]);
  expect(await handler(first.checkpoint, 1)).toMatchObject({ documents: [] });
  expect(state.stored).toEqual(["e1.1"]);
  expect(caughtUp).toHaveLength(1);
  expect(asked).toEqual([null]);
});

test("a resync since the last page was asked for is looked at before it stops", async () => {
  const { handler, asked, state } = handlerOver({
    "": page(1, false, [profileFact(1)]),
    "e1.1": page(2, false, [profileFact(2)]),
  });
  const first = await handler(undefined, 1);
  state.resyncCount += 1;
  expect(await handler(first.checkpoint, 1)).toMatchObject({ checkpoint: { at: "e1.2" } });
  expect(asked).toEqual([null, "e1.1"]);
});

test("one page ahead and no more is fetched while RxDB writes", async () => {
  const { handler, asked } = handlerOver({
    "": page(1, true, [profileFact(1)]),
    "e1.1": page(2, true, [profileFact(2)]),
    "e1.2": page(3, true, [profileFact(3)]),
  });
  await handler(undefined, 1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked).toEqual([null, "e1.1"]);
});

test("a last page of which nothing can be read is not asked for for ever", async () => {
  const { handler, asked, caughtUp } = handlerOver({ "": page(5, false, configFacts()) });
  expect(await handler(undefined, 1)).toMatchObject({ documents: [] });
  expect(await handler(undefined, 1)).toMatchObject({ documents: [] });
  expect(asked).toEqual([null, "e1.5"]);
  expect(caughtUp).toHaveLength(2);
});
