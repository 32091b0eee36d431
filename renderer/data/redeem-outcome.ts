import type { CommandId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { CounterRefusal } from "#shared/redemption/choose-mode.ts";
import type { RedemptionPlan } from "#shared/redemption/plan.ts";
import type { Verdict, VerdictReason } from "#shared/sync/verdict.ts";
import type { NotDurable } from "./refusal.ts";

/** What was promised at the counter. In each case the command is durable. */
export type RedeemOutcome = {
  readonly commandId: CommandId;
  /** The lots as this device drew them. The server decides in the end. */
  readonly plan: RedemptionPlan;
} & (
  | { readonly status: "confirmed"; readonly verdict: Verdict }
  /** Sent, but not answered in time. It may or may not have been redeemed, and stays pending. */
  | { readonly status: "unconfirmed" }
  /** Redeemed offline within the floor limits, to be confirmed by the next sync. */
  | { readonly status: "at_risk" }
);

/** What happened to a use or claim of a benefit that the server was asked for. */
export type BenefitOutcome = { readonly commandId: CommandId } & (
  | {
      readonly status: "confirmed";
      /** What the till wants to know, if the benefit has a code. */
      readonly code: string | null;
    }
  /** Sent, but not answered in time. It may or may not have been done. */
  | { readonly status: "unconfirmed" }
);

/** Who declined. If the device did, nothing was written. */
export type RedeemDecline =
  | { readonly by: "device"; readonly refusal: CounterRefusal | NotDurable }
  | {
      readonly by: "server";
      readonly commandId: CommandId;
      readonly reason: VerdictReason;
      readonly availableCents: Cents | null;
      readonly againAt: Instant | null;
    };
