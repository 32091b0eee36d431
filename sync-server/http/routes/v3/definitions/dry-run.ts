import { PassThrough, type Readable } from "node:stream";
import type { z } from "zod";
import { dryRunQuerySchema, dryRunSchema, dryRunView } from "#shared/api/dry-run.ts";
import { one } from "#shared/api/envelope.ts";
import { pointDefinitionApi } from "#shared/api/point-definition.ts";
import { rateApi } from "#shared/api/rate.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { err, ok } from "#shared/kernel/result.ts";
import {
  type OneDryRunRefusal,
  oneDryRunAtATime,
} from "#sync-server/commerce/one-dry-run-at-a-time.ts";
import { conflict, invalid, type RefusalTable } from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import type { UnsavedDefinition } from "#sync-server/incentive/unsaved-definition.ts";
import { definitionRefusals } from "./definition-routes.ts";

/**
 * `POST /points/definitions/dry-run` and `/rates/dry-run`: try a definition on past sales before it
 * is saved ([Q8]).
 */
export const addDryRuns = (mount: Mount): void => {
  const prepareOne = oneDryRunAtATime();
  const addDryRun = <B extends z.ZodType<object>>(
    path: string,
    scope: string,
    api: (currency: Currency) => {
      readonly created: B;
      readonly newOf: (sent: z.output<B>) => UnsavedDefinition;
    },
  ): void =>
    addRoute(mount, {
      method: "POST",
      url: `${path}/dry-run`,
      scopes: [scope, "read-transactions"],
      tag: "dry runs",
      summary: "Try a definition on past sales before it is saved",
      description:
        "Takes the body that creates a definition and writes nothing. With `Accept: application/x-ndjson` it reports its progress, a line each time, before the line with the result.",
      query: dryRunQuerySchema,
      body: (currency) => api(currency).created,
      answer: one(dryRunSchema),
      handle: async ({ read, body, query, currency, request, reply }) => {
        const unsaved = { ...api(currency).newOf(body), id: query.id ?? null };
        const prepared = await prepareOne(read, unsaved, query);
        if (!prepared.ok) return err(byReason(REFUSALS, prepared.error));
        const { sales, run } = prepared.value;
        const closed = new AbortController();
        if (reply.raw.closed) closed.abort();
        reply.raw.once("close", () => closed.abort());
        const answered = async (onSales: (done: number) => void) => ({
          data: dryRunView(await run(onSales, closed.signal), currency),
        });
        if (!request.headers.accept?.includes(LINES)) return ok(await answered(() => undefined));
        reply.type(LINES);
        return ok(linesOf(sales, answered));
      },
    });
  addDryRun("/points/definitions", "read-point-definitions", pointDefinitionApi);
  addDryRun("/rates", "read-rate", rateApi);
};

const LINES = "application/x-ndjson";

const REFUSALS: RefusalTable<OneDryRunRefusal> = {
  another_is_running: conflict("Another dry run is going on. Try again in a minute."),
  ...definitionRefusals("definition"),
  from_after_to: invalid("from", "The first day must not be after the last."),
  too_many_days: ({ max }) => invalid("to", `The span must not be longer than ${max} days.`),
};

/** The progress, a line each time it changes, and then the result. */
const linesOf = (
  total: number,
  answered: (onSales: (done: number) => void) => Promise<object>,
): Readable => {
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
