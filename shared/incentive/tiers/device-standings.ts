import type { DefinitionsByKind } from "#shared/incentive/definition.ts";
import { addToDay, dayIn, type Instant } from "#shared/kernel/time.ts";
import type { DeviceTiers, SentTierDay } from "./device-tiers.ts";
import { takeCheckpoint } from "./take-checkpoint.ts";
import { tierDaysForDevice } from "./tier-days-for-device.ts";
import type { TierDay, TierFacts } from "./tier-facts.ts";
import { tierProgrammesIn } from "./tier-programmes.ts";
import { type TierStanding, tierStanding } from "./tier-standing.ts";

/** Most profiles have fewer, so sending them takes no replay. */
const MOMENTS_SENT_MAX = 50;

/** A programme's facts, and when devices are sent them again because time has passed. */
type ProgrammeToSend = {
  readonly programme: string;
  readonly facts: TierFacts;
  readonly againAt: Instant | null;
};

/**
 * What a device needs of a programme's facts from an instant on; null if there are none ([T9]). If
 * they are many, only those of the last year, and what the others came to. If they will be sent
 * again (`againAt`), those that will still count then are sent by the month ([T15]).
 */
export const deviceTiersOf = (
  { programme, facts, againAt }: ProgrammeToSend,
  now: Instant,
  momentsMax = MOMENTS_SENT_MAX,
): DeviceTiers | null => {
  const moments = facts.days.length + facts.assignments.length;
  if (facts.checkpoint === null && moments === 0) return null;
  const { checkpoint, days, assignments } =
    moments > momentsMax ? recent(facts, againAt, now) : facts;
  return {
    programme,
    checkpoint,
    days: days.map(sentDay),
    assignments: assignments.map(({ at, definitionId }) => ({ at, definitionId })),
  };
};

const sentDay = ({ day, gained, lost }: TierDay): SentTierDay =>
  lost === 0 ? [day, gained] : [day, gained, lost];

const heldDay = ([day, gained, lost = 0]: SentTierDay): TierDay => ({ day, gained, lost });

/** Yesterday's checkpoint leaves today to be judged by a tier that is defined today ([T7]). */
const recent = (facts: TierFacts, againAt: Instant | null, now: Instant): TierFacts => {
  const checkpoint = takeCheckpoint(facts, addToDay(dayIn(now, facts.zone), { days: -1 }));
  return {
    ...facts,
    checkpoint,
    days: tierDaysForDevice(facts, checkpoint, againAt),
    assignments: facts.assignments.filter(({ at }) => dayIn(at, facts.zone) > checkpoint.through),
  };
};

/** What head office has defined, and where the device is. */
export type TierSettings = Pick<TierFacts, "versions" | "zone"> & {
  readonly definitions: Pick<DefinitionsByKind, "tier" | "point">;
  readonly region: string;
};

/** Where a profile stands in a programme, and what head office calls it. */
export type NamedStanding = {
  readonly programme: string;
  readonly name: string;
  readonly standing: TierStanding;
};

/**
 * Where a profile stands in every programme of a region at an instant, the main one first: what the
 * server would answer then, worked out from what a device holds ([T15]).
 */
export const deviceStandings = (
  { definitions, region, versions, zone }: TierSettings,
  held: readonly DeviceTiers[],
  now: Instant,
): readonly NamedStanding[] =>
  tierProgrammesIn(definitions, region).map(({ handle: programme, name, tierIds }) => {
    const known = held.find((each) => each.programme === programme);
    const facts: TierFacts = {
      versions: versions.filter(({ definition }) => tierIds.has(definition.id)),
      days: known?.days.map(heldDay) ?? [],
      checkpoint: known?.checkpoint ?? null,
      assignments: known?.assignments ?? [],
      zone,
    };
    return { programme, name, standing: tierStanding(facts, now) };
  });
