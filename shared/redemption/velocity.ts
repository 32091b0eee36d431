import { z } from "zod";
import { addMs, type Instant, instantSchema } from "#shared/kernel/time.ts";

/** What is counted: redemptions, new profiles, and value given by hand over the API ([H1]). */
export const velocityCountedSchema = z.enum(["redemption", "join", "manual_issue"]);
export type VelocityCounted = z.infer<typeof velocityCountedSchema>;

/** Whose acts are counted together. */
export const velocityPerSchema = z.enum(["profile", "staff", "device", "token"]);
export type VelocityPer = z.infer<typeof velocityPerSchema>;

/**
 * What happens to an act beyond the limit: head office hears of it, or it is refused as well
 * ([H3]).
 */
export const velocityActionSchema = z.enum(["flag", "block"]);
export type VelocityAction = z.infer<typeof velocityActionSchema>;

/** Whether it refuses the act. */
export const REFUSES: Readonly<Record<VelocityAction, boolean>> = { flag: false, block: true };

/** A profile joins once, and nothing is issued by hand on a device. */
const COUNTED_PER: Readonly<Record<VelocityCounted, readonly VelocityPer[]>> = {
  redemption: ["profile", "staff", "device", "token"],
  join: ["staff", "device", "token"],
  manual_issue: ["profile", "staff", "token"],
};

export const velocityLimitSchema = z
  .object({
    counted: velocityCountedSchema,
    per: velocityPerSchema,
    maxPerHour: z.int().min(1).max(1000),
    whenOver: velocityActionSchema,
  })
  .refine(({ counted, per }) => COUNTED_PER[counted].includes(per), {
    path: ["per"],
    message: "must be one for which this is counted",
  });
export type VelocityLimit = z.infer<typeof velocityLimitSchema>;

/** At most one limit that flags and one that blocks for each count ([H1]). */
export const velocityLimitsSchema = z
  .array(velocityLimitSchema)
  .refine((limits) => new Set(limits.map(keyOf)).size === limits.length, {
    message: "must not limit the same twice",
  })
  .readonly();

const keyOf = ({ counted, per, whenOver }: VelocityLimit): string =>
  `${counted} ${per} ${whenOver}`;

/** The act would be one too many in an hour, and when it is possible again ([H3]). */
export const tooManyAnHourSchema = z.object({
  reason: z.literal("too_many_an_hour"),
  counted: velocityCountedSchema,
  againAt: instantSchema,
});
export type TooManyAnHour = Readonly<z.infer<typeof tooManyAnHourSchema>>;

const HOUR_MS = 3_600_000;

/** What an hour that goes over a limit looks like. */
export type OverLimit = {
  /** With the act itself. */
  readonly count: number;
  /** When the act would be within the limit, if nothing else happens until then. */
  readonly againAt: Instant;
};

/**
 * Whether an act at `at` is one too many ([H2]): in the hour that ends with it, as many have
 * happened already as the limit allows. Null if not. `earlier` may include older and later ones,
 * in any order.
 */
export const overLimit = (
  { maxPerHour }: Pick<VelocityLimit, "maxPerHour">,
  earlier: readonly Instant[],
  at: Instant,
): OverLimit | null => {
  const recent = earlier.filter((each) => isInHourTo(at, each)).toSorted((a, b) => a - b);
  // Once this one is an hour old, one fewer than the limit remain.
  const lastToWaitFor = recent[recent.length - maxPerHour];
  return lastToWaitFor === undefined
    ? null
    : { count: recent.length + 1, againAt: addMs(lastToWaitFor, HOUR_MS) };
};

const isInHourTo = (at: Instant, each: Instant): boolean => each > at - HOUR_MS && each <= at;

/** Whether two reports of one limit are about the same hour, so that one is enough ([H4]). */
export const isSameHour = (a: Instant, b: Instant): boolean => Math.abs(a - b) < HOUR_MS;

/** The instants that may matter to an act at `at`. */
export const hourAround = (at: Instant): { readonly after: Instant; readonly before: Instant } => ({
  after: addMs(at, -HOUR_MS),
  before: addMs(at, HOUR_MS),
});

/** Ids of those for whom an act is counted; null where there is none. */
export type VelocitySubjects = Readonly<Record<VelocityPer, string | null>>;

/** An act that a device knows of. */
export type KnownAct = { readonly subjects: VelocitySubjects; readonly at: Instant };

/**
 * Why a device must not do something, as far as it can see from its own acts ([H5]): the limit that
 * keeps it waiting longest. Null if no limit blocks it.
 */
export const blockedByVelocity = (
  limits: readonly VelocityLimit[],
  counted: VelocityCounted,
  known: readonly KnownAct[],
  act: KnownAct,
): TooManyAnHour | null =>
  latestOf(
    counted,
    limits
      .filter((limit) => limit.counted === counted && REFUSES[limit.whenOver])
      .flatMap((limit) => {
        const subject = act.subjects[limit.per];
        if (subject === null) return [];
        const earlier = known
          .filter(({ subjects }) => subjects[limit.per] === subject)
          .map(({ at }) => at);
        return overLimit(limit, earlier, act.at) ?? [];
      }),
  );

/**
 * The refusal for going over limits that block: possible again once every one of them allows it.
 */
export const latestOf = (
  counted: VelocityCounted,
  over: readonly OverLimit[],
): TooManyAnHour | null => {
  const [latest] = over.map(({ againAt }) => againAt).toSorted((a, b) => b - a);
  return latest === undefined ? null : { reason: "too_many_an_hour", counted, againAt: latest };
};
