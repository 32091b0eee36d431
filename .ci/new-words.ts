/** A word for a closed list, and who must say something about it. */
export type NewWord = {
  readonly list: string;
  /** What it is called where it is planted: no other word in the sources contains it. */
  readonly word: string;
  readonly file: string;
  /** Where the list begins: the new word goes right after it. */
  readonly after: string;
  readonly source: string;
  /** Every file that must handle it, tests and simulation aside. */
  readonly handledIn: readonly string[];
};

const inUnion = (list: string, word: string, file: string, schema: string, by = "kind") => ({
  list,
  word,
  file,
  after: `${schema} = z.discriminatedUnion("${by}", [`,
  source: `z.object({ ${by}: z.literal("${word}") }),`,
});

const inEnum = (list: string, word: string, file: string, schema: string) => ({
  list,
  word,
  file,
  after: `${schema} = z.enum([`,
  source: `"${word}", `,
});

/**
 * Every list of `z.enum` and `z.discriminatedUnion` that has a name, and those of the others on
 * which something depends.
 * `closed-words.test.ts` plants them, and compares the files with what the compiler says.
 */
export const newWords: readonly NewWord[] = [
  {
    ...inEnum("unit", "planted_unit", "shared/ledger/entry.ts", "unitSchema"),
    handledIn: [
      "renderer/words/lot-text.ts",
      "shared/api/ledger/balances.ts",
      "shared/api/ledger/ledger.ts",
      "shared/reaction/lot-events.ts",
      "shared/redemption/balance.ts",
      "shared/redemption/unit.ts",
      "sync-server/storage/ledger/ledger-list.ts",
      "sync-server/storage/redemption/redemption-list.ts",
    ],
  },
  {
    ...inEnum("entry kind", "planted_entry", "shared/ledger/entry.ts", "entryKindSchema"),
    handledIn: [
      "shared/api/ledger/entry-words.ts",
      "shared/ledger/entry-kind.ts",
      "shared/ledger/liability.ts",
      "shared/reaction/lot-events.ts",
      "sync-server/storage/ledger/indexed-kinds.ts",
    ],
  },
  {
    ...inEnum(
      "what a budget counts",
      "planted_budget",
      "shared/incentive/budget.ts",
      "budgetCountedSchema",
    ),
    handledIn: [
      "shared/api/incentive/cost.ts",
      "shared/incentive/budget.ts",
      "sync-server/http/routes/v3/refusals.ts",
    ],
  },
  {
    ...inEnum(
      "what a budget does when it is reached",
      "planted_reached",
      "shared/incentive/budget.ts",
      "whenReachedSchema",
    ),
    handledIn: ["shared/incentive/budget.ts"],
  },
  {
    ...inEnum(
      "redemption type",
      "planted_redemption",
      "shared/redemption/redemption-type.ts",
      "redemptionTypeSchema",
    ),
    handledIn: ["sync-server/storage/redemption/redemption-table.ts"],
  },
  {
    ...inEnum(
      "write-off reason",
      "planted_cause",
      "shared/redemption/write-off.ts",
      "writeOffReasonSchema",
    ),
    // Nothing depends on why: it is only kept and shown.
    handledIn: [],
  },
  {
    ...inEnum("strategy", "planted_strategy", "shared/redemption/policy.ts", "strategySchema"),
    handledIn: [
      "renderer/clienteling/features/redeem/pay-with.ts",
      "shared/redemption/plan.ts",
      "shared/redemption/policy.ts",
    ],
  },
  {
    ...inEnum(
      "status of a reservation",
      "planted_reserved",
      "shared/clienteling/list-reservation.ts",
      "reservationStatusSchema",
    ),
    handledIn: ["shared/clienteling/list-reservation.ts"],
  },
  {
    ...inEnum(
      "what a share points at",
      "planted_shared",
      "shared/profile/share.ts",
      "shareSourceSchema",
    ),
    handledIn: ["sync-server/storage/profile/share-store.ts"],
  },
  {
    ...inEnum(
      "schedule of a reminder",
      "planted_schedule",
      "shared/reaction/reminder.ts",
      "reminderScheduleSchema",
    ),
    handledIn: ["shared/reaction/reminder.ts"],
  },
  {
    ...inEnum("claim status", "planted_claim", "shared/commerce/claim.ts", "claimStatusSchema"),
    handledIn: [
      "renderer/clienteling/features/profile/purchases/receipts-panel.tsx",
      "shared/commerce/claim.ts",
    ],
  },
  {
    list: "kind of imported invoice",
    word: "planted_invoice",
    file: "sync-server/import/online-retail/invoice.ts",
    after: "export type InvoiceKind = ",
    source: `"planted_invoice" | `,
    handledIn: ["sync-server/import/online-retail/import-invoices.ts"],
  },
  {
    ...inEnum(
      "what a liability report has a row for",
      "planted_row",
      "shared/ledger/liability.ts",
      "liabilityBySchema",
    ),
    handledIn: ["sync-server/incentive/liability.ts"],
  },
  {
    list: "definition kind",
    word: "planted_definition",
    file: "shared/incentive/definition.ts",
    after: "export type Definitions = {",
    source: "readonly planted_definition: PointDefinition;",
    handledIn: [
      "shared/incentive/definition.ts",
      "shared/reaction/event.ts",
      "sync-server/http/routes/v3/incentive/definitions.ts",
      "sync-server/incentive/definitions.ts",
    ],
  },
  {
    list: "command kind",
    word: "planted_command",
    file: "shared/sync/command.ts",
    after: `commandSchema = z.discriminatedUnion("kind", [`,
    source: `commandBase.extend({ kind: z.literal("planted_command"), profileId: profileIdSchema }),`,
    handledIn: [
      "renderer/data/query/pending-item.ts",
      "renderer/data/query/profile-view.ts",
      "renderer/words/command.ts",
      "shared/sync/command-kind.ts",
      "shared/sync/dependents.ts",
      "shared/sync/pending.ts",
      "sync-server/sync/decide-command.ts",
      "sync-server/sync/device-reach.ts",
    ],
  },
  {
    ...inEnum("verdict status", "planted_status", "shared/sync/verdict.ts", "verdictStatusSchema"),
    handledIn: [
      "renderer/clienteling/features/redeem/slip-state.ts",
      "renderer/clienteling/features/sync/attention-panel.tsx",
      "renderer/words/verdict.ts",
      "shared/api/ledger/verdict-words.ts",
      "shared/sync/verdict.ts",
    ],
  },
  {
    ...inEnum("staff role", "planted_role", "shared/organisation/powers.ts", "staffRoleSchema"),
    handledIn: [
      "renderer/clienteling/features/store/team-panel.tsx",
      "shared/organisation/powers.ts",
      "shared/redemption/goodwill-policy.ts",
    ],
  },
  {
    ...inEnum(
      "merge choice",
      "planted_choice",
      "shared/profile/merge-choice.ts",
      "mergeChoiceSchema",
    ),
    handledIn: ["renderer/words/merge-choice.ts", "shared/profile/merge-choice.ts"],
  },
  {
    ...inEnum("verdict reason", "planted_reason", "shared/sync/verdict.ts", "verdictReasonSchema"),
    handledIn: [
      "renderer/words/verdict.ts",
      "shared/api/ledger/verdict-words.ts",
      "shared/sync/verdict.ts",
    ],
  },
  {
    ...inEnum(
      "freeze reason",
      "planted_freeze",
      "shared/ledger/freeze.ts",
      "export const freezeReasonSchema",
    ),
    handledIn: ["renderer/words/freeze.ts"],
  },
  {
    ...inEnum("command state", "planted_state", "shared/sync/on-top.ts", "commandStateSchema"),
    handledIn: ["shared/sync/on-top.ts"],
  },
  {
    list: "collection",
    word: "planted_collection",
    file: "shared/sync/collections.ts",
    after: "const rows = {",
    source: `planted_collection: {
      schema: sentAccountSchema, scope: "region", stage: "people", listedBy: "id", showsPending: true,
      datesFacts: false, answersCommands: false,
    },`,
    handledIn: [
      "shared/sync/pending.ts",
      "sync-server/profile/profile-feed.ts",
      "sync-server/sync/read-facts.ts",
    ],
  },
  {
    ...inEnum("term kind", "planted_term", "shared/organisation/term.ts", "termKindSchema"),
    handledIn: [
      "sync-server/http/routes/v3/organisation/term-routes.ts",
      "sync-server/organisation/term-rules.ts",
      "sync-server/organisation/terms.ts",
    ],
  },
  {
    list: "agenda kind",
    word: "planted_plan",
    file: "shared/sync/facts.ts",
    after: `agendaFactSchema = z.discriminatedUnion("kind", [`,
    source: `z.object({ id: z.string(), kind: z.literal("planted_plan") }),`,
    handledIn: ["sync-server/sync/read-facts.ts"],
  },
  {
    list: "clienteling kind",
    word: "planted_fact",
    file: "shared/sync/facts.ts",
    after: `clientelingFactSchema = z.discriminatedUnion("kind", [`,
    source: `z.object({ ...ofProfile, kind: z.literal("planted_fact") }),`,
    handledIn: [
      "renderer/data/query/clienteling-view.ts",
      "sync-server/profile/profile-feed.ts",
      "sync-server/sync/read-clienteling-facts.ts",
    ],
  },
  {
    list: "what is asked for after the commit",
    word: "planted_act",
    file: "sync-server/storage/after-commit.ts",
    after: "readonly act: ",
    source: `"planted_act" | `,
    handledIn: ["sync-server/storage/after-commit.ts"],
  },
  {
    ...inUnion(
      "step of a list",
      "planted_step",
      "shared/clienteling/list-step.ts",
      "listStepSchema",
    ),
    handledIn: ["renderer/data/operations/change-clienteling.ts", "shared/sync/list-command.ts"],
  },
  {
    ...inUnion(
      "record of the journal",
      "planted_record",
      "shared/journal/record.ts",
      "journalRecordSchema",
      "type",
    ),
    handledIn: ["renderer/data/outbox/replay-journal.ts", "shared/journal/record.ts"],
  },
  {
    ...inUnion(
      "refusal to redeem a benefit",
      "planted_use_refusal",
      "shared/redemption/redeem-benefit.ts",
      "redeemBenefitRefusalSchema",
      "reason",
    ),
    handledIn: [
      "sync-server/redemption/redeem-once.ts",
      "sync-server/sync/decide-redeem-benefit-command.ts",
    ],
  },
  {
    ...inUnion(
      "answer about a gift card",
      "planted_card_lookup",
      "shared/sync/gift-card.ts",
      "cardLookupAnswerSchema",
      "status",
    ),
    handledIn: ["renderer/data/operations/gift-cards.ts", "renderer/data/server/sync-client.ts"],
  },
  {
    ...inUnion(
      "answer to a payment by gift card",
      "planted_card_payment",
      "shared/sync/gift-card.ts",
      "cardPaymentAnswerSchema",
      "status",
    ),
    handledIn: ["renderer/data/operations/gift-cards.ts", "renderer/data/server/sync-client.ts"],
  },
  {
    ...inUnion(
      "refusal to open a benefit",
      "planted_open_refusal",
      "sync-server/incentive/benefits/open-benefit.ts",
      "openBenefitRefusalSchema",
      "reason",
    ),
    handledIn: [
      "sync-server/incentive/benefits/claim-benefit.ts",
      "sync-server/sync/decide-claim-benefit-command.ts",
    ],
  },
  {
    ...inUnion(
      "refusal to use a benefit",
      "planted_benefit_refusal",
      "sync-server/incentive/benefits/use-benefit.ts",
      "useBenefitRefusalSchema",
      "reason",
    ),
    handledIn: ["sync-server/redemption/redeem-benefit.ts"],
  },
  {
    list: "config kind",
    word: "planted_config",
    file: "shared/sync/facts.ts",
    after: `configFactSchema = z.discriminatedUnion("kind", [`,
    source: `z.object({ id: z.string(), kind: z.literal("planted_config"), value: z.string() }),`,
    handledIn: ["shared/sync/config-by-kind.ts", "sync-server/sync/read-config-facts.ts"],
  },
  {
    ...inEnum("due kind", "planted_due", "sync-server/storage/due-store.ts", "dueKindSchema"),
    handledIn: ["sync-server/jobs/handle-due.ts"],
  },
  {
    list: "write",
    word: "planted_write",
    file: "sync-server/writes.ts",
    after: "const table = {",
    source: "planted_write: createTenant,",
    handledIn: ["sync-server/writes.ts"],
  },
  {
    ...inEnum("device state", "planted_device", "shared/sync/device-state.ts", "deviceStateSchema"),
    handledIn: ["sync-server/storage/sync/device-state.ts"],
  },
  {
    ...inEnum(
      "token kind",
      "planted_token",
      "sync-server/storage/access/token-kind.ts",
      "tokenKindSchema",
    ),
    handledIn: ["sync-server/storage/access/token-kind.ts"],
  },
  {
    ...inEnum(
      "attribute kind",
      "planted_attribute",
      "shared/profile/attribute-kind.ts",
      "attributeKindSchema",
    ),
    handledIn: [
      "shared/api/profile/attributes.ts",
      "sync-server/merging/merge-attributes.ts",
      "sync-server/profile/plan-attributes.ts",
    ],
  },
  {
    ...inEnum(
      "kind of erasure",
      "planted_erasure",
      "sync-server/storage/profile/erasure-kind.ts",
      "erasureKindSchema",
    ),
    handledIn: [
      "sync-server/merging/erase-profile.ts",
      "sync-server/storage/profile/erase-store.ts",
      "sync-server/storage/profile/erasure-kind.ts",
    ],
  },
  {
    ...inEnum(
      "profile type",
      "planted_type",
      "shared/profile/profile-type.ts",
      "profileTypeSchema",
    ),
    handledIn: ["shared/profile/profile-type.ts"],
  },
  {
    ...inEnum("mode", "planted_mode", "shared/sync/command.ts", "redeemModeSchema"),
    handledIn: [
      "renderer/clienteling/features/redeem/recent-redemption-note.tsx",
      "renderer/clienteling/features/redeem/redeem-state.tsx",
      "renderer/words/command.ts",
      "shared/sync/command-kind.ts",
      "sync-server/sync/decide-redeem-command.ts",
    ],
  },
  {
    list: "server state",
    word: "planted_server",
    file: "shared/redemption/choose-mode.ts",
    after: "export type ServerState = ",
    source: `"planted_server" | `,
    handledIn: [
      "renderer/clienteling/features/frame/connection-banner.tsx",
      "renderer/clienteling/features/frame/sync-button.tsx",
      "renderer/clienteling/features/sync/sync-screen.tsx",
      "renderer/words/network.ts",
      "shared/redemption/choose-mode.ts",
    ],
  },
  {
    ...inEnum("picture kind", "planted_kind", "shared/kernel/picture.ts", "pictureKindSchema"),
    handledIn: ["sync-server/sync/picture-address.ts"],
  },
  {
    list: "sync error code",
    word: "planted_code",
    file: "shared/sync/protocol.ts",
    after: `syncErrorSchema = z.object({
  code: z.enum([`,
    source: `"planted_code",`,
    handledIn: [
      "renderer/data/enrol/request-enrolment.ts",
      "renderer/data/server/connection.ts",
      "renderer/data/server/retry-ms.ts",
      "sync-server/http/routes/sync/sync-deps.ts",
    ],
  },
  {
    ...inEnum(
      "limit on what a device sends",
      "planted_quota",
      "shared/sync/protocol.ts",
      "overQuotaSchema",
    ),
    // The other files complain about the code above, of which it is one.
    handledIn: ["renderer/words/network.ts", "sync-server/http/routes/sync/push.ts"],
  },
  {
    ...inEnum("draft kind", "planted_draft", "renderer/data/drafts/draft.ts", "draftKindSchema"),
    handledIn: ["renderer/data/drafts/draft.ts"],
  },
  {
    ...inEnum(
      "display option of an achievement",
      "planted_display",
      "shared/incentive/achievements/achievement.ts",
      "displayOptionSchema",
    ),
    handledIn: ["shared/incentive/achievements/achievement-progress.ts"],
  },
  {
    ...inEnum(
      "period of an achievement",
      "planted_cycle",
      "shared/incentive/achievements/achievement.ts",
      "achievementPeriodSchema",
    ),
    handledIn: ["shared/incentive/achievements/achievement-cycle.ts"],
  },
  {
    ...inEnum(
      "what an achievement counts",
      "planted_counted",
      "shared/incentive/achievements/achievement.ts",
      "countedSchema",
    ),
    handledIn: ["shared/incentive/achievements/count-sale.ts"],
  },
  {
    ...inEnum(
      "what a level unlocks",
      "planted_unlock",
      "shared/incentive/achievements/unlock.ts",
      "unlockKindSchema",
    ),
    handledIn: [
      "shared/api/commerce/transaction-view.ts",
      "shared/api/incentive/achievements/unlock.ts",
      "shared/incentive/named-definitions.ts",
      "sync-server/commerce/earning/issues-of.ts",
      "sync-server/incentive/achievements/issue-unlocks.ts",
    ],
  },
  {
    ...inEnum(
      "velocity count",
      "planted_count",
      "shared/redemption/velocity.ts",
      "velocityCountedSchema",
    ),
    handledIn: [
      "shared/redemption/velocity.ts",
      // It lacks the refusals of benefits that are planted; the compiler names this word first.
      "sync-server/http/routes/v3/incentive/benefits/benefit-refusals.ts",
      "sync-server/http/routes/v3/refusals.ts",
    ],
  },
  {
    ...inEnum(
      "velocity subject",
      "planted_per",
      "shared/redemption/velocity.ts",
      "velocityPerSchema",
    ),
    handledIn: [
      "shared/redemption/choose-mode.ts",
      "shared/sync/standing.ts",
      "sync-server/access/meter-velocity.ts",
    ],
  },
  {
    ...inEnum(
      "velocity action",
      "planted_action",
      "shared/redemption/velocity.ts",
      "velocityActionSchema",
    ),
    handledIn: ["shared/redemption/velocity.ts"],
  },
  {
    list: "what to do if the account doesn't hold the amount",
    word: "planted_short",
    file: "shared/redemption/decide.ts",
    after: "export type WhenShort = ",
    source: `"planted_short" | `,
    handledIn: ["shared/redemption/decide.ts"],
  },
  {
    list: "earlier claims",
    word: "planted_claims",
    file: "shared/incentive/benefits/claim-benefit.ts",
    after: "export type EarlierClaims = ",
    source: `"planted_claims" | `,
    handledIn: ["shared/incentive/benefits/claim-benefit.ts"],
  },
  {
    ...inEnum("delay type", "planted_delay", "shared/kernel/period.ts", "delayTypeSchema"),
    handledIn: ["shared/incentive/delay.ts"],
  },
  {
    list: "period type",
    word: "planted_period",
    file: "shared/kernel/period.ts",
    after: "periodTypeSchema = z.enum([",
    source: `"planted_period", `,
    handledIn: ["shared/incentive/definition-rules.ts", "shared/kernel/period.ts"],
  },
  {
    ...inEnum("line type", "planted_line", "shared/incentive/points/point.ts", "lineTypeSchema"),
    // A definition names the lines that earn.
    handledIn: ["shared/redemption/spread.ts"],
  },
  {
    ...inEnum(
      "rate priority",
      "planted_priority",
      "shared/incentive/points/point.ts",
      "ratePrioritySchema",
    ),
    handledIn: ["shared/incentive/points/resolve-rate.ts"],
  },
  {
    ...inEnum("point use", "planted_use", "shared/incentive/points/point.ts", "pointUseSchema"),
    handledIn: ["shared/incentive/points/point.ts"],
  },
  {
    list: "why a rate doesn't apply",
    word: "planted_reason_against",
    file: "shared/incentive/points/resolve-rate.ts",
    after: "const CHECKS = {",
    source: "planted_reason_against: () => true,",
    // It is only shown.
    handledIn: [],
  },
  {
    ...inEnum(
      "entrants of a prize draw",
      "planted_entrants",
      "shared/incentive/benefits/prize-draw.ts",
      "entrantKindSchema",
    ),
    handledIn: ["sync-server/storage/incentive/benefits/prize-draw-store.ts"],
  },
  {
    ...inEnum(
      "tier movement",
      "planted_movement",
      "shared/incentive/tiers/tier-movement.ts",
      "tierMovementKindSchema",
    ),
    handledIn: ["sync-server/incentive/tiers/record-tiers.ts"],
  },
  {
    ...inEnum(
      "unfreeze reason",
      "planted_unfreeze",
      "shared/ledger/freeze.ts",
      "unfreezeReasonSchema",
    ),
    handledIn: [],
  },
  {
    ...inEnum("knowledge", "planted_knowledge", "shared/ledger/as-of.ts", "knowledgeSchema"),
    handledIn: ["shared/ledger/as-of.ts"],
  },
  {
    ...inEnum(
      "setting type",
      "planted_setting",
      "shared/organisation/setting-type.ts",
      "settingTypeSchema",
    ),
    handledIn: [],
  },
  {
    list: "burst of keys",
    word: "planted_burst",
    file: "renderer/clienteling/features/scan/key-burst.ts",
    after: "export type BurstKind = ",
    source: `"planted_burst" | `,
    handledIn: ["renderer/clienteling/features/scan/key-burst.ts"],
  },
  {
    list: "identifier's holder",
    word: "planted_holder",
    file: "renderer/data/views.ts",
    after: "export type FoundByIdentifier =",
    source: `\n  | { readonly kind: "planted_holder" }`,
    handledIn: ["renderer/clienteling/features/scan/scan-offer.tsx"],
  },
  {
    list: "phase of a pull",
    word: "planted_phase",
    file: "sync-server/sync/checkpoint.ts",
    after: "export type PullPhase = ",
    source: `"planted_phase" | `,
    handledIn: ["sync-server/sync/checkpoint.ts"],
  },
  {
    ...inEnum(
      "credit type",
      "planted_credit",
      "shared/incentive/credits/credit.ts",
      "creditTypeSchema",
    ),
    // It is only shown.
    handledIn: [],
  },
  {
    ...inEnum(
      "security code",
      "planted_pin",
      "shared/incentive/credits/credit.ts",
      "securityCodeTypeSchema",
    ),
    handledIn: ["sync-server/incentive/credits/mint-gift-cards.ts"],
  },
  {
    ...inEnum(
      "end of a card's hold",
      "planted_end",
      "shared/incentive/credits/gift-card.ts",
      "cardHoldEndSchema",
    ),
    // It is only recorded.
    handledIn: [],
  },
  {
    ...inEnum(
      "refund order",
      "planted_refund",
      "shared/redemption/split-refund.ts",
      "refundOrderSchema",
    ),
    handledIn: ["shared/redemption/split-refund.ts"],
  },
  {
    list: "who reverses",
    word: "planted_reverser",
    file: "shared/redemption/reversal.ts",
    after: "export type Reverser = ",
    source: `"planted_reverser" | `,
    handledIn: ["shared/redemption/reversal.ts"],
  },
  {
    list: "what pays at the counter",
    word: "planted_pay",
    file: "renderer/clienteling/features/redeem/pay-with.ts",
    after: "export type PayWith = ",
    source: `"planted_pay" | `,
    handledIn: ["renderer/clienteling/features/redeem/pay-with.ts"],
  },
  {
    list: "duplicate match",
    word: "planted_match",
    file: "renderer/data/duplicate.ts",
    after: "export type DuplicateMatch = ",
    source: `"planted_match" | `,
    handledIn: [
      "renderer/clienteling/features/profile-form/duplicate-notes.tsx",
      "renderer/data/duplicate.ts",
      "renderer/data/operations/find-duplicates.ts",
    ],
  },
  {
    ...inEnum("entry source", "planted_source", "shared/ledger/entry.ts", "entrySourceTypeSchema"),
    handledIn: ["shared/api/ledger/entry-words.ts", "shared/ledger/entry-source.ts"],
  },
  {
    ...inEnum(
      "gift card state",
      "planted_card",
      "shared/incentive/credits/gift-card.ts",
      "giftCardStateSchema",
    ),
    handledIn: [
      "shared/incentive/credits/gift-card.ts",
      "sync-server/incentive/credits/change-gift-card.ts",
    ],
  },
  {
    list: "whether a benefit can be used",
    word: "planted_can_use",
    file: "renderer/clienteling/features/profile/rewards/benefits-panel.tsx",
    after: "export type CanUse = ",
    source: `"planted_can_use" | `,
    handledIn: ["renderer/clienteling/features/profile/rewards/benefits-panel.tsx"],
  },
  {
    list: "outcome of a redemption",
    word: "planted_outcome",
    file: "renderer/data/redeem-outcome.ts",
    after: "  readonly plan: RedemptionPlan;\n} & (",
    source: `\n  | { readonly status: "planted_outcome" }`,
    handledIn: ["renderer/clienteling/features/redeem/slip-state.ts"],
  },
  {
    list: "outcome of a use of a benefit",
    word: "planted_benefit",
    file: "renderer/data/redeem-outcome.ts",
    after: "export type BenefitOutcome = { readonly commandId: CommandId } & (",
    source: `\n  | { readonly status: "planted_benefit" }`,
    handledIn: ["renderer/clienteling/features/profile/rewards/ask-note.tsx"],
  },
  {
    list: "who declined a redemption",
    word: "planted_decline",
    file: "renderer/data/redeem-outcome.ts",
    after: "export type RedeemDecline =",
    source: `\n  | { readonly by: "planted_decline" }`,
    handledIn: ["renderer/words/decline.ts"],
  },
  {
    list: "refusal at the counter",
    word: "planted_counter",
    file: "shared/redemption/choose-mode.ts",
    after: "export type CounterRefusal =",
    source: `\n  | { readonly reason: "planted_counter" }`,
    handledIn: ["renderer/words/local-refusal.ts"],
  },
  {
    list: "why nothing could be kept",
    word: "planted_disk",
    file: "renderer/data/refusal.ts",
    after: "readonly cause: ",
    source: `"planted_disk" | `,
    handledIn: ["renderer/words/local-refusal.ts"],
  },
  {
    list: "refusal of an edit",
    word: "planted_edit",
    file: "renderer/data/refusal.ts",
    after: "export type EditRefusal =",
    source: `\n  | { readonly reason: "planted_edit" }`,
    handledIn: ["renderer/words/edit-refusal.ts"],
  },
  {
    list: "refusal of a note",
    word: "planted_note",
    file: "renderer/data/refusal.ts",
    after: "export type NoteRefusal =",
    source: `\n  | { readonly reason: "planted_note" }`,
    handledIn: ["renderer/words/edit-refusal.ts"],
  },
  {
    list: "refusal to undo",
    word: "planted_undo",
    file: "renderer/data/refusal.ts",
    after: "export type UndoRefusal =",
    source: `\n  | { readonly reason: "planted_undo" }`,
    handledIn: ["renderer/words/edit-refusal.ts"],
  },
  {
    list: "refusal of a PIN",
    word: "planted_wrong_pin",
    file: "renderer/data/refusal.ts",
    after: "export type PinRefusal =",
    source: `\n  | { readonly reason: "planted_wrong_pin" }`,
    handledIn: ["renderer/words/pin-refusal.ts"],
  },
  {
    ...inEnum(
      "interaction",
      "planted_interaction",
      "shared/clienteling/interaction.ts",
      "interactionActionSchema",
    ),
    handledIn: [],
  },
  {
    ...inEnum(
      "kind of appointment",
      "planted_appointment_kind",
      "shared/clienteling/appointment.ts",
      "export const appointmentKindSchema",
    ),
    handledIn: [
      "renderer/clienteling/features/calendar/book-sheet.tsx",
      "renderer/words/appointment.ts",
    ],
  },
  {
    ...inEnum(
      "state of an appointment",
      "planted_appointment_state",
      "shared/clienteling/appointment.ts",
      "export const appointmentStateSchema",
    ),
    handledIn: [
      "renderer/clienteling/features/calendar/appointment-row.tsx",
      "renderer/clienteling/features/calendar/appointment-sheet.tsx",
      "renderer/clienteling/features/calendar/day-grid.tsx",
      "renderer/clienteling/features/calendar/use-appointment-actions.ts",
      "shared/clienteling/appointment.ts",
    ],
  },
  {
    ...inEnum(
      "kind of task",
      "planted_task_kind",
      "shared/clienteling/task.ts",
      "export const taskKindSchema",
    ),
    handledIn: ["renderer/clienteling/features/tasks/add-task-sheet.tsx"],
  },
  {
    ...inEnum(
      "state of a task",
      "planted_task_state",
      "shared/clienteling/task.ts",
      "export const taskStateSchema",
    ),
    handledIn: ["shared/clienteling/task.ts"],
  },
  {
    ...inEnum(
      "priority of a task",
      "planted_task_priority",
      "shared/clienteling/task.ts",
      "export const taskPrioritySchema",
    ),
    handledIn: [],
  },
  {
    ...inEnum(
      "origin of a task",
      "planted_task_origin",
      "shared/clienteling/task.ts",
      "export const taskOriginSchema",
    ),
    handledIn: [],
  },
  {
    ...inEnum(
      "way of an interaction",
      "planted_way",
      "shared/clienteling/interaction.ts",
      "interactionChannelSchema",
    ),
    handledIn: ["renderer/clienteling/features/message/last-contact.tsx"],
  },
  {
    ...inEnum(
      "channel of messages",
      "planted_channel",
      "shared/clienteling/message-template.ts",
      "messageChannelSchema",
    ),
    handledIn: [
      "renderer/clienteling/features/message/channel-field.tsx",
      "renderer/clienteling/features/message/message-form.tsx",
      "shared/clienteling/message.ts",
    ],
  },
  {
    ...inEnum("frequency", "planted_frequency", "shared/commerce/dimensions.ts", "frequencySchema"),
    handledIn: [],
  },
  {
    ...inEnum("recency", "planted_recency", "shared/commerce/dimensions.ts", "recencySchema"),
    handledIn: [],
  },
  {
    ...inEnum(
      "where a profile shops",
      "planted_where",
      "shared/commerce/dimensions.ts",
      "channelSchema",
    ),
    handledIn: [],
  },
  {
    ...inEnum(
      "protection of secrets",
      "planted_protection",
      "shared/desktop/bridge.ts",
      "secretProtectionSchema",
    ),
    handledIn: [],
  },
  {
    ...inEnum(
      "benefit type",
      "planted_perk",
      "shared/incentive/benefits/benefit.ts",
      "benefitTypeSchema",
    ),
    handledIn: [],
  },
  {
    ...inEnum(
      "reward type",
      "planted_reward_type",
      "shared/incentive/rewards/reward.ts",
      "rewardTypeSchema",
    ),
    handledIn: [],
  },
  {
    ...inEnum(
      "reason given by hand",
      "planted_by_hand",
      "shared/ledger/by-hand.ts",
      "handReasonSchema",
    ),
    handledIn: ["shared/api/ledger/by-hand.ts"],
  },
  {
    ...inEnum(
      "type of a custom field",
      "planted_custom",
      "shared/profile/custom-type.ts",
      "customTypeSchema",
    ),
    handledIn: ["shared/profile/custom-value.ts"],
  },
  {
    ...inEnum(
      "limit of a sale",
      "planted_sale_limit",
      "shared/redemption/sale-limits.ts",
      "exceededSaleLimitSchema",
    ),
    handledIn: [],
  },
  {
    ...inEnum(
      "problem of a gift card",
      "planted_problem",
      "shared/sync/gift-card.ts",
      "cardProblemSchema",
    ),
    handledIn: ["renderer/words/gift-card.ts"],
  },
  {
    ...inEnum(
      "which tokens",
      "planted_tokens",
      "sync-server/storage/access/token-store.ts",
      "tokenTypeSchema",
    ),
    handledIn: ["sync-server/storage/access/token-store.ts"],
  },
  {
    ...inEnum(
      "status of a connection",
      "planted_connection",
      "shared/clienteling/connection.ts",
      "connectionStatusSchema",
    ),
    handledIn: ["renderer/words/connection.ts", "shared/clienteling/connection.ts"],
  },
  {
    ...inEnum(
      "side of a connection",
      "planted_side",
      "shared/clienteling/connection.ts",
      "connectionSideSchema",
    ),
    handledIn: [
      "shared/api/clienteling/connection.ts",
      "shared/clienteling/connection.ts",
      "sync-server/clienteling/connections.ts",
      "sync-server/clienteling/decide-connection.ts",
      "sync-server/sync/read-clienteling-facts.ts",
    ],
  },
  {
    ...inEnum(
      "period of a reminder",
      "planted_period_of_reminder",
      "shared/reaction/reminder.ts",
      "reminderPeriodSchema",
    ),
    handledIn: [],
  },
  {
    ...inEnum(
      "repeat of a reminder",
      "planted_repeat",
      "shared/reaction/reminder.ts",
      "reminderRepeatSchema",
    ),
    handledIn: [],
  },
  {
    ...inEnum(
      "way of a reminder",
      "planted_reminder_way",
      "shared/reaction/reminder.ts",
      "reminderChannelSchema",
    ),
    handledIn: [],
  },
  {
    ...inEnum(
      "who is assigned to a location",
      "planted_assignment",
      "shared/organisation/assignment.ts",
      "assignmentTypeSchema",
    ),
    handledIn: ["shared/organisation/assignment.ts"],
  },
  {
    ...inEnum(
      "role at a location",
      "planted_assigned_role",
      "shared/organisation/assignment.ts",
      "assignmentRoleSchema",
    ),
    handledIn: [],
  },
  {
    ...inEnum(
      "type of an organisation",
      "planted_organisation",
      "shared/organisation/organisation.ts",
      "organisationTypeSchema",
    ),
    handledIn: [],
  },
  {
    ...inEnum(
      "why somebody is a member",
      "planted_membership",
      "shared/organisation/organisation.ts",
      "membershipSourceSchema",
    ),
    handledIn: [],
  },
  {
    ...inEnum(
      "what a message verifies",
      "planted_verification",
      "shared/api/profile/comms.ts",
      "verification",
    ),
    handledIn: [],
  },
  {
    ...inEnum("what an import fills", "planted_handler", "shared/api/profile/import.ts", "handler"),
    handledIn: [],
  },
  {
    ...inEnum("why a merge stays", "planted_stays", "shared/api/profile/merge.ts", "staysSchema"),
    handledIn: [],
  },
  {
    ...inEnum(
      "by what redemptions are added up",
      "planted_group",
      "shared/api/redemption/redemption-groups.ts",
      "groupBySchema",
    ),
    handledIn: ["sync-server/http/routes/v3/redemption/redemption-reports.ts"],
  },
  {
    ...inEnum(
      "field with a rule",
      "planted_ruled",
      "shared/profile/profile-rules.ts",
      "ruledFieldSchema",
    ),
    handledIn: ["sync-server/profile/broken-rule.ts"],
  },
  {
    ...inEnum(
      "how a rule of a profile holds",
      "planted_rule_type",
      "shared/profile/profile-rules.ts",
      "ruleTypeSchema",
    ),
    handledIn: ["sync-server/profile/broken-rule.ts"],
  },
  {
    ...inEnum(
      "when a rule of a profile holds",
      "planted_occasion",
      "shared/profile/profile-rules.ts",
      "occasionSchema",
    ),
    handledIn: [],
  },
  {
    ...inUnion(
      "why a benefit isn't redeemed",
      "planted_unredeemed",
      "sync-server/redemption/redeem-benefit.ts",
      "redeemBenefitRefusalsSchema",
      "reason",
    ),
    // In its own file, where the compiler names the word of the refusals of uses first.
    handledIn: [],
  },
  {
    ...inEnum(
      "format of an export",
      "planted_export",
      "shared/api/profile/export.ts",
      "exportFormatSchema",
    ),
    handledIn: [
      "sync-server/cli/export-profile.ts",
      "sync-server/http/routes/v3/profile/erase-profiles.ts",
    ],
  },
  {
    ...inEnum("format of a report", "planted_report", "shared/api/csv.ts", "reportFormatSchema"),
    handledIn: [
      "sync-server/http/routes/v3/ledger/liability.ts",
      "sync-server/http/routes/v3/redemption/redemption-reports.ts",
    ],
  },
];
