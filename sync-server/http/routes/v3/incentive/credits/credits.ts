import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { rowNumber } from "#shared/api/fields.ts";
import {
  creditIssueOf,
  creditView,
  creditViewSchema,
  heldCreditSchema,
  heldCreditViewSchema,
  newCreditSchema,
  releasedCreditSchema,
  unheldCreditSchema,
} from "#shared/api/incentive/credits/credit.ts";
import { creditDefinitionApi } from "#shared/api/incentive/credits/credit-definition.ts";
import { HOLD_SECONDS_DEFAULT } from "#shared/api/incentive/credits/gift-card.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { firstInstantOf } from "#shared/kernel/time.ts";
import type { EntryKind, LedgerEntry } from "#shared/ledger/entry.ts";
import type { KeyReused } from "#sync-server/access/answer-once.ts";
import { lotExtensions } from "#sync-server/http/routes/v3/ledger/lot-extensions.ts";
import {
  holderOf,
  lotRefusals,
  lotRoutes,
  lotRoutesOfProfile,
  showLots,
} from "#sync-server/http/routes/v3/ledger/lot-routes.ts";
import { moneyLotChanges } from "#sync-server/http/routes/v3/ledger/money-lots.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import {
  conflict,
  holdOver,
  invalid,
  keyReused,
  type RefusalTable,
  unknown,
} from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { afterWriting, rowWritten } from "#sync-server/http/routes/v3/write-call.ts";
import type { CreditHoldRefusal } from "#sync-server/incentive/credits/credit-hold.ts";
import type { ReleaseCreditRefusal } from "#sync-server/incentive/credits/release-credit.ts";
import type { HoldOver } from "#sync-server/incentive/hold.ts";
import type { LotRecord } from "#sync-server/storage/ledger/lot-table.ts";
import { readOpeningEntries } from "#sync-server/storage/ledger/opening-entries.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

type IssuedCredit = LotRecord &
  Pick<LedgerEntry, "locationId" | "staffId"> & { readonly openedBy: EntryKind };

const show = showLots("credit", creditDefinitionApi, (lot: IssuedCredit, definition, by) =>
  creditView(lot, definition, by),
);

const shared = {
  ...lotRoutes("credit"),
  view: creditViewSchema,
  /** Where and by whom it was issued, and whether it was given, is in the entry that did. */
  show: async (plane: Plane, lots: readonly LotRecord[]) => {
    const lotIds = lots.map(({ lotId }) => lotId);
    const entries = await readOpeningEntries(plane.read, lotIds);
    const openings = new Map(entries.map((entry) => [entry.lotId, entry]));
    const issued = lots.map((lot): IssuedCredit => {
      const opening = openings.get(lot.lotId);
      const { locationId = null, staffId = null, kind: openedBy = "issue" } = opening ?? {};
      return { ...lot, locationId, staffId, openedBy };
    });
    return show(plane, issued);
  },
};

/** `/credits` (DOMAIN §9.3, §9.4): money that profiles hold. */
export const credits = resource({
  ...shared,
  create: {
    body: newCreditSchema,
    write: async (call) => {
      const profileId = await holderOf(call, call.body.profile_id);
      const zone = call.body.timezone ?? (await readTenantZone(call.read));
      const asked = creditIssueOf(call.body, zone);
      const giftHash = call.hashUnderCardKey(canonicalJson(asked.gift));
      const input = { ...asked, giftHash, profileId, commandId: call.commandId };
      const issued = await call.write("issueCredit", input);
      return rowWritten(issued, ({ number }) => shared.read(call, number));
    },
    summary: "Issue credit to a profile",
  },
  ...moneyLotChanges("credit"),
  refusals: (currency) => lotRefusals("credit", currency),
});

/** `/credits/extend`. */
export const creditExtensions = lotExtensions("credit", {
  ...shared,
  summary: "Extend credit of one profile",
  description:
    "As for rewards: by `extend_days`, until `extend_date`, or by the `extend_days` of its definition.",
});

/** The credit of one profile. */
export const creditsOfProfile = profileResource({ ...shared, ...lotRoutesOfProfile("credit") });

/** `POST /credits/{id}/release` ([C14]): credit that its buyer gives to somebody. */
export const addCreditRelease = (mount: Mount): void =>
  addRoute(mount, {
    method: "POST",
    url: "/credits/:id/release",
    scopes: ["update-credits"],
    tag: "credits",
    params: z.object({ id: rowNumber }),
    noun: "credit",
    summary: "Give credit of a profile to another one, now or from a later time",
    description: "Answers with the credit that they get; of the one in the path nothing is left.",
    body: releasedCreditSchema,
    answer: one(creditViewSchema),
    handle: async (call) => {
      const { read, write, body, params, commandId } = call;
      const { released_at: at = null } = body;
      const done = await write("releaseCredit", {
        number: params.id,
        profileId: await holderOf(call, body.profile_id),
        releasedAt: at === null ? null : firstInstantOf(at, await readTenantZone(read)),
        commandId,
      });
      if (!done.ok) return err(byReason(RELEASE_REFUSALS, done.error));
      const plane = afterWriting(call);
      const credit = assertDefined(await shared.read(plane, done.value.number), "what was given");
      const view = assertDefined((await shared.show(plane, [credit]))[0], "credit is shown");
      return ok({ data: view });
    },
  });

const RELEASE_REFUSALS = {
  key_reused: keyReused,
  credit_unknown: unknown("credit"),
  profile_unknown: invalid("profile_id", "There is no such profile."),
  own_credit: invalid("profile_id", "The profile has it already."),
  account_frozen: conflict("The account is frozen: its credit can't be given away."),
  not_releasable: conflict("Its definition doesn't let it be given away: see its is_releasable."),
  credit_held: conflict("A checkout holds it. Finish that one, or wait a few minutes."),
  nothing_left: conflict("Nothing is left of it."),
  expires_before_release: invalid("released_at", "It expires before then."),
} satisfies RefusalTable<ReleaseCreditRefusal>;

/** `/credits/{id}/lock` and `/unlock`: holds on the credit of a profile (DOMAIN §9.3). */
export const addCreditHolds = (mount: Mount): void => {
  const add = <B extends z.ZodType>(route: {
    readonly name: string;
    readonly summary: string;
    readonly body: B;
    readonly write: (
      call: Plane & { readonly body: z.output<B>; readonly commandId: CommandId | null },
      number: number,
    ) => Promise<
      Result<{ readonly lockToken: string } | null, CreditHoldRefusal | KeyReused | HoldOver>
    >;
  }) =>
    addRoute(mount, {
      method: "POST",
      url: `/credits/:id/${route.name}`,
      scopes: ["redeem-strategy"],
      tag: "credits",
      params: z.object({ id: rowNumber }),
      noun: "credit",
      summary: route.summary,
      body: route.body,
      answer: one(heldCreditViewSchema),
      handle: async (call) => {
        const { id } = call.params;
        const done = await route.write(call, id);
        if (!done.ok) return err(byReason(HOLD_REFUSALS, done.error));
        const plane = afterWriting(call);
        const credit = assertDefined(await shared.read(plane, id), "the credit just written");
        const view = assertDefined((await shared.show(plane, [credit]))[0], "credit is shown");
        return ok({ data: { ...view, lock_token: done.value?.lockToken ?? null } });
      },
    });
  add({
    name: "lock",
    summary: "Hold credit of a profile for one checkout; sent again with its token, for longer",
    body: heldCreditSchema,
    write: ({ write, body, commandId }, number) => {
      const forMs = (body.seconds ?? HOLD_SECONDS_DEFAULT) * 1000;
      return write("holdCredit", { number, lockToken: body.lock_token ?? null, forMs, commandId });
    },
  });
  add({
    name: "unlock",
    summary: "End the hold on credit of a profile",
    body: unheldCreditSchema,
    write: ({ write, body }, number) =>
      write("endCreditHold", { number, lockToken: body.lock_token }),
  });
};

const HOLD_REFUSALS = {
  key_reused: keyReused,
  hold_over: holdOver,
  credit_unknown: unknown("credit"),
  credit_held: conflict("Another checkout holds it. Finish that one, or wait a few minutes."),
};
