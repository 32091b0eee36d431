import type { ConnectionStep } from "#shared/clienteling/connection.ts";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import type { DetailProblem } from "#shared/profile/check-details.ts";
import type { GoodwillRefusal } from "#shared/redemption/decide-goodwill.ts";
import type { ListProblem } from "#shared/sync/list-command.ts";

/** The journal or the outbox refused it, so nothing was done. */
export type NotDurable = {
  readonly reason: "not_durable";
  readonly cause: "full" | "disk_full" | "io_error";
};

/** The device isn't enrolled, or hasn't yet pulled what a decision needs. */
export type NotReady = { readonly reason: "not_ready" };

export type EditRefusal =
  | NotReady
  | { readonly reason: "invalid_details"; readonly problems: readonly DetailProblem[] }
  | { readonly reason: "no_changes" }
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "duplicate_profile"; readonly profileId: ProfileId }
  | NotDurable;

export type ReverseRefusal =
  | NotReady
  /** It was refused, undone or reversed, or isn't on this device. */
  | { readonly reason: "redemption_unknown" }
  /** Only a manager may by now ([V2]), or the one who approved isn't one ([S32]). */
  | { readonly reason: "beyond_role" }
  | NotDurable;

export type GoodwillDenial =
  | NotReady
  | { readonly reason: "profile_unknown" }
  | GoodwillRefusal
  | { readonly reason: "beyond_role" }
  | NotDurable;

export type NoteRefusal =
  | NotReady
  | { readonly reason: "text_empty" }
  | { readonly reason: "text_too_long"; readonly maxLength: number }
  | { readonly reason: "profile_unknown" }
  | NotDurable;

export type LogRefusal =
  | NotReady
  /** Too long, or with characters that can't be kept. */
  | { readonly reason: "not_readable" }
  | { readonly reason: "profile_unknown" }
  | NotDurable;

export type ListRefusal =
  | NotReady
  /** Too long, or with characters that can't be kept. */
  | { readonly reason: "not_readable" }
  | { readonly reason: "profile_unknown" }
  | ListProblem
  | NotDurable;

export type ConnectionRefusal =
  | NotReady
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "connection_unknown" }
  | ConnectionStep
  | NotDurable;

export type ReceiptRefusal =
  | NotReady
  /** Too long, or with characters that can't be kept. */
  | { readonly reason: "not_readable" }
  | { readonly reason: "profile_unknown" }
  /** Why it can't be the sale of a customer (commerce/SPEC.md [J7]). */
  | { readonly reason: "in_the_future" }
  | { readonly reason: "too_long_before_joining"; readonly daysBeforeJoining: number }
  | { readonly reason: "already_theirs" }
  | { readonly reason: "already_credited" }
  | { readonly reason: "already_added" }
  | NotDurable;

export type MergeRefusal =
  | NotReady
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "same_profile" }
  /** Only managers merge (profile/SPEC.md [I28]). */
  | { readonly reason: "beyond_role" }
  /** A merge of one of them already waits for its answer. */
  | { readonly reason: "already_merging" }
  | NotDurable;

export type TaskRefusal =
  | NotReady
  | { readonly reason: "text_empty" }
  | { readonly reason: "text_too_long"; readonly maxLength: number }
  | { readonly reason: "task_unknown" }
  | NotDurable;

export type BookRefusal =
  | NotReady
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "no_changes" }
  /** Somebody else looks after the customer (clienteling/SPEC.md [X31]). */
  | { readonly reason: "beyond_role" }
  | NotDurable;

export type AppointmentRefusal =
  | NotReady
  | { readonly reason: "text_too_long"; readonly maxLength: number }
  | { readonly reason: "appointment_unknown" }
  | { readonly reason: "appointment_step" }
  /** The clock of the store doesn't show that time on that day ([X25]). */
  | { readonly reason: "time_skipped" }
  | NotDurable;

export type UndoRefusal =
  /** These mean nothing without it. Agree to undo them too. */
  | { readonly reason: "others_depend"; readonly commandIds: readonly CommandId[] }
  | { readonly reason: "already_sent" }
  | { readonly reason: "unknown" }
  | NotDurable;

export type PinRefusal =
  | { readonly reason: "wrong_pin"; readonly triesLeft: number }
  | { readonly reason: "locked"; readonly retryAfterMs: number }
  | { readonly reason: "staff_unknown" };
