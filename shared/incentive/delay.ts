import { z } from "zod";
import { type DelayType, delayedBy, delayTypeSchema } from "#shared/kernel/period.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import type { DefinitionProblem } from "./definition-rules.ts";

/** How long points are pending after they are earned (DOMAIN §7.4). */
export const delayFields = {
  /** 0: not at all. Null in a rate: as long as its definition says; null in that: not at all. */
  issuePeriod: z.int().min(0).max(10_000).nullable(),
  issuePeriodType: delayTypeSchema,
};
export type Delay = z.infer<z.ZodObject<typeof delayFields>>;

/** No delay of its own. */
export const NO_DELAY = { issuePeriod: null, issuePeriodType: "days" } as const satisfies Delay;

/** Refuses a delay too long for a calendar: more than about a century. */
export const problemOfDelay = ({
  issuePeriod,
  issuePeriodType,
}: Delay): DefinitionProblem | null => {
  const max = DELAY_MAX[issuePeriodType];
  return (issuePeriod ?? 0) > max
    ? { reason: "delay_too_long", max, delayType: issuePeriodType }
    : null;
};

const DELAY_MAX: Readonly<Record<DelayType, number>> = {
  hours: 10_000,
  days: 10_000,
  weeks: 5_000,
  months: 1_200,
  years: 100,
};

/** When points earned at an instant become active; the instant itself if they aren't delayed. */
export const activeAfter = (
  at: Instant,
  zone: TimeZone,
  { issuePeriod, issuePeriodType: type }: Delay,
): Instant => (issuePeriod ? delayedBy(at, zone, { period: issuePeriod, type }) : at);
