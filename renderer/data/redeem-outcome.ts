import type { CommandId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { RedeemRefusal } from "#shared/redemption/decide.ts";
import type { FloorRefusal } from "#shared/redemption/floor-limits.ts";
import type { RedemptionPlan } from "#shared/redemption/plan.ts";
import type { Verdict, VerdictReason } from "#shared/sync/verdict.ts";
import type { NotDurable, NotReady } from "./refusal.ts";

/** Who may say yes: the server (`online`), this device (`at_risk`), or nobody. */
export type RedeemPreview = {
  readonly plan: RedemptionPlan;
  readonly tier: "online" | "at_risk" | "declined";
  /** Why not; null unless `tier` is `declined`. */
  readonly refusal: LocalRefusal | null;
};

/** What was promised at the counter. In each case the command is durable. */
export type RedeemOutcome = {
  readonly commandId: CommandId;
  /** The lots as this device drew them; the server's word counts. */
  readonly plan: RedemptionPlan;
} & (
  | { readonly status: "confirmed"; readonly verdict: Verdict }
  /** Sent, but no answer within the time: it may or may not have been redeemed; it stays pending. */
  | { readonly status: "unconfirmed" }
  /** Honoured without the server, inside the floor limits; to be confirmed after the next sync. */
  | { readonly status: "at_risk" }
);

/** Why this device declines on the spot. Nothing is written. */
export type LocalRefusal =
  | RedeemRefusal
  | FloorRefusal
  | { readonly reason: "profile_unknown" }
  /** The clock of this device went back; at-risk is off until the server is heard again. */
  | { readonly reason: "clock_went_back" }
  | NotReady;

export type RedeemDecline =
  | { readonly by: "device"; readonly refusal: LocalRefusal | NotDurable }
  | {
      readonly by: "server";
      readonly commandId: CommandId;
      readonly reason: VerdictReason;
      readonly availableCents: Cents | null;
      readonly detail: string | null;
    };
