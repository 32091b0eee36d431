import type { History, RiskTaken } from "#sync-server/simulation/world/history.ts";
import { entriesAt, eraOf } from "./account-eras.ts";
import { type HeldLot, lotsAt } from "./check-ledger.ts";
import { availableCents, parseVerdict, type Worth } from "./check-redemptions.ts";
import type { Records } from "./records.ts";

/** The error allowed for a clock that drifts by 200 ppm. */
const DRIFT = 1.001;

/**
 * [F1] to [F8], [S21]: devices redeemed without the server only within the limits that they had,
 * and what they gave away stayed within their allowances.
 */
export const checkLimits = (history: History, records: Records, worth: Worth): void => {
  for (const risk of history.risks) {
    checkRisk(history, risk);
    checkFacts(history, records, risk);
    checkBalance(history, records, worth, risk);
    checkShortfall(history, risk);
  }
  checkTotal(history, records);
};

const checkRisk = (history: History, risk: RiskTaken): void => {
  const { limits, unanswered, profileId } = risk;
  const last = unanswered.at(-1);
  const ofProfile = unanswered.filter((each) => each.profileId === profileId);
  const broken = [
    Object.values(limits).includes(0) && limits.maxSnapshotAgeMs !== 0 ? "F1" : null,
    risk.factsAgeMs !== null && risk.factsAgeMs > limits.maxSnapshotAgeMs * DRIFT ? "F3" : null,
    (last?.amountCents ?? 0) > limits.maxPerRedemptionCents ? "F4" : null,
    sum(ofProfile) > limits.maxPerProfileCents ? "F6" : null,
    ofProfile.length > limits.maxCountPerProfile ? "F6" : null,
    sum(unanswered) > limits.allowanceCents ? "F7" : null,
    risk.wasToldOnlineOnly ? "S21" : null,
  ];
  for (const rule of broken) {
    if (rule) history.violate(`[${rule}] ${last?.commandId} went beyond ${JSON.stringify(limits)}`);
  }
};

/** [F2] A device never forgets its own redemption before the facts include it. */
const checkFacts = (history: History, records: Records, risk: RiskTaken): void => {
  for (const commandId of risk.settled) {
    const found = eraOf(records.eras, commandId);
    if (found?.era.accountId !== risk.profileId) continue;
    const { entries, firstVersion, inherited } = found.era;
    const last = entries.findLastIndex((entry) => entry.commandId === commandId);
    if (firstVersion + last + 1 - inherited > risk.accountVersion) {
      history.violate(
        `[F2] ${risk.unanswered.at(-1)?.commandId} was decided by facts without ${commandId}`,
      );
    }
  }
};

/**
 * [F2] No more than the facts held minus what was on top of them. Leaves out cases where something
 * on top could draw less or more than can be spent now (only rewards or points, lots that have
 * expired since, lots not issued yet), because then the sum isn't this simple.
 */
const checkBalance = (
  history: History,
  records: Records,
  worth: Worth,
  { profileId, accountVersion, judgedAt, onTop, unanswered }: RiskTaken,
): void => {
  const earliest = Math.min(
    judgedAt,
    ...onTop.map((command) => Math.max(command.occurredAt, command.lastContactAt)),
  );
  const then = entriesAt(records.eras, profileId, accountVersion).map((entries) =>
    lotsAt(entries, entries.length),
  );
  const isSimple =
    onTop.every(({ strategies }) => strategies.length === 2) &&
    !then.some((lots) => [...lots.values()].some((lot) => changesBetween(lot, earliest, judgedAt)));
  if (!isSimple) return;
  const held = Math.max(
    ...then.map((lots) => availableCents(lots, ["rewards", "points"], worth, judgedAt)),
  );
  const promised = onTop.reduce((total, { amountCents }) => total + amountCents, 0);
  const wanted = unanswered.at(-1)?.amountCents ?? 0;
  if (wanted + promised > held) {
    history.violate(
      `[F2] ${unanswered.at(-1)?.commandId}: ${wanted} and ${promised} before it, of ${held}`,
    );
  }
};

/** Whether the lot could be spent at one of the two instants but not at the other. */
const changesBetween = ({ activeAt, expiresAt }: HeldLot, from: number, to: number): boolean =>
  (from < activeAt && activeAt <= to) ||
  (expiresAt !== null && from < expiresAt + 1_000 && expiresAt < to);

/** [F8] Redemptions that were at risk together lost no more than the allowance. */
const checkShortfall = (history: History, { unanswered, limits }: RiskTaken): void => {
  const lost = unanswered.reduce((total, { commandId }) => {
    const verdict = history.verdicts.get(commandId);
    return total + (verdict ? (parseVerdict(verdict.text).shortfallCents ?? 0) : 0);
  }, 0);
  if (lost > limits.allowanceCents) {
    history.violate(
      `[F8] ${lost} lost by ${unanswered.length} commands, ${limits.allowanceCents} allowed`,
    );
  }
};

/** Nothing else causes a shortfall. */
const checkTotal = (history: History, records: Records): void => {
  const atRisk = new Set(
    history.risks.flatMap(({ unanswered }) => unanswered.map(({ commandId }) => String(commandId))),
  );
  for (const row of records.redemptions) {
    if (row.shortfall_cents > 0 && !atRisk.has(row.command_id)) {
      history.violate(`[F8] ${row.command_id} fell short and was not at risk`);
    }
  }
};

const sum = (all: RiskTaken["unanswered"]): number =>
  all.reduce((total, { amountCents }) => total + amountCents, 0);
