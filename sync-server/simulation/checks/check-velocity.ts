import { z } from "zod";
import { commandIdSchema } from "#shared/kernel/ids.ts";
import type { VelocityLimit } from "#shared/redemption/velocity.ts";
import type { Command } from "#shared/sync/command.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import type { Records } from "./records.ts";

const HOUR_MS = 3_600_000;

/** Something that a limit counts, in the order in which the server recorded it. */
type Act = {
  readonly seq: number;
  readonly subjectId: string | null;
  readonly at: number;
  readonly commandId: string | null;
};

/**
 * [H2] to [H5]: counts every hour again. Nothing that waited for the server went beyond a limit
 * that blocks, whatever went beyond a limit was reported, and nothing else was, nor twice in an
 * hour.
 */
export const checkVelocity = (
  history: History,
  records: Records,
  limits: readonly VelocityLimit[],
): void => {
  for (const limit of limits) {
    const acts = actsFor(limit, history, records);
    const reports = reportsOf(limit, records);
    for (const act of acts) {
      if (countBefore(acts, act) >= limit.maxPerHour) checkOver(history, limit, act, reports);
    }
    for (const report of reports) checkReport(history, limit, report, { acts, reports });
  }
  for (const { deviceId, redeemedLately, deviceMaxPerHour } of history.risks) {
    if (deviceMaxPerHour !== null && redeemedLately >= deviceMaxPerHour) {
      history.violate(`[H5] ${deviceId} went on after ${redeemedLately} redemptions in an hour`);
    }
  }
};

const checkOver = (
  history: History,
  limit: VelocityLimit,
  act: Act,
  reports: readonly Report[],
): void => {
  const text = `${act.commandId} of ${act.subjectId} at ${act.at}`;
  if (limit.whenOver === "block" && !wasDone(history, act)) {
    history.violate(`[H3] ${text} wasn't blocked by ${JSON.stringify(limit)}`);
  }
  if (!reports.some((each) => isSame(each, act) && Math.abs(each.at - act.at) < HOUR_MS)) {
    history.violate(`[H4] ${text} wasn't reported for ${JSON.stringify(limit)}`);
  }
  history.count(`${limit.counted} over a limit to ${limit.whenOver}`);
};

/** A device did it before the server knew. */
const wasDone = (history: History, { commandId }: Act): boolean => {
  const command = commandOf(history, commandId);
  if (command?.kind === "redeem") return command.mode === "at_risk";
  return command?.kind === "create_profile";
};

const commandOf = (history: History, commandId: string | null): Command | undefined => {
  const id = commandIdSchema.safeParse(commandId);
  return id.success ? history.made.get(id.data)?.command : undefined;
};

const checkReport = (
  history: History,
  limit: VelocityLimit,
  report: Report,
  all: { readonly acts: readonly Act[]; readonly reports: readonly Report[] },
): void => {
  const { maxPerHour } = limit;
  const text = `the report of ${report.subjectId} at ${report.at}`;
  const isFirst = !all.reports.some(
    (each) =>
      each.seq < report.seq && isSame(each, report) && Math.abs(each.at - report.at) < HOUR_MS,
  );
  if (!isFirst) history.violate(`[H4] ${text} repeats one of the same hour`);
  const count = countBefore(all.acts, report) + 1;
  if (count <= maxPerHour || report.count !== count) {
    history.violate(`[H2] ${text} counts ${report.count} of ${maxPerHour}, ${count} happened`);
  }
};

const countBefore = (acts: readonly Act[], { seq, subjectId, at }: Act): number =>
  acts.filter(
    (each) =>
      each.seq < seq && each.subjectId === subjectId && each.at > at - HOUR_MS && each.at <= at,
  ).length;

const isSame = (a: Act, b: Act): boolean => a.subjectId === b.subjectId;

/** Redemptions carry whose they are; of a new profile the command says who made it. */
const actsFor = (limit: VelocityLimit, history: History, records: Records): readonly Act[] =>
  records.events.flatMap((event) => {
    const { seq, kind, occurred_at: at, command_id: commandId } = event;
    if (limit.counted === "redemption" && kind === "redemption.created") {
      const { deviceId, staffId } = redemptionSchema.parse(JSON.parse(event.context));
      const subjectId = limit.per === "device" ? deviceId : staffId;
      return subjectId === null ? [] : [{ seq, subjectId, at, commandId }];
    }
    if (limit.counted === "join" && kind === "profile.created") {
      const subjectId = commandOf(history, commandId)?.staffId ?? null;
      return subjectId === null ? [] : [{ seq, subjectId, at, commandId }];
    }
    return [];
  });

const redemptionSchema = z.object({
  deviceId: z.string().nullable(),
  staffId: z.string().nullable(),
});

type Report = Act & { readonly count: number };

const reportsOf = (limit: VelocityLimit, records: Records): readonly Report[] =>
  records.events.flatMap(({ seq, kind, context, occurred_at: at, command_id: commandId }) => {
    if (kind !== "velocity.exceeded") return [];
    const { subjectId, count, ...of } = reportSchema.parse(JSON.parse(context));
    const isOurs =
      of.counted === limit.counted && of.per === limit.per && of.whenOver === limit.whenOver;
    return isOurs ? [{ seq, subjectId, at, commandId, count }] : [];
  });

const reportSchema = z.object({
  counted: z.string(),
  per: z.string(),
  whenOver: z.string(),
  subjectId: z.string(),
  count: z.number(),
});
