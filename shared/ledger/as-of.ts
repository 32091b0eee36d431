import { z } from "zod";
import type { LotId, ProfileId } from "#shared/kernel/ids.ts";
import { type Instant, later } from "#shared/kernel/time.ts";
import type { LedgerEntry } from "./entry.ts";
import { SOURCES } from "./entry-source.ts";
import { foldLot, groupAlike, isJoined, type Lot, openLot, spendableLots } from "./lot.ts";

/**
 * What a question about the past may use ([L12]). `at_the_time`: only what had been recorded by
 * that instant, so the answer is what a screen showed at the time, and never changes. `now`:
 * everything recorded since, by when it happened, so a sale that was voided later never earned
 * anything.
 */
export const knowledgeSchema = z.enum(["at_the_time", "now"]);
export type Knowledge = z.infer<typeof knowledgeSchema>;

/** Collects a profile's entries, each chain in order: answers with the lots that it had `at`. */
export const startLotsAsOf = (at: Instant, known: Knowledge) => {
  const lots = new Map<LotId, Lot>();
  const counts = COUNTS[known](at);
  return {
    /** Whether the entry counts. */
    add: (entry: LedgerEntry): boolean => {
      const held = lots.get(entry.lotId);
      const isCounted = counts(entry);
      // A lot that points were joined into later may have been drawn for something earlier.
      if (!isCounted && !held && entry.kind === "join") {
        const opened = openLot(entry);
        // Not one that got its points back: what is taken from it before it was there never counts.
        if (isJoined(opened)) lots.set(entry.lotId, { ...opened, remaining: 0 });
      }
      // What was taken from a lot that wasn't there yet doesn't count either.
      if (!isCounted || (held === undefined && entry.amount <= 0)) return false;
      lots.set(entry.lotId, held ? foldLot(held, entry) : openLot(entry));
      return true;
    },
    /** Every lot, whether it could be spent or not. */
    all: (): readonly Lot[] => settled([...lots.values()]),
    /** Those that could be spent, in order of consumption. */
    lots: (): readonly Lot[] => spendableLots(settled([...lots.values()]), at),
  };
};

/**
 * What was drawn from points after they were joined, for something that happened before, comes out
 * of the lots that they were in then ([L15]).
 */
const settled = (lots: readonly Lot[]): readonly Lot[] => {
  if (lots.every(({ remaining }) => remaining >= 0)) return lots;
  return groupAlike(lots).flatMap((alike) => {
    let owed = alike.reduce((sum, { remaining }) => sum + Math.max(0, -remaining), 0);
    return alike.map((lot) => {
      const part = Math.min(owed, Math.max(0, lot.remaining));
      owed -= part;
      return { ...lot, remaining: Math.max(0, lot.remaining) - part };
    });
  });
};

type Counts = (at: Instant) => (entry: LedgerEntry) => boolean;

const COUNTS: Readonly<Record<Knowledge, Counts>> = {
  at_the_time: (at) => {
    const knownAt = new Map<ProfileId, Instant>();
    return ({ profileId, recordedAt }) => {
      // No earlier than the entries before it in its chain, even if a server's clock went back.
      const known = later(knownAt.get(profileId) ?? recordedAt, recordedAt);
      knownAt.set(profileId, known);
      return known <= at;
    };
  },
  now: (at) => {
    const happenedAt = new Map<string, Instant>();
    return ({ commandId, kind, source, occurredAt }) => {
      happenedAt.set(commandId, occurredAt);
      // What a void takes never was, from the first that the transaction moved.
      if (SOURCES[source.type].isTransaction && !happenedAt.has(source.id)) {
        happenedAt.set(source.id, occurredAt);
      }
      // What is issued or owed is there from its own instant on, whatever it gives back.
      if (kind === "issue" || kind === "shortfall") return occurredAt <= at;
      // The source of a reversal is the command that it undoes: undone, that never happened.
      return (happenedAt.get(source.id) ?? occurredAt) <= at;
    };
  },
};
