import { setImmediate as nextTurn } from "node:timers/promises";
import { BehaviorSubject, firstValueFrom, skip } from "rxjs";
import { expect, test } from "vitest";
import type { PullPage } from "#renderer/data/server/sync-client.ts";
import { configFacts, profileFact } from "#renderer/testing/sample-facts.ts";
import { instant } from "#shared/kernel/time.ts";
import { createPullHandler } from "./pull-handler.ts";

const page = (to: number, hasMore: boolean, documents: readonly unknown[]): PullPage => ({
  documents: [...documents],
  checkpoint: `e1.${to}`,
  hasMore,
  isOnlineOnly: false,
  serverEpoch: "e1",
  serverTime: instant(1),
});

const handlerOver = (pages: Readonly<Record<string, PullPage>>) => {
  const asked: (string | null)[] = [];
  const caughtUp: number[] = [];
  const stored$ = new BehaviorSubject<string | null>(null);
  const state = { resyncCount: 0 };
  const handler = createPullHandler({
    collection: "profiles",
    fetchPage: (checkpoint) => {
      asked.push(checkpoint);
      return Promise.resolve(pages[checkpoint ?? ""] ?? page(0, false, []));
    },
    stored: () => stored$.value,
    whenMoreStored: async () => {
      await firstValueFrom(stored$.pipe(skip(1)));
    },
    isAborted: () => false,
    monotonicMs: () => asked.length,
    resyncCount: () => state.resyncCount,
    reconcile: () => Promise.resolve(),
    onStored: () => undefined,
    onCaughtUp: (at) => caughtUp.push(at),
  });
  return { handler, asked, caughtUp, state, store: (to: number) => stored$.next(`e1.${to}`) };
};

const isPending = async (promise: Promise<unknown>): Promise<boolean> => {
  // Nothing here waits for a timer: what hasn't settled by the next turn waits for someone.
  return (await Promise.race([promise, nextTurn("pending")])) === "pending";
};

test("doesn't ask again after the last page", async () => {
  const { handler, asked, caughtUp, store } = handlerOver({ "": page(1, false, [profileFact(1)]) });
  const first = await handler(undefined, 1);
  expect(first).toMatchObject({ checkpoint: { collection: "profiles", at: "e1.1" } });
  const end = handler(first.checkpoint, 1);
  expect(await isPending(end)).toBe(true);
  expect(caughtUp).toEqual([]);
  store(1);
  expect(await end).toMatchObject({ documents: [] });
  expect(caughtUp).toHaveLength(1);
  expect(asked).toEqual([null]);
});

test("a resync after the last page was requested causes another request", async () => {
  const { handler, asked, state } = handlerOver({
    "": page(1, false, [profileFact(1)]),
    "e1.1": page(2, false, [profileFact(2)]),
  });
  const first = await handler(undefined, 1);
  state.resyncCount += 1;
  expect(await handler(first.checkpoint, 1)).toMatchObject({ checkpoint: { at: "e1.2" } });
  expect(asked).toEqual([null, "e1.1"]);
});

test("RxDB gets at most two pages that aren't durable, and one more is fetched ahead", async () => {
  const { handler, asked, store } = handlerOver({
    "": page(1, true, [profileFact(1)]),
    "e1.1": page(2, true, [profileFact(2)]),
    "e1.2": page(3, true, [profileFact(3)]),
    "e1.3": page(4, true, [profileFact(4)]),
  });
  const first = await handler(undefined, 1);
  const second = await handler(first.checkpoint, 1);
  const third = handler(second.checkpoint, 1);
  expect(await isPending(third)).toBe(true);
  expect(asked).toEqual([null, "e1.1", "e1.2", "e1.3"]);
  store(1);
  expect(await third).toMatchObject({ checkpoint: { at: "e1.3" } });
});

test("when RxDB has merged two pages, the later checkpoint covers both", async () => {
  const { handler, store } = handlerOver({
    "": page(1, true, [profileFact(1)]),
    "e1.1": page(2, false, [profileFact(2)]),
  });
  const first = await handler(undefined, 1);
  const second = await handler(first.checkpoint, 1);
  const end = handler(second.checkpoint, 1);
  store(2);
  expect(await end).toMatchObject({ documents: [] });
});

test("doesn't request an unreadable last page forever", async () => {
  const { handler, asked, caughtUp } = handlerOver({ "": page(5, false, configFacts()) });
  expect(await handler(undefined, 1)).toMatchObject({ documents: [] });
  expect(await handler(undefined, 1)).toMatchObject({ documents: [] });
  expect(asked).toEqual([null, "e1.5"]);
  expect(caughtUp).toHaveLength(2);
});
