import { isUnanswered, settledState } from "#shared/sync/on-top.ts";
import { pushResponseSchema } from "#shared/sync/protocol.ts";
import { type CaughtUpMs, isSettled } from "#shared/sync/settled.ts";
import type { Verdict } from "#shared/sync/verdict.ts";
import { pendingOf } from "./durable.ts";
import type { DeviceWorld, Session } from "./session.ts";

const PUSH_TIMEOUT_MS = 30_000;
const RETRY_MEAN_MS = 20_000;

/**
 * Sends commands in the order of their places, and resends them until they have verdicts. One
 * request at a time, unless the scenario has a hasty device: the server must keep the order all the
 * same ([S2]).
 */
export const pushNow = (world: DeviceWorld, session: Session): void => {
  const { durable, random, scenario, schedule } = world;
  const isHasty = random.chance(scenario.hastyShare);
  if (!world.isCurrent(session) || (session.underWay.size > 0 && !isHasty)) return;
  const waiting = pendingOf(durable).filter(
    ({ command }) => !session.underWay.has(command.commandId),
  );
  const batch = waiting.slice(0, random.between(1, scenario.batchMax));
  if (batch.length === 0) return;

  const ids = batch.map(({ command }) => command.commandId);
  for (const entry of batch) {
    durable.outbox.set(entry.command.commandId, { ...entry, wasSent: true });
    session.underWay.add(entry.command.commandId);
  }
  const request = { path: "push" as const, commands: batch.map(({ command }) => command) };
  world.note(`pushes ${batch.map(({ command }) => command.deviceSeq).join(" ")}`);

  let isOver = false;
  const end = (): void => {
    isOver = true;
    for (const id of ids) session.underWay.delete(id);
  };
  world.send(session, request, (answer) => {
    if (isOver) return;
    end();
    const response = pushResponseSchema.parse(answer);
    world.heard(session, response.serverTime);
    takeVerdicts(world, response.verdicts);
    if (response.verdicts.length > 0) pushNow(world, session);
    else retryLater(world, session);
  });
  schedule.after(PUSH_TIMEOUT_MS, () => {
    if (isOver || !world.isCurrent(session)) return;
    end();
    session.isOnline = false;
    retryLater(world, session);
  });
};

const retryLater = (world: DeviceWorld, session: Session): void =>
  world.schedule.after(world.random.waitMs(RETRY_MEAN_MS), () => pushNow(world, session));

/** Records verdicts, from a push or from the feed; if a command gets two, either will do. */
export const takeVerdicts = (world: DeviceWorld, verdicts: readonly Verdict[]): void => {
  for (const verdict of verdicts) {
    const entry = world.durable.outbox.get(verdict.commandId);
    if (!entry || !isUnanswered(entry)) continue;
    world.durable.outbox.set(verdict.commandId, { ...entry, state: "settling", verdict });
    world.answeredAtMs.set(verdict.commandId, world.schedule.now());
    world.note(`hears ${verdict.status} for ${entry.command.deviceSeq}`);
  }
};

/** Moves on the answered commands whose effects are in the pulled facts. */
export const settle = (world: DeviceWorld, caughtUpMs: CaughtUpMs): void => {
  for (const [id, entry] of world.durable.outbox) {
    const answeredMs = world.answeredAtMs.get(id) ?? null;
    if (entry.state !== "settling" || !isSettled(entry.command, answeredMs, caughtUpMs)) continue;
    world.durable.outbox.set(id, { ...entry, state: settledState(entry.verdict) });
  }
};
