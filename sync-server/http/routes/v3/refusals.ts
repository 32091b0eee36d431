import type { z } from "zod";
import { budgetAmount } from "#shared/api/incentive/cost.ts";
import type { BudgetCounted, BudgetReached } from "#shared/incentive/budget.ts";
import type { ByReason } from "#shared/kernel/by-reason.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import type { TooManyAnHour, VelocityCounted } from "#shared/redemption/velocity.ts";
import type { RequestRefusal } from "#sync-server/http/answer.ts";

/** Messages by field, in the API's field names. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/**
 * 422: the request can't be done, with the reason for each field. Extra fields say what would be
 * possible.
 */
export const invalidFields = (
  errors: FieldErrors,
  extra: Readonly<Record<string, unknown>> = {},
): RequestRefusal => {
  const messages = Object.values(errors).flat();
  const more = messages.length - 1;
  const first = messages[0] ?? "The given data was invalid.";
  const message = more > 0 ? `${first} (and ${more} more ${more > 1 ? "errors" : "error"})` : first;
  return { status: 422, code: "invalid_request", message, errors, ...extra };
};

/** 422 about one field. */
export const invalid = (
  field: string,
  message: string,
  extra: Readonly<Record<string, unknown>> = {},
): RequestRefusal => invalidFields({ [field]: [message] }, extra);

/** 403: the token doesn't have a scope that this takes. */
export const lacksScope = (scope: string): RequestRefusal => ({
  status: 403,
  code: "forbidden",
  message: `This token may not do that: it lacks the scope ${scope}.`,
  errors: { scope: [scope] },
});

/** 404: there is no such thing, or not in this tenant. */
export const unknown = (what: string): RequestRefusal => ({
  status: 404,
  code: "not_found",
  message: `There is no such ${what}.`,
});

/** 503: the server has too much to do; the caller may try again soon. */
export const busy = (message: string): RequestRefusal => ({
  status: 503,
  code: "unavailable",
  message,
});

/** The thing that was found, or 404. */
export const found = <T>(
  data: T | null | undefined,
  what: string,
): Result<{ readonly data: T }, RequestRefusal> =>
  data === null || data === undefined ? err(unknown(what)) : ok({ data });

/**
 * The response to each reason that a write may refuse for; a new reason doesn't compile without
 * one.
 */
export type RefusalTable<R extends { readonly reason: string }> = ByReason<R, RequestRefusal>;

/** 409: it conflicts with the current state. Extra fields say what would be possible. */
export const conflict = (
  message: string,
  extra: Readonly<Record<string, unknown>> = {},
): RequestRefusal => ({ status: 409, code: "conflict", message, errors: {}, ...extra });

/** 412: what the caller's `If-Match` names isn't what is there (DOMAIN §1.2). */
export const notMatched: RequestRefusal = {
  status: 412,
  code: "precondition_failed",
  message: "If-Match is met by * alone: the tags of this API are weak, and none is ever the same.",
};

/** 409: it would be one too many in an hour (DOMAIN §11.13). */
export const tooManyAnHour = ({ counted, againAt }: TooManyAnHour): RequestRefusal => {
  const possibleAt = formatV3(againAt);
  return conflict(`Too many ${ACTS[counted]} in an hour. Possible again at ${possibleAt}.`, {
    possible_at: possibleAt,
  });
};

const ACTS: Readonly<Record<VelocityCounted, string>> = {
  redemption: "redemptions",
  join: "new profiles",
  manual_issue: "issues by hand",
};

const COUNTED: Readonly<Record<BudgetCounted, (currency: Currency) => string>> = {
  money: ({ code }) => code,
  issues: () => "issues",
};

/** 422: a budget has no room for the issue (incentive/SPEC.md [G2]). */
export const budgetReached =
  (field: string, currency: Currency) =>
  ({ limit, countedIn, left }: Omit<BudgetReached, "reason">): RequestRefusal => {
    const shown = budgetAmount(left, { countedIn }, currency);
    return invalid(
      field,
      `The budget of this definition has ${shown} ${COUNTED[countedIn](currency)} left${WHOSE[limit]}, and an issue must fit it whole. Raise it, or let it warn only: see budget.`,
      { budget: { limit, counted_in: countedIn, left: shown } },
    );
  };

const WHOSE: Readonly<Record<BudgetReached["limit"], string>> = {
  total: "",
  per_profile: " for this profile",
};

export const keyReused = conflict(
  "This Idempotency-Key was already used with another body. Send the same body, or use a new key.",
);

/** Nobody on the staff has the id or number that a body names. */
export const staffUnknown = invalid("staff_id", "There is no such staff member.");

/** 422: there is no pair of currencies to convert an amount by (incentive/SPEC.md [C3]). */
export const noRate = (from: string, to: string): RequestRefusal =>
  invalid(
    "currency",
    `There is no rate from ${from} to ${to}: add the pair to /currencies, or send ${to}.`,
  );

/** 409: the hold of the same request is over (incentive/SPEC.md [C7]). */
export const holdOver = conflict(
  "The hold that was asked for with this Idempotency-Key is over. To hold it again, use a new key.",
);

/** 422 with messages by field, from what is wrong with the input. */
export const invalidInput = (
  issues: readonly Pick<z.core.$ZodIssue, "path" | "message">[],
): RequestRefusal => {
  // A caller may name a field `constructor`, which every plain object has.
  const errors = new Map<string, string[]>();
  for (const { path, message } of issues) {
    const field = path.map(String).filter(Boolean).join(".") || "body";
    errors.set(field, [...(errors.get(field) ?? []), sentenceOf(field, message)]);
  }
  return invalidFields(Object.fromEntries(errors));
};

/** "The price sell must be …": the schemas' messages follow the field's name. */
const sentenceOf = (field: string, message: string): string => {
  const name = field.replaceAll("_", " ");
  return `The ${name} ${message}.`;
};
