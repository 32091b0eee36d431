import { expect, test } from "vitest";
import type { ApiFailure } from "#renderer/api/api-failure.ts";
import type { OpenRefusal } from "#renderer/data/device.ts";
import type { EnrolRefusal } from "#renderer/data/enrolment.ts";
import type {
  EditRefusal,
  NotDurable,
  NoteRefusal,
  PinRefusal,
  UndoRefusal,
} from "#renderer/data/refusal.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import { groupDefinitions } from "#shared/incentive/definition.ts";
import { commandIdSchema, profileIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { freezeReasonSchema } from "#shared/ledger/freeze.ts";
import type { CounterRefusal } from "#shared/redemption/choose-mode.ts";
import { DEFAULT_REDEMPTION_POLICY } from "#shared/redemption/policy.ts";
import { overQuotaSchema } from "#shared/sync/protocol.ts";
import { isNotable, type Verdict, verdictReasonSchema } from "#shared/sync/verdict.ts";
import { apiFailureSentence } from "./api-failure.ts";
import { editRefusalSentence, noteRefusalSentence, undoRefusalSentence } from "./edit-refusal.ts";
import { enrolRefusalSentence, openRefusalSentence } from "./enrol-refusal.ts";
import { createFormat } from "./format.ts";
import { freezeSentence } from "./freeze.ts";
import { localRefusalSentence } from "./local-refusal.ts";
import { networkSentence, overQuotaSentence, storageSentence } from "./network.ts";
import { pinRefusalSentence } from "./pin-refusal.ts";
import type { Sentence } from "./sentence.ts";
import { verdictDetail, verdictReasonSentence, verdictSentence } from "./verdict.ts";

const format = createFormat({
  locale: "en-GB",
  currency: "GBP",
  timeZone: timeZoneSchema.parse("Europe/London"),
});
const some = cents(1234);
const profileId = profileIdSchema.parse("019700bb-0000-7000-8000-000000000001");

/**
 * One refusal for each reason. A record keyed by reason, so that a new reason doesn't compile
 * without one.
 */
type OneOfEach<R extends { readonly reason: string }> = {
  readonly [K in R["reason"]]: Extract<R, { readonly reason: K }>;
};

const local: OneOfEach<CounterRefusal> = {
  amount_not_positive: { reason: "amount_not_positive" },
  amount_too_large: { reason: "amount_too_large", maxCents: 1_000_000_000 },
  account_frozen: { reason: "account_frozen", frozenFor: "fraud" },
  basket_needed: { reason: "basket_needed" },
  over_basket: { reason: "over_basket", maxCents: some },
  basket_too_small: { reason: "basket_too_small", minCents: some },
  over_basket_share: { reason: "over_basket_share", maxCents: some, percent: 50 },
  over_till_limit: { reason: "over_till_limit", maxCents: some },
  over_sale_limit: { reason: "over_sale_limit", maxCents: some },
  insufficient_balance: { reason: "insufficient_balance", availableCents: some },
  too_many_an_hour: {
    reason: "too_many_an_hour",
    counted: "redemption",
    againAt: instant(1_790_000_000_000),
  },
  server_needed: { reason: "server_needed" },
  benefit_over: { reason: "benefit_over" },
  at_risk_off: { reason: "at_risk_off" },
  snapshot_too_old: { reason: "snapshot_too_old", ageMs: 300_000_000, maxAgeMs: 259_200_000 },
  over_per_redemption: { reason: "over_per_redemption", maxCents: some },
  over_share: { reason: "over_share", maxCents: some },
  over_per_profile: { reason: "over_per_profile", leftCents: some },
  too_many_for_profile: { reason: "too_many_for_profile", maxCount: 3 },
  over_allowance: { reason: "over_allowance", leftCents: some },
  profile_unknown: { reason: "profile_unknown" },
  clock_went_back: { reason: "clock_went_back" },
  online_only: { reason: "online_only" },
  not_ready: { reason: "not_ready" },
};

const notDurable: readonly NotDurable[] = [
  { reason: "not_durable", cause: "full" },
  { reason: "not_durable", cause: "disk_full" },
  { reason: "not_durable", cause: "io_error" },
];

const edit: OneOfEach<EditRefusal> = {
  not_ready: { reason: "not_ready" },
  invalid_details: { reason: "invalid_details", problems: [] },
  no_changes: { reason: "no_changes" },
  profile_unknown: { reason: "profile_unknown" },
  duplicate_profile: { reason: "duplicate_profile", profileId },
  not_durable: { reason: "not_durable", cause: "full" },
};

const note: OneOfEach<NoteRefusal> = {
  not_ready: { reason: "not_ready" },
  text_empty: { reason: "text_empty" },
  text_too_long: { reason: "text_too_long", maxLength: 2000 },
  profile_unknown: { reason: "profile_unknown" },
  not_durable: { reason: "not_durable", cause: "full" },
};

const undo: OneOfEach<UndoRefusal> = {
  others_depend: { reason: "others_depend", commandIds: [] },
  already_sent: { reason: "already_sent" },
  unknown: { reason: "unknown" },
  not_durable: { reason: "not_durable", cause: "full" },
};

const pin: OneOfEach<PinRefusal> = {
  wrong_pin: { reason: "wrong_pin", triesLeft: 2 },
  locked: { reason: "locked", retryAfterMs: 30_000 },
  staff_unknown: { reason: "staff_unknown" },
};

const enrol: OneOfEach<EnrolRefusal> = {
  server_url_invalid: { reason: "server_url_invalid" },
  server_unreachable: { reason: "server_unreachable", message: "" },
  code_invalid: { reason: "code_invalid" },
  must_update: { reason: "must_update" },
  too_many_requests: { reason: "too_many_requests" },
  answer_not_understood: { reason: "answer_not_understood", message: "" },
  other_tenant: { reason: "other_tenant" },
};

const opening: OneOfEach<OpenRefusal> = {
  open_elsewhere: { reason: "open_elsewhere" },
  storage_unavailable: { reason: "storage_unavailable", message: "" },
};

const asking: OneOfEach<ApiFailure> = {
  refused: {
    reason: "refused",
    status: 409,
    code: "conflict",
    message: "Someone else changed it.",
    errors: {},
    retryAfterMs: null,
  },
  unreachable: { reason: "unreachable", message: "" },
  timed_out: { reason: "timed_out", timeoutMs: 15_000 },
  aborted: { reason: "aborted" },
  not_understood: { reason: "not_understood", message: "" },
};

const connections: readonly SyncStatus["connection"][] = [
  "online",
  "offline",
  "must_update",
  "must_enrol",
];

const families: Readonly<Record<string, readonly Sentence[]>> = {
  redeeming: [...Object.values(local), ...notDurable].map((r) => localRefusalSentence(r, format)),
  editing: Object.values(edit).map(editRefusalSentence),
  noting: Object.values(note).map((r) => noteRefusalSentence(r, format)),
  undoing: Object.values(undo).map(undoRefusalSentence),
  "signing in": Object.values(pin).map((r) => pinRefusalSentence(r, format)),
  enrolling: Object.values(enrol).map(enrolRefusalSentence),
  "asking the API": Object.values(asking).map(apiFailureSentence),
  opening: Object.values(opening).map(openRefusalSentence),
  "the server's verdicts": verdictReasonSchema.options.map((reason) =>
    verdictReasonSentence(reason, { availableCents: some, againAt: null }, format),
  ),
  "the connection": [
    ...connections.map((each) => networkSentence(each)),
    networkSentence("offline", true),
    ...overQuotaSchema.options.map(overQuotaSentence),
  ],
  storage: (["unprotected", "degraded"] as const).flatMap((s) => storageSentence(s) ?? []),
};

test.each(Object.entries(families))(
  "%s: every reason has its own sentence and says what to do",
  (_, sentences) => {
    for (const { title, advice } of sentences) {
      expect(title).toMatch(/^\S.*[.]$/);
      expect(advice).toMatch(/^\S.*[.]$/);
      expect(`${title} ${advice}`).not.toMatch(
        /undefined|null|NaN|\bprofile\b|\bmember\b|\buser\b/i,
      );
    }
    expect(new Set(sentences.map(({ title }) => title)).size).toBe(sentences.length);
  },
);

test("[Z3] a verdict says that the account is frozen, and not to redeem any more", () => {
  for (const status of ["accepted", "accepted_short"] as const) {
    const verdict: Verdict = {
      commandId: commandIdSchema.parse("019700bb-0000-7000-8000-000000000002"),
      ...{ status, reason: null, detail: null, shortfallCents: null },
      ...{
        availableCents: null,
        againAt: null,
        redemptionId: null,
        accountVersion: null,
        profileId,
      },
      ...{ wasClamped: false, wasFrozen: true, recordedAt: instant(0) },
    };
    expect(isNotable(verdict)).toBe(true);
    expect(verdictSentence(verdict, null, format).advice).toContain("Redeem nothing more");
  }
});

test("what the server wrote for programs isn't shown to staff, who are told the local time", () => {
  const verdict: Verdict = {
    commandId: commandIdSchema.parse("019700bb-0000-7000-8000-000000000002"),
    ...{ status: "refused", reason: "uses_exceeded", detail: "count: at most 0." },
    ...{
      shortfallCents: null,
      availableCents: null,
      againAt: instant(Date.UTC(2026, 6, 1, 12, 5)),
    },
    ...{ redemptionId: null, accountVersion: null, profileId },
    ...{ wasClamped: false, wasFrozen: false, recordedAt: instant(0) },
  };
  expect(verdictDetail(verdict)).toBe(null);
  const limited = verdictSentence({ ...verdict, reason: "too_many_an_hour" }, null, format);
  expect(limited.advice).toContain("from 13:05");
  expect(verdictDetail({ ...verdict, status: "parked", reason: null })).toContain("at most 0");
});

test("[Z1] each reason for a freeze has its own words, and none of them accuses the customer", () => {
  const sentences = freezeReasonSchema.options.map(freezeSentence);
  expect(new Set(sentences.map(({ advice }) => advice)).size).toBe(sentences.length);
  for (const { title, advice } of sentences) {
    expect(title).toContain("frozen");
    expect(advice).toContain("Serve without redeeming");
    expect(advice).not.toMatch(/fraud|suspect|theft/i);
  }
});

test.each([
  [true, "The points they earn next pay it back first."],
  [false, "It isn't taken from the points they earn next."],
])(
  "a shortfall is recovered from what is earned next only if the policy says so: %s",
  (recoverShortfalls, next) => {
    const verdict: Verdict = {
      commandId: commandIdSchema.parse("019700bb-0000-7000-8000-000000000002"),
      ...{ status: "accepted_short", reason: null, detail: null, shortfallCents: some },
      ...{
        availableCents: null,
        againAt: null,
        redemptionId: null,
        accountVersion: null,
        profileId,
      },
      ...{ wasClamped: false, wasFrozen: false, recordedAt: instant(0) },
    };
    const policy = { ...DEFAULT_REDEMPTION_POLICY, recoverShortfalls };
    const programme = { definitions: groupDefinitions([]), policy };
    expect(verdictSentence(verdict, programme, format).advice).toContain(next);
  },
);
