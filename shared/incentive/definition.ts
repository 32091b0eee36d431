import { z } from "zod";
import { type Cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { namesOf } from "#shared/kernel/object.ts";
import {
  type AchievementDefinition,
  achievementDefinitionSchema,
  achievementRules,
} from "./achievements/achievement.ts";
import {
  type BenefitDefinition,
  benefitDefinitionSchema,
  benefitRules,
} from "./benefits/benefit.ts";
import type { Budget } from "./budget.ts";
import { type CreditDefinition, creditDefinitionSchema, creditRules } from "./credits/credit.ts";
import type { BodyOf, DefinitionRules } from "./definition-rules.ts";
import { type ListDefinition, listDefinitionSchema, listRules } from "./list-definition.ts";
import { type PointDefinition, pointDefinitionSchema, pointRules } from "./points/point.ts";
import { type Rate, rateRules, rateSchema } from "./points/rate.ts";
import { type RewardDefinition, rewardDefinitionSchema, rewardRules } from "./rewards/reward.ts";
import { type TierDefinition, tierDefinitionSchema, tierRules } from "./tiers/tier.ts";

/**
 * Every kind of definition. To add one, write its file beside `reward.ts` and a line here: the
 * compiler then names each table that still lacks it.
 */
export type Definitions = {
  readonly reward: RewardDefinition;
  readonly point: PointDefinition;
  readonly rate: Rate;
  readonly tier: TierDefinition;
  readonly benefit: BenefitDefinition;
  readonly credit: CreditDefinition;
  readonly achievement: AchievementDefinition;
  readonly list: ListDefinition;
};
export type DefinitionKind = keyof Definitions;
export type Definition = Definitions[DefinitionKind];
export type DefinitionBody<K extends DefinitionKind> = BodyOf<Definitions[K]>;

export const definitionSchemas: { readonly [K in DefinitionKind]: z.ZodType<Definitions[K]> } = {
  reward: rewardDefinitionSchema,
  point: pointDefinitionSchema,
  rate: rateSchema,
  tier: tierDefinitionSchema,
  benefit: benefitDefinitionSchema,
  credit: creditDefinitionSchema,
  achievement: achievementDefinitionSchema,
  list: listDefinitionSchema,
};

export const definitionKindSchema = z.enum(namesOf(definitionSchemas));

/** A definition of any kind. */
export const definitionSchema: z.ZodType<Definition> = z.union(Object.values(definitionSchemas));

export const definitionRules: { readonly [K in DefinitionKind]: DefinitionRules<Definitions[K]> } =
  {
    reward: rewardRules,
    point: pointRules,
    rate: rateRules,
    tier: tierRules,
    benefit: benefitRules,
    credit: creditRules,
    achievement: achievementRules,
    list: listRules,
  };

/**
 * What each lot of a kind is worth by its definition; null where its entries say it, as for all but
 * benefits.
 */
const worths: { readonly [K in DefinitionKind]: ((definition: Definitions[K]) => Cents) | null } = {
  reward: null,
  point: null,
  rate: null,
  tier: null,
  benefit: ({ valueCents }) => valueCents ?? ZERO_CENTS,
  credit: null,
  achievement: null,
  list: null,
};

/** What a lot is worth by its definition; null where its entries say it ([G4]). */
export const worthByDefinition = (definition: Definition): Cents | null =>
  worthOf(definition.kind, definition);

const worthOf = <K extends DefinitionKind>(kind: K, definition: Definitions[K]): Cents | null =>
  worths[kind]?.(definition) ?? null;

/** Definitions by kind, each kind sorted by id: points are drawn in that order. */
export type DefinitionsByKind = { readonly [K in DefinitionKind]: readonly Definitions[K][] };

/** The definitions by kind, each kind in the order passed in. */
export const groupDefinitions = (definitions: readonly Definition[]): DefinitionsByKind => {
  const inOrder = [...definitions].sort((a, b) => a.id - b.id);
  return {
    reward: ofKind(inOrder, "reward"),
    point: ofKind(inOrder, "point"),
    rate: ofKind(inOrder, "rate"),
    tier: ofKind(inOrder, "tier"),
    benefit: ofKind(inOrder, "benefit"),
    credit: ofKind(inOrder, "credit"),
    achievement: ofKind(inOrder, "achievement"),
    list: ofKind(inOrder, "list"),
  };
};

const ofKind = <K extends DefinitionKind>(
  definitions: readonly Definition[],
  kind: K,
): readonly Definitions[K][] =>
  // biome-ignore lint/plugin: the compiler infers it for each kind, but not for a parameter.
  definitions.filter((each): each is Definitions[K] => each.kind === kind);

/** Whether a definition or rate says what it may cost and who pays ([G1], [G8]). */
export const hasCost = (definition: Definition) => "budget" in definition;

/** The budget of a definition or rate; null if it has none, or its kind can't have one. */
export const budgetOf = (definition: Definition): Budget | null =>
  hasCost(definition) ? definition.budget : null;
