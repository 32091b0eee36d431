import { PassThrough, type Readable } from "node:stream";
import type { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { achievementDefinitionApi } from "#shared/api/incentive/achievements/achievement-definition.ts";
import { benefitDefinitionApi } from "#shared/api/incentive/benefits/benefit-definition.ts";
import {
  achievementDryRunSchema,
  achievementDryRunView,
  claimDryRunSchema,
  claimDryRunView,
  dryRunQuerySchema,
  dryRunSchema,
  dryRunView,
  exchangeDryRunSchema,
  exchangeDryRunView,
  tierDryRunSchema,
  tierDryRunView,
} from "#shared/api/incentive/dry-run.ts";
import { pointDefinitionApi } from "#shared/api/incentive/points/point-definition.ts";
import { rateApi } from "#shared/api/incentive/points/rate.ts";
import { rewardDefinitionApi } from "#shared/api/incentive/rewards/reward-definition.ts";
import { tierDefinitionApi } from "#shared/api/incentive/tiers/tier-definition.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { prepareDryRun } from "#sync-server/commerce/dry-run/dry-run.ts";
import { prepareAchievementDryRun } from "#sync-server/commerce/dry-run/dry-run-achievements.ts";
import {
  type ClaimDryRunRefusal,
  prepareClaimDryRun,
} from "#sync-server/commerce/dry-run/dry-run-claims.ts";
import {
  type ExchangeDryRunRefusal,
  prepareExchangeDryRun,
} from "#sync-server/commerce/dry-run/dry-run-exchanges.ts";
import type { OnDone, PreparedDryRun } from "#sync-server/commerce/dry-run/dry-run-span.ts";
import { prepareTierDryRun } from "#sync-server/commerce/dry-run/dry-run-tiers.ts";
import {
  type OneDryRunRefusal,
  oneDryRunAtATime,
} from "#sync-server/commerce/dry-run/one-dry-run-at-a-time.ts";
import { conflict, invalid, type RefusalTable } from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import type {
  UnsavedAchievement,
  UnsavedBenefit,
  UnsavedDefinition,
  UnsavedReward,
  UnsavedTier,
} from "#sync-server/incentive/unsaved-definition.ts";
import { definitionRefusals } from "./definition-routes.ts";
import { inProgramme } from "./in-programme.ts";

/**
 * `POST /points/definitions/dry-run`, `/rates/dry-run`, and the same of tiers, achievements,
 * rewards and benefits: try a definition on the past before it is saved ([Q8], [T13], [M13],
 * [W13], [N14]).
 */
export const addDryRuns = (mount: Mount): void => {
  const oneAtATime = oneDryRunAtATime();
  const addDryRun = <B extends z.ZodType<object>, N extends object, R, A extends z.ZodType>(
    path: string,
    scope: string,
    { api, complete, prepare, answer, view }: DryRunOf<B, N, R, A>,
  ): void =>
    addRoute(mount, {
      method: "POST",
      url: `${path}/dry-run`,
      scopes: [scope, "read-transactions"],
      tag: "dry runs",
      summary: "Try a definition on the past before it is saved",
      description:
        "Takes the body that creates a definition and writes nothing. With `Accept: application/x-ndjson` it reports its progress, a line each time, before the line with the result.",
      query: dryRunQuerySchema,
      body: (currency) => api(currency).created,
      answer: one(answer),
      handle: async (plane) => {
        const { body, query, currency, request, reply } = plane;
        const unsaved = api(currency).newOf(complete ? await complete(plane, body) : body);
        const prepared = await oneAtATime(() => prepare(plane, unsaved, query));
        if (!prepared.ok) return err(byReason(REFUSALS, prepared.error));
        const { total, run } = prepared.value;
        const closed = new AbortController();
        if (reply.raw.closed) closed.abort();
        reply.raw.once("close", () => closed.abort());
        const answered = async (onDone: OnDone) => ({
          data: view(await run(onDone, closed.signal), currency),
        });
        if (!request.headers.accept?.includes(LINES)) return ok(await answered(() => undefined));
        reply.type(LINES);
        return ok(linesOf(total, answered));
      },
    });
  addDryRun("/points/definitions", "read-point-definitions", {
    ...POINTS_EARNED,
    api: pointDefinitionApi,
  });
  addDryRun("/rates", "read-rate", { ...POINTS_EARNED, api: rateApi });
  addDryRun("/tiers/definitions", "read-tier-definitions", {
    api: () => tierDefinitionApi,
    complete: inProgramme,
    prepare: ({ read, now }, unsaved: UnsavedTier, { id, ...days }) =>
      prepareTierDryRun(read, { ...unsaved, id: id ?? null }, { days, now }),
    answer: tierDryRunSchema,
    view: tierDryRunView,
  });
  addDryRun("/achievements/definitions", "read-achievement-definitions", {
    api: () => achievementDefinitionApi,
    prepare: ({ read, now }, unsaved: UnsavedAchievement, { id, ...days }) =>
      prepareAchievementDryRun(read, { ...unsaved, id: id ?? null }, { days, now }),
    answer: achievementDryRunSchema,
    view: achievementDryRunView,
  });
  addDryRun("/rewards/definitions", "read-reward-definitions", {
    api: rewardDefinitionApi,
    prepare: ({ read, now }, unsaved: UnsavedReward, { id, ...days }) =>
      prepareExchangeDryRun(read, { ...unsaved, id: id ?? null }, { days, now }),
    answer: exchangeDryRunSchema,
    view: exchangeDryRunView,
  });
  addDryRun("/benefits/definitions", "read-benefit-definitions", {
    api: benefitDefinitionApi,
    prepare: ({ read, now }, unsaved: UnsavedBenefit, { id, ...days }) =>
      prepareClaimDryRun(read, { ...unsaved, id: id ?? null }, { days, now }),
    answer: claimDryRunSchema,
    view: claimDryRunView,
  });
};

type Query = z.output<typeof dryRunQuerySchema>;

type TryRefusal = ExchangeDryRunRefusal | ClaimDryRunRefusal;

/** A dry run of one kind of definition: how it is sent, tried and shown. */
type DryRunOf<B extends z.ZodType<object>, N extends object, R, A extends z.ZodType> = {
  readonly api: (currency: Currency) => {
    readonly created: B;
    readonly newOf: (sent: z.output<B>) => NoInfer<N>;
  };
  /** What the body means where it leaves something out. */
  readonly complete?: (plane: Plane, body: z.output<B>) => Promise<z.output<B>>;
  readonly prepare: (
    plane: Plane,
    unsaved: N,
    query: Query,
  ) => Promise<Result<PreparedDryRun<R>, TryRefusal>>;
  readonly answer: A;
  readonly view: (run: R, currency: Currency) => z.output<A>;
};

/** What sales would earn. */
const POINTS_EARNED = {
  prepare: ({ read }: Plane, unsaved: UnsavedDefinition, { id, ...days }: Query) =>
    prepareDryRun(read, { ...unsaved, id: id ?? null }, days),
  answer: dryRunSchema,
  view: dryRunView,
};

const LINES = "application/x-ndjson";

const REFUSALS: RefusalTable<OneDryRunRefusal<TryRefusal>> = {
  another_is_running: conflict("Another dry run is running. Try again in a minute."),
  ...definitionRefusals("definition"),
  not_exchangeable: invalid("point_price", "Only a reward with a price in points can be tried."),
  not_claimable: invalid("is_claimable", "Only a benefit that customers claim can be tried."),
  reads_balances: invalid(
    "claim_condition",
    "Conditions that read balances can't be tried on the past.",
  ),
  from_after_to: invalid("from", "The first day must not be after the last."),
  too_many_days: ({ max }) => invalid("to", `The span must not be longer than ${max} days.`),
};

/** The progress, a line each time it changes, and then the result. */
const linesOf = (total: number, answered: (onDone: OnDone) => Promise<object>): Readable => {
  const lines = new PassThrough();
  const write = (line: object) => lines.write(`${JSON.stringify(line)}\n`);
  answered((done) => write({ progress: { done, total } })).then(
    (result) => {
      write(result);
      lines.end();
    },
    (error: Error) => lines.destroy(error),
  );
  return lines;
};
