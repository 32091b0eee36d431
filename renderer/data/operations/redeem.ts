import { filter, firstValueFrom, map, merge, timer } from "rxjs";
import { createMutex } from "#renderer/data/concurrency/mutex.ts";
import type { ByStaff, Device, RedeemRequest } from "#renderer/data/device.ts";
import { readProfileFacts } from "#renderer/data/query/fact-queries.ts";
import type {
  BenefitOutcome,
  RedeemDecline,
  RedeemOutcome,
} from "#renderer/data/redeem-outcome.ts";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  chooseMode,
  type ModeChoice,
  refusalOfClaim,
  refusalOfUse,
} from "#shared/redemption/choose-mode.ts";
import { DEFAULT_STRATEGIES } from "#shared/redemption/policy.ts";
import { earlierOnDevice } from "#shared/sync/earlier-in-sale.ts";
import { type Standing, standingOf } from "#shared/sync/standing.ts";
import { hasEffect, type Verdict } from "#shared/sync/verdict.ts";
import { commandBase, type OperationDeps } from "./operation-deps.ts";

type BenefitRequest = Parameters<Device["redeemBenefit"]>[0];
type ClaimRequest = Parameters<Device["claimBenefit"]>[0];
type FullRequest = RedeemRequest & ByStaff;

/**
 * Redeems at the counter. Deciding and writing happen under one lock, so that two redemptions never
 * spend the same limit.
 */
export const createRedeem = (
  deps: OperationDeps,
  markSeen: (commandIds: readonly CommandId[]) => Promise<void>,
) => {
  const { outbox, connection, parts, time } = deps;
  const withLock = createMutex();

  const readStanding = async (profileId: ProfileId): Promise<Standing> => {
    const facts = await readProfileFacts(deps.cache(), profileId);
    return standingOf({
      profileId,
      facts,
      held: outbox.entries$.value,
      redeemed: outbox.redeemed(),
      programme: deps.config().programme,
      server: connection.read(),
      now: time.now(),
    });
  };

  const choose = (standing: Standing, request: RedeemRequest): ModeChoice => {
    const { receiptRef = null } = request;
    const known = [...outbox.redeemed(), ...outbox.entries$.value];
    const earlier = earlierOnDevice(known, { receiptRef, at: standing.at });
    return chooseMode(standing, { ...request, earlier });
  };

  const preview = async (request: RedeemRequest): Promise<ModeChoice> =>
    choose(await readStanding(request.profileId), request);

  const decideAndWrite = (request: FullRequest) =>
    withLock(async () => {
      const standing = await readStanding(request.profileId);
      const chosen = choose(standing, request);
      if (chosen.mode === "declined") {
        return err<RedeemDecline>({ by: "device", refusal: chosen.refusal });
      }
      if (!outbox.enrolment()) {
        return err<RedeemDecline>({ by: "device", refusal: { reason: "not_ready" } });
      }
      const submitted = await outbox.submit({
        ...commandBase(deps, request.staffId),
        kind: "redeem",
        profileId: request.profileId,
        amountCents: request.amountCents,
        strategies: request.strategies ?? DEFAULT_STRATEGIES,
        mode: chosen.mode,
        basketCents: request.basketCents ?? null,
        basis: {
          accountVersion: standing.confirmed.version,
          snapshotAgeMs: standing.exposure?.snapshotAgeMs ?? 0,
        },
        receiptRef: request.receiptRef ?? null,
      });
      if (!submitted.ok) return err<RedeemDecline>({ by: "device", refusal: submitted.error });
      const { commandId } = submitted.value;
      return ok({ commandId, plan: chosen.plan, mode: chosen.mode });
    });

  const whenAnswered = (commandId: CommandId): Promise<Verdict | null> =>
    firstValueFrom(
      merge(
        outbox.answered$.pipe(filter((verdict) => verdict.commandId === commandId)),
        timer(parts.verdictWaitMs).pipe(map(() => null)),
      ),
    );

  const redeem = async (request: FullRequest): Promise<Result<RedeemOutcome, RedeemDecline>> => {
    const written = await decideAndWrite(request);
    if (!written.ok) return written;
    const { commandId, plan, mode } = written.value;
    const verdict = mode === "online" ? whenAnswered(commandId) : null;
    deps.wakePusher();
    if (!verdict) return ok({ status: "at_risk", commandId, plan });
    const answer = await verdict;
    if (!answer) return ok({ status: "unconfirmed", commandId, plan });
    if (hasEffect(answer)) {
      return ok({ status: "confirmed", commandId, plan, verdict: answer });
    }
    return err(await declineOf(answer));
  };

  const declineOf = async (answer: Verdict): Promise<RedeemDecline> => {
    const { commandId, availableCents, againAt } = answer;
    // Staff at the counter have just read it.
    await markSeen([commandId]);
    const reason = answer.reason ?? "invalid_body";
    return { by: "server", commandId, reason, availableCents, againAt };
  };

  const writeUse = ({ profileId, lotId, staffId }: BenefitRequest) =>
    withLock(async () => {
      const refusal = refusalOfUse(await readStanding(profileId), { lotId, staffId });
      if (refusal) return err<RedeemDecline>({ by: "device", refusal });
      if (!outbox.enrolment()) {
        return err<RedeemDecline>({ by: "device", refusal: { reason: "not_ready" } });
      }
      const use = { kind: "redeem_benefit", profileId, lotId, count: 1 } as const;
      const submitted = await outbox.submit({ ...commandBase(deps, staffId), ...use });
      return submitted.ok
        ? submitted
        : err<RedeemDecline>({ by: "device", refusal: submitted.error });
    });

  /** Whether the customer may have it is for the server to decide ([S24]). */
  const writeClaim = ({ profileId, definitionId, staffId }: ClaimRequest) =>
    withLock(async () => {
      const refusal = refusalOfClaim(await readStanding(profileId));
      if (refusal) return err<RedeemDecline>({ by: "device", refusal });
      if (!outbox.enrolment()) {
        return err<RedeemDecline>({ by: "device", refusal: { reason: "not_ready" } });
      }
      const claim = { kind: "claim_benefit", profileId, definitionId } as const;
      const submitted = await outbox.submit({ ...commandBase(deps, staffId), ...claim });
      return submitted.ok
        ? submitted
        : err<RedeemDecline>({ by: "device", refusal: submitted.error });
    });

  const redeemBenefit = async (request: BenefitRequest) => awaitAnswer(await writeUse(request));
  const claimBenefit = async (request: ClaimRequest) => awaitAnswer(await writeClaim(request));

  const awaitAnswer = async (
    written: Awaited<ReturnType<typeof writeUse>>,
  ): Promise<Result<BenefitOutcome, RedeemDecline>> => {
    if (!written.ok) return written;
    const { commandId } = written.value;
    const verdict = whenAnswered(commandId);
    deps.wakePusher();
    const answer = await verdict;
    if (!answer) return ok({ status: "unconfirmed", commandId });
    if (!hasEffect(answer)) return err(await declineOf(answer));
    // Staff at the counter read the code now. One that comes later needs attention.
    if (answer.code !== undefined) await markSeen([commandId]);
    return ok({ status: "confirmed", commandId, code: answer.code ?? null });
  };

  return { preview, redeem, redeemBenefit, claimBenefit };
};
