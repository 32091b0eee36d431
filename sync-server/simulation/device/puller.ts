import { z } from "zod";
import {
  type CollectionName,
  collectionNames,
  collections,
  type FactOf,
} from "#shared/sync/collections.ts";
import { pullResponseSchema } from "#shared/sync/protocol.ts";
import { verdictSchema } from "#shared/sync/verdict.ts";
import type { Cache } from "./durable.ts";
import { settle, takeVerdicts } from "./pusher.ts";
import type { DeviceWorld, Session } from "./session.ts";

const PULL_TIMEOUT_MS = 60_000;
const RETRY_MEAN_MS = 20_000;
const GIVE_UP_SHARE = 0.25;

/**
 * Pulls every collection, or (as if the stream had named some) each with a chance of one half.
 * Retries requests without an answer, and eventually leaves them to the next call.
 */
export const pullNow = (world: DeviceWorld, session: Session, which: "all" | "some"): void => {
  for (const collection of collectionNames) {
    if (which === "all" || world.random.chance(0.5)) pull(world, session, collection);
  }
};

const pull = (world: DeviceWorld, session: Session, collection: CollectionName): void => {
  if (!world.isCurrent(session) || session.pulling.has(collection)) return;
  session.pulling.add(collection);
  pullPage(world, session, collection);
};

const pullPage = (world: DeviceWorld, session: Session, collection: CollectionName): void => {
  const { durable, schedule, random, scenario } = world;
  if (!world.isCurrent(session)) return;
  const askedAtMs = schedule.now();
  let isOver = false;
  const request = {
    path: "pull",
    collection,
    checkpoint: durable.cache.checkpoints.get(collection) ?? null,
    limit: random.between(1, scenario.pageLimit),
  } as const;
  world.send(session, request, (answer) => {
    if (isOver) return;
    isOver = true;
    const refused = refusalSchema.safeParse(answer);
    if (refused.success) {
      world.note(`is refused a pull: ${refused.data.code}`);
      session.pulling.delete(collection);
      if (refused.data.code === "checkpoint_foreign") forgetFacts(durable.cache, collection);
      return;
    }
    const page = pullResponseSchema.parse(answer);
    world.heard(session, page.serverTime, page.isOnlineOnly);
    takeDocuments(durable.cache, collection, page.documents);
    durable.cache.checkpoints.set(collection, page.checkpoint);
    if (collections[collection].answersCommands) takeVerdictFacts(world, page.documents);
    if (page.hasMore) return pullPage(world, session, collection);
    session.pulling.delete(collection);
    catchUp(world, session, collection, askedAtMs);
  });
  schedule.after(PULL_TIMEOUT_MS, () => {
    if (isOver || !world.isCurrent(session)) return;
    isOver = true;
    session.isOnline = false;
    if (random.chance(GIVE_UP_SHARE)) session.pulling.delete(collection);
    else schedule.after(random.waitMs(RETRY_MEAN_MS), () => pullPage(world, session, collection));
  });
};

const catchUp = (
  world: DeviceWorld,
  session: Session,
  collection: CollectionName,
  askedAtMs: number,
): void => {
  session.caughtUpAtMs.set(collection, askedAtMs);
  if (collections[collection].datesFacts) world.heardFacts(session, askedAtMs);
  settle(world, session.caughtUpAtMs);
};

const refusalSchema = z.object({ code: z.string() });
const goneSchema = z.object({ id: z.string(), _deleted: z.literal(true) });

const forgetFacts = (cache: Cache, collection: CollectionName): void => {
  cache.checkpoints.delete(collection);
  cache.documents[collection].clear();
};

/** Stores a page of documents. One that can't be read is a bug in the server. */
export const takeDocuments = <N extends CollectionName>(
  cache: Cache,
  collection: N,
  documents: readonly unknown[],
): void => {
  const held: Map<string, FactOf<N>> = cache.documents[collection];
  for (const document of documents) {
    const gone = goneSchema.safeParse(document);
    if (gone.success) held.delete(gone.data.id);
    else {
      const { id } = z.looseObject({ id: z.string() }).parse(document);
      held.set(id, collections[collection].schema.parse(document));
    }
  }
};

const takeVerdictFacts = (world: DeviceWorld, documents: readonly unknown[]): void => {
  takeVerdicts(
    world,
    documents.map((document) => verdictSchema.parse(document)),
  );
};
