import { z } from "zod";
import { unlockByHandleSchema } from "#shared/incentive/achievements/unlock.ts";
import { type DefinitionRules, definitionFields } from "#shared/incentive/definition-rules.ts";
import { regionSchema } from "#shared/organisation/region.ts";

/** A hundred million points, in hundredths. */
const POINTS_MAX = 10_000_000_000;

/** How much one tier may issue. */
export const WELCOME_MAX = 5;

/** The programme of a tier that names none. */
const DEFAULT_PROGRAMME = "tier-points";

/** The template of a tier (DOMAIN §7.8). Its values are in hundredths of a point. */
export const tierDefinitionSchema = z.object({
  ...definitionFields("tier"),
  /**
   * The programme it is a level of: the handle of the point definition whose points count. A
   * profile holds at most one tier of each programme.
   */
  programme: z.string().min(1).max(100),
  /** The only region whose profiles can hold it; null: every region. */
  region: regionSchema.nullable(),
  /** The points of twelve months that reach it. */
  valueMin: z.int().min(0).max(POINTS_MAX),
  /** The points of a cycle that keep it; null: the same as reach it. */
  valueMaintain: z.int().min(0).max(POINTS_MAX).nullable(),
  /** Nobody in the programme falls below it. */
  isFloor: z.boolean(),
  /** Whether points over `valueMin` from before a cycle don't help to keep it. */
  disableCredit: z.boolean(),
  /** Whether staff may give it by hand. */
  isAssignable: z.boolean(),
  /** Whether anyone can still reach it. */
  isPublished: z.boolean(),
  /** It was deleted: nobody holds it any more from that day on ([T7]). */
  isDeleted: z.boolean(),
  /** What reaching it issues, in that order ([T14]). */
  welcome: z.array(unlockByHandleSchema).max(WELCOME_MAX),
  description: z.string().max(2000).nullable(),
  shortDescription: z.string().max(500).nullable(),
});
export type TierDefinition = z.infer<typeof tierDefinitionSchema>;

/** Defaults of a new definition. */
export const TIER_DEFAULTS = {
  programme: DEFAULT_PROGRAMME,
  region: null,
  valueMaintain: null,
  isFloor: false,
  disableCredit: false,
  isAssignable: true,
  isPublished: true,
  isDeleted: false,
  welcome: [],
  description: null,
  shortDescription: null,
} as const satisfies Partial<TierDefinition>;

export const tierRules: DefinitionRules<TierDefinition> = {
  fixed: ["programme", "region"],
  problemOf: () => null,
  retired: { isPublished: false, isAssignable: false, isDeleted: true },
};

/** The points that keep a tier, in hundredths. */
export const maintainValue = ({ valueMin, valueMaintain }: TierDefinition): number =>
  valueMaintain ?? valueMin;

/** Sorts the tiers of a programme from the lowest to the highest. */
export const compareTiers = (a: TierDefinition, b: TierDefinition): number =>
  a.valueMin - b.valueMin || a.id - b.id;
