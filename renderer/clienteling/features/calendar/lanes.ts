import { spanOf } from "#shared/clienteling/appointment.ts";
import type { Opening } from "#shared/organisation/openings.ts";

/** As high as a finger needs; a shorter appointment takes as much room. */
export const SHORTEST_MINUTES = 30;

/** Where something is drawn in its column: beside which of those at the same time. */
export type Lane<T> = { readonly of: T; readonly lane: number; readonly lanes: number };

type Timed = Parameters<typeof spanOf>[0];

/**
 * Puts what overlaps side by side. Of those that follow without a gap all are as wide, and each is
 * in the first lane that is free.
 */
export const lanesOf = <T>(all: readonly T[], timeOf: (of: T) => Timed): readonly Lane<T>[] => {
  const drawn = all
    .map((of) => {
      const { from, until } = spanOf(timeOf(of));
      return { of, from, until: Math.max(until, from + SHORTEST_MINUTES) };
    })
    .toSorted((a, b) => a.from - b.from || b.until - a.until);
  const lanes: Lane<T>[] = [];
  let group: { readonly of: T; readonly lane: number }[] = [];
  let ends: number[] = [];
  const close = () => {
    for (const each of group) lanes.push({ ...each, lanes: ends.length });
    group = [];
    ends = [];
  };
  for (const { of, from, until } of drawn) {
    if (ends.every((end) => end <= from)) close();
    const free = ends.findIndex((end) => end <= from);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = until;
    group.push({ of, lane });
  }
  close();
  return lanes;
};

/** The hours that a day shows: those of the store, and those in which there is something. */
export const hoursOf = (
  all: readonly Timed[],
  openings: readonly Opening[] | null,
): { readonly from: number; readonly until: number } => {
  const open = openings === null || openings.length === 0 ? [USUAL] : openings;
  const spans = [...open, ...all.map(spanOf)];
  const from = Math.min(...spans.map((span) => span.from));
  const until = Math.max(...spans.map((span) => span.until));
  return { from: Math.floor(from / 60), until: Math.min(24, Math.ceil(until / 60)) };
};

const USUAL = { from: 9 * 60, until: 18 * 60 };
