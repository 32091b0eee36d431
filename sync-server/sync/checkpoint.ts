import { hash } from "node:crypto";
import type { LocationId } from "#shared/kernel/ids.ts";
import { namesOf } from "#shared/kernel/object.ts";
import type { CollectionName } from "#shared/sync/collections.ts";
import { FEED_START, type FeedPlace } from "#sync-server/storage/sync/feed-store.ts";

/** What a checkpoint covers: the facts of this collection that the server serves to this device. */
export type PullScope = {
  readonly serverEpoch: string;
  readonly collection: CollectionName;
  /** A region, a device id (verdicts), or `*` for everybody. */
  readonly scope: string;
  /** That location's facts come first; null if the collection has no locations. */
  readonly locationId: number | null;
  /** Where the device is: of the staff, it holds those who work there. */
  readonly deviceLocationId: LocationId;
};

/**
 * Where a device is in its pull ([S13]): first the facts of its own location, then the rest of its
 * region, both up to `head`, the end of the feed when the pull began; then everything later.
 */
export type PullPosition = {
  readonly phase: PullPhase;
  readonly head: FeedPlace;
  /** The last fact served in this phase. */
  readonly after: FeedPlace;
};

export type PullPhase = "own" | "rest" | "tail";

type PhaseRules = {
  /** Whether it serves facts of the device's location or of the others; null: any, as they come. */
  readonly location: "own" | "other" | null;
  readonly next: PullPhase;
};

export const PULL_PHASES: Readonly<Record<PullPhase, PhaseRules>> = {
  own: { location: "own", next: "rest" },
  rest: { location: "other", next: "tail" },
  tail: { location: null, next: "tail" },
};

/** Where a device with no facts starts. */
export const startOf = (scope: PullScope, head: FeedPlace): PullPosition => ({
  phase: scope.locationId === null ? "tail" : "own",
  head,
  after: FEED_START,
});

/** Encodes a position for the device to send back. Opaque to the device. */
export const formatCheckpoint = (scope: PullScope, position: PullPosition): string => {
  const { phase, head, after } = position;
  return [VERSION, sealOf(scope), phase, head.tx, head.seq, after.tx, after.seq].join(".");
};

/** Decodes a checkpoint; null if this server didn't issue it for this scope ([S12]). */
export const parseCheckpoint = (scope: PullScope, text: string): PullPosition | null => {
  const match =
    /^c1\.([0-9a-f]{16})\.([a-z]+)\.(\d{1,20})\.(\d{1,15})\.(\d{1,20})\.(\d{1,15})$/.exec(text);
  if (!match) return null;
  const [, seal, phaseText, headTx = "", headSeq, tx = "", seq] = match;
  const phase = PHASES.find((name) => name === phaseText);
  if (seal !== sealOf(scope) || !phase) return null;
  return {
    phase,
    head: { tx: headTx, seq: Number(headSeq) },
    after: { tx, seq: Number(seq) },
  };
};

const VERSION = "c1";
const PHASES = namesOf(PULL_PHASES);

/** A hash of the server's epoch and the scope, so that checkpoints of others don't match. */
const sealOf = ({ serverEpoch, collection, scope, ...rest }: PullScope): string => {
  const { locationId, deviceLocationId } = rest;
  const sealed = [serverEpoch, collection, scope, locationId, deviceLocationId];
  return hash("sha256", JSON.stringify(sealed), "hex").slice(0, 16);
};
