import { BehaviorSubject, combineLatest, map, type Observable } from "rxjs";
import type { Device } from "#renderer/data/device.ts";
import type { Enrolment } from "#renderer/data/enrolment.ts";
import type { QuarantinedFact } from "#renderer/data/quarantine.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import type { AttentionItem, Duplicate, PendingItem, ProfileView } from "#renderer/data/views.ts";
import type { SearchHit } from "#renderer/search/search-row.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import {
  commandIdSchema,
  deviceIdSchema,
  noteIdSchema,
  type ProfileId,
} from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { addMs, instant } from "#shared/kernel/time.ts";
import { spendableLots } from "#shared/ledger/lot.ts";
import { foldText } from "#shared/profile/fold-text.ts";
import { balancesOf } from "#shared/redemption/balance.ts";
import type { CounterRefusal, TierChoice } from "#shared/redemption/choose-tier.ts";
import { atRiskMaxCents, checkFloorLimits } from "#shared/redemption/floor-limits.ts";
import { planRedemption } from "#shared/redemption/plan.ts";
import { DEFAULT_STRATEGIES } from "#shared/redemption/policy.ts";
import { type Command, commandSchema } from "#shared/sync/command.ts";
import { pendingNotes, projectPending, projectPendingProfile } from "#shared/sync/pending.ts";
import { type Verdict, verdictSchema } from "#shared/sync/verdict.ts";
import {
  accountOf,
  CONFIG,
  LOCATIONS,
  noteOf,
  PROFILES,
  SAMPLE_PIN,
  STAFF,
  transactionsOf,
} from "./sample-facts.ts";

/** A device in memory with a handful of facts, whose decisions are those of `shared/`: no storage, no server. */
export type SampleDevice = Device & {
  readonly set: (status: Partial<SyncStatus>) => void;
  readonly setEnrolment: (enrolment: Enrolment | null) => void;
  readonly addAttention: (item: AttentionItem) => void;
  readonly quarantine: (facts: readonly QuarantinedFact[]) => void;
  /** The server answers what is pending. */
  readonly answer: (commandId: string, verdict: Partial<Verdict>) => void;
  /** How often `redeem` was called. */
  readonly redeemCalls: () => number;
  /** How long `redeem` waits for "the server"; null when it does not answer in time. */
  readonly setServerDelay: (ms: number | null) => void;
  readonly markSent: () => void;
};

const ENROLMENT: Enrolment = {
  serverUrl: "https://sync.example.com",
  deviceName: "Till 1",
  deviceId: deviceIdSchema.parse("019700ee-0000-7000-8000-000000000001"),
  deviceEpoch: 1,
  tenantId: assertDefined(CONFIG.tenant, "the sample has a tenant").tenantId,
  locationId: assertDefined(LOCATIONS[0], "the sample has a location").id,
};

export const createSampleDevice = (): SampleDevice => {
  const from = instant(Date.now());
  const programme = assertDefined(CONFIG.programme, "the sample has a programme");
  const enrolment$ = new BehaviorSubject<Enrolment | null>(ENROLMENT);
  const commands$ = new BehaviorSubject<readonly Command[]>([]);
  const sent$ = new BehaviorSubject<ReadonlySet<string>>(new Set());
  const attention$ = new BehaviorSubject<readonly AttentionItem[]>([]);
  const quarantined$ = new BehaviorSubject<readonly QuarantinedFact[]>([]);
  const base$ = new BehaviorSubject<Partial<SyncStatus>>({});
  /** Commands that "the server" has accepted: part of the facts. */
  let applied: readonly Command[] = [];
  let seq = 0;
  let redeemCalls = 0;
  let serverDelayMs: number | null = 0;
  const tries = new Map<string, number>();

  const status$: Observable<SyncStatus> = combineLatest([
    base$,
    commands$,
    attention$,
    quarantined$,
  ]).pipe(
    map(([base, commands, attention, quarantined]) => ({
      phase: "ready",
      connection: "online",
      lastContactAt: addMs(instant(Date.now()), -4000),
      pendingCount: commands.length,
      oldestPendingAt: commands[0]?.occurredAt ?? null,
      firstPull: { loaded: 2148, expectedTotal: 2148 },
      parkedCount: 0,
      attentionCount: attention.filter(({ isSeen }) => !isSeen).length,
      quarantinedCount: quarantined.length,
      serverEpoch: "e5f0c1",
      storage: "ok",
      ...base,
    })),
  );
  const isOnline = () => (base$.value.connection ?? "online") === "online";
  const lastContactAt = () => base$.value.lastContactAt ?? addMs(instant(Date.now()), -4000);

  const itemOf = (command: Command): PendingItem => {
    const profileId = "profileId" in command ? command.profileId : null;
    const profile = profileId === null ? null : profileOf(profileId);
    const wasSent = sent$.value.has(command.commandId);
    return {
      commandId: command.commandId,
      kind: command.kind,
      profileId,
      profileName: profile === null ? null : `${profile.firstName} ${profile.lastName}`,
      staffId: command.staffId,
      amountCents: command.kind === "redeem" ? command.amountCents : null,
      tier: command.kind === "redeem" ? command.tier : null,
      occurredAt: command.occurredAt,
      wasSent,
      canUndo: !wasSent,
    };
  };

  const confirmedOf = (profileId: ProfileId) =>
    projectPending(accountOf(profileId, from), programme, applied);

  const accept = (command: Command) => {
    applied = [...applied, command];
    commands$.next(commands$.value.filter((pending) => pending !== command));
  };

  const profileOf = (profileId: ProfileId) =>
    projectPendingProfile(
      profileId,
      PROFILES.find(({ id }) => id === profileId) ?? null,
      commands$.value,
    );

  const exposureOf = (profileId: ProfileId, availableCents: ReturnType<typeof cents>) => {
    const risky = commands$.value.filter(
      (command) => command.kind === "redeem" && command.tier === "at_risk",
    );
    const sum = (all: readonly Command[]) =>
      cents(all.reduce((total, c) => total + (c.kind === "redeem" ? c.amountCents : 0), 0));
    const own = risky.filter((c) => c.kind === "redeem" && c.profileId === profileId);
    return {
      availableCents,
      snapshotAgeMs: Date.now() - lastContactAt(),
      profileCents: sum(own),
      profileCount: own.length,
      deviceCents: sum(risky),
    };
  };

  const viewOf = (profileId: ProfileId): ProfileView | null => {
    const profile = profileOf(profileId);
    if (profile === null) return null;
    const now = instant(Date.now());
    const confirmed = confirmedOf(profileId);
    const account = projectPending(confirmed, programme, commands$.value);
    const balances = balancesOf(account, programme, now);
    const exposure = exposureOf(profileId, balances.combinedCents);
    const most = atRiskMaxCents(programme.policy.floorLimits, exposure);
    const refused = checkFloorLimits(programme.policy.floorLimits, exposure, cents(1));
    const isKnown = PROFILES.some(({ id }) => id === profileId);
    const own = commands$.value.filter((c) => "profileId" in c && c.profileId === profileId);
    return {
      profile,
      isPendingCreation: !isKnown,
      pendingFields: own.flatMap((c) => (c.kind === "edit_profile" ? Object.keys(c.changes) : [])),
      accountRecordedAt: isKnown ? addMs(from, -4 * 86_400_000) : null,
      asOf: isKnown ? lastContactAt() : null,
      balances,
      confirmedBalances: balancesOf(confirmed, programme, now),
      lots: spendableLots(account.lots, now),
      pendingRedemptions: own.filter(({ kind }) => kind === "redeem").map(itemOf),
      transactions: transactionsOf(profileId, from),
      notes: [
        ...pendingNotes(profileId, commands$.value).map((note) => ({ note, isPending: true })),
        ...(isKnown ? [{ note: noteOf(profileId, from), isPending: false }] : []),
      ],
      atRisk: { maxCents: most, refusal: refused.ok ? null : refused.error },
    };
  };

  const preview = (profileId: ProfileId, amountCents: ReturnType<typeof cents>): TierChoice => {
    const now = instant(Date.now());
    const account = projectPending(confirmedOf(profileId), programme, commands$.value);
    const plan = planRedemption(account, programme, {
      amountCents,
      strategies: DEFAULT_STRATEGIES,
      at: now,
    });
    const refusal = refusalOf(
      profileId,
      amountCents,
      plan.unpaidCents > 0 ? plan.plannedCents : null,
    );
    if (refusal !== null) return { plan: null, tier: "declined", refusal };
    return { plan, tier: isOnline() ? "online" : "at_risk", refusal: null };
  };

  const refusalOf = (
    profileId: ProfileId,
    amountCents: ReturnType<typeof cents>,
    shortOf: ReturnType<typeof cents> | null,
  ): CounterRefusal | null => {
    if (amountCents <= 0) return { reason: "amount_not_positive" };
    if (shortOf !== null) return { reason: "insufficient_balance", availableCents: shortOf };
    if (isOnline()) return null;
    const account = projectPending(confirmedOf(profileId), programme, commands$.value);
    const { combinedCents } = balancesOf(account, programme, instant(Date.now()));
    const checked = checkFloorLimits(
      programme.policy.floorLimits,
      exposureOf(profileId, combinedCents),
      amountCents,
    );
    return checked.ok ? null : checked.error;
  };

  const write = (fields: object): Command => {
    seq += 1;
    const command = commandSchema.parse({
      commandId: commandIdSchema.parse(crypto.randomUUID()),
      deviceId: ENROLMENT.deviceId,
      deviceEpoch: 1,
      deviceSeq: seq,
      occurredAt: Date.now(),
      timezone: "Australia/Melbourne",
      elapsedSinceContactMs: 0,
      lastContactAt: lastContactAt(),
      policyVersion: 1,
      locationId: 1,
      ...fields,
    });
    commands$.next([...commands$.value, command]);
    return command;
  };

  const verdictOf = (command: Command, verdict: Partial<Verdict>): Verdict =>
    verdictSchema.parse({
      commandId: command.commandId,
      status: "accepted",
      reason: null,
      detail: null,
      shortfallCents: null,
      availableCents: null,
      redemptionId: null,
      accountVersion: null,
      profileId: "profileId" in command ? command.profileId : null,
      wasClamped: false,
      recordedAt: Date.now(),
      ...verdict,
    });

  return {
    enrolment$,
    enrol: async () => {
      enrolment$.next(ENROLMENT);
      return ok(ENROLMENT);
    },
    status$,
    syncNow: () => {},
    search: async (query, limit) => {
      const words = foldText(query).split(/\s+/);
      const hits = PROFILES.flatMap((profile): readonly SearchHit[] => {
        const name = foldText(`${profile.firstName} ${profile.lastName}`);
        const rest = foldText(
          [profile.email, profile.mobilePhone, ...profile.identities.map((i) => i.identifier)].join(
            " ",
          ),
        );
        if (words.every((word) => name.includes(word))) {
          return [{ id: profile.id, matched: "name", exact: true }];
        }
        if (words.every((word) => rest.includes(word))) {
          const matched = query.includes("@") ? "email" : "identifier";
          return [{ id: profile.id, matched, exact: true }];
        }
        const first = words[0] ?? "";
        return first.length > 2 && name.startsWith(first.slice(0, 2))
          ? [{ id: profile.id, matched: "name", exact: false }]
          : [];
      });
      const exact = hits.filter((hit) => hit.exact);
      const best = exact.length > 0 ? exact : hits;
      return { hits: best.slice(0, limit), fuzzy: exact.length === 0 && hits.length > 0 };
    },
    findByIdentifier: async (identifier) =>
      PROFILES.find(({ identities }) =>
        identities.some((identity) => identity.identifier === identifier),
      )?.id ?? null,
    readProfiles: async (ids) => ids.flatMap((id) => profileOf(id) ?? []),
    profile$: (profileId) =>
      combineLatest([commands$, sent$, base$]).pipe(map(() => viewOf(profileId))),
    previewRedeem: async ({ profileId, amountCents }) => preview(profileId, amountCents),
    redeem: async ({ profileId, amountCents, staffId, receiptRef }) => {
      redeemCalls += 1;
      const { plan, tier, refusal } = preview(profileId, amountCents);
      if (tier === "declined") {
        return err({ by: "device", refusal });
      }
      const command = write({
        kind: "redeem",
        profileId,
        amountCents,
        strategies: DEFAULT_STRATEGIES,
        tier,
        basis: { accountVersion: 9, snapshotAgeMs: 0 },
        receiptRef,
        staffId,
      });
      if (tier === "at_risk") return ok({ commandId: command.commandId, plan, status: "at_risk" });
      if (serverDelayMs === null) {
        sent$.next(new Set([...sent$.value, command.commandId]));
        return ok({ commandId: command.commandId, plan, status: "unconfirmed" });
      }
      const waitMs = serverDelayMs;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      accept(command);
      return ok({
        commandId: command.commandId,
        plan,
        status: "confirmed",
        verdict: verdictOf(command, {}),
      });
    },
    findDuplicates: async ({ details, identities }) =>
      PROFILES.flatMap((profile): readonly Duplicate[] => {
        if (details.email !== null && profile.email === details.email) {
          return [{ profile, matched: "email" }];
        }
        if (details.mobilePhone !== null && profile.mobilePhone === details.mobilePhone) {
          return [{ profile, matched: "phone" }];
        }
        const cards = profile.identities.map(({ identifier }) => identifier);
        if (identities.some(({ identifier }) => cards.includes(identifier))) {
          return [{ profile, matched: "identifier" }];
        }
        return foldText(profile.lastName) === foldText(details.lastName) &&
          profile.lastName !== "Unknown"
          ? [{ profile, matched: "name" }]
          : [];
      }),
    createProfile: async ({ details, identities, staffId }) => {
      const profileId = crypto.randomUUID();
      const command = write({ kind: "create_profile", profileId, details, identities, staffId });
      return command.kind === "create_profile"
        ? ok({ profileId: command.profileId, commandId: command.commandId })
        : err({ reason: "not_ready" });
    },
    editProfile: async ({ profileId, changes, staffId }) => {
      const { commandId } = write({ kind: "edit_profile", profileId, changes, staffId });
      return ok({ commandId });
    },
    addNote: async ({ profileId, text, staffId }) => {
      const noteId = noteIdSchema.parse(crypto.randomUUID());
      return ok({
        commandId: write({ kind: "add_note", profileId, text, noteId, staffId }).commandId,
      });
    },
    undo: async (commandId) => {
      if (sent$.value.has(commandId)) return err({ reason: "already_sent" });
      commands$.next(commands$.value.filter((command) => command.commandId !== commandId));
      return ok(null);
    },
    pending$: combineLatest([commands$, sent$]).pipe(map(([commands]) => commands.map(itemOf))),
    attention$,
    markSeen: async (ids) =>
      attention$.next(
        attention$.value.map((item) =>
          ids.includes(item.verdict.commandId) ? { ...item, isSeen: true } : item,
        ),
      ),
    quarantined$,
    exportPending: async () => JSON.stringify(commands$.value, null, 2),
    staff$: new BehaviorSubject(STAFF),
    verifyPin: async (staffId, pin): ReturnType<Device["verifyPin"]> => {
      const member = STAFF.find(({ id }) => id === staffId);
      if (member === undefined) return err({ reason: "staff_unknown" });
      if (pin === SAMPLE_PIN) return ok(member);
      const tried = (tries.get(staffId) ?? 0) + 1;
      tries.set(staffId, tried);
      return tried >= 5
        ? err({ reason: "locked", retryAfterMs: 30_000 })
        : err({ reason: "wrong_pin", triesLeft: 5 - tried });
    },
    config$: new BehaviorSubject(CONFIG),
    dispose: async () => {},

    set: (status) => base$.next({ ...base$.value, ...status }),
    setEnrolment: (enrolment) => enrolment$.next(enrolment),
    quarantine: (facts) => quarantined$.next(facts),
    addAttention: (item) => attention$.next([...attention$.value, item]),
    answer: (commandId, given) => {
      const command = assertDefined(
        commands$.value.find((pending) => pending.commandId === commandId),
        `pending command ${commandId}`,
      );
      const item = itemOf(command);
      const verdict = verdictOf(command, given);
      if (verdict.status.startsWith("accepted")) accept(command);
      else commands$.next(commands$.value.filter((pending) => pending !== command));
      if (verdict.status !== "accepted") {
        attention$.next([{ verdict, command: item, isSeen: false }, ...attention$.value]);
      }
    },
    redeemCalls: () => redeemCalls,
    setServerDelay: (ms) => {
      serverDelayMs = ms;
    },
    markSent: () => sent$.next(new Set(commands$.value.map(({ commandId }) => commandId))),
  };
};
