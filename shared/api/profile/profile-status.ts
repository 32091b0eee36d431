import { z } from "zod";
import { filled, moment, orNull, termNumber } from "#shared/api/fields.ts";
import { statusApi } from "#shared/api/organisation/terms.ts";
import type { TermId } from "#shared/kernel/ids.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { type GivenStatus, isHeldAt } from "#shared/profile/status.ts";

/** What may change of a status that a profile has (DOMAIN §3.7). */
export const profileStatusChangeSchema = z
  .object({ starts_at: orNull(moment), expires_at: orNull(moment) })
  .partial();

/** A status for a profile, by its number or its handle. */
export const newProfileStatusSchema = profileStatusChangeSchema
  .extend({ status_id: termNumber.optional(), handle: filled(100).optional() })
  .superRefine(({ status_id: id, handle }, context) => {
    if (id !== undefined || handle !== undefined) return;
    context.addIssue({ code: "custom", path: ["status_id"], message: "is required" });
  });

/** From when and until when, in our words. */
export const statusSpanOf = (body: z.output<typeof profileStatusChangeSchema>) => ({
  startsAt: body.starts_at,
  endsAt: body.expires_at,
});

/** Which status a body names: its number counts. */
export const statusNamed = ({
  status_id: id,
  handle = "",
}: {
  readonly status_id?: TermId | undefined;
  readonly handle?: string | undefined;
}) => (id === undefined ? { handle } : { id });

/** A status of a profile: the status, and from when and until when the profile has it. */
export const profileStatusViewSchema = statusApi.view.extend({
  starts_at: z.string().nullable(),
  expires_at: z.string().nullable(),
  is_active: z.boolean(),
});

/** A status of a profile as the API shows it. */
export const profileStatusView = (
  {
    status,
    given,
  }: { readonly status: Parameters<typeof statusApi.show>[0]; readonly given: GivenStatus },
  now: Instant,
): z.output<typeof profileStatusViewSchema> => ({
  ...statusApi.show(status),
  starts_at: given.startsAt === null ? null : formatV3(instant(given.startsAt)),
  expires_at: given.endsAt === null ? null : formatV3(instant(given.endsAt)),
  is_active: isHeldAt(given, now),
});
