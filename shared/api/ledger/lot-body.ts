import type { z } from "zod";
import {
  extraOf,
  freeJson,
  linesOrNull,
  localMoment,
  orNull,
  textOrNull,
  timezone,
} from "#shared/api/fields.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { definedFields } from "#shared/kernel/object.ts";
import {
  firstInstantOf,
  type Instant,
  lastInstantOf,
  type TimeZone,
  type WrittenTime,
} from "#shared/kernel/time.ts";
import { byHandFields, byHandOf } from "./by-hand.ts";

/** What a body that issues a reward, credit or a benefit may say besides what is its own. */
export const issueFields = {
  issued_at: orNull(localMoment).optional(),
  expires_at: orNull(localMoment).optional(),
  timezone: orNull(timezone).optional(),
  external_id: textOrNull(100).optional(),
  description: linesOrNull(1000).optional(),
  meta: orNull(freeJson).optional(),
  ...byHandFields,
};

/** The free fields of a lot in a body. */
type Described = {
  readonly meta?: ExtraFields[string] | undefined;
  readonly description?: string | null | undefined;
};

/**
 * The fields that bodies for issuing rewards and points have in common, in our terms; days and
 * local times are those of `zone`.
 */
export const issueOf = (
  body: Described &
    z.output<z.ZodObject<typeof byHandFields>> & {
      readonly issued_at?: WrittenTime | null | undefined;
      readonly expires_at?: WrittenTime | null | undefined;
    },
  zone: TimeZone,
  id: DefinitionId | undefined,
  handle: string | undefined,
) => ({
  definition: definitionRef(id, handle),
  issuedAt: body.issued_at ? firstInstantOf(body.issued_at, zone) : null,
  ...definedFields({ expiresAt: expiryOf(body.expires_at, zone) }),
  extra: lotExtraOf(body),
  ...byHandOf(body),
});

/** The definition that a body names; its id decides if it sends both. */
export const definitionRef = (id: DefinitionId | undefined, handle: string | undefined) =>
  id === undefined ? { handle: handle ?? "" } : { id };

/** The expiry in a body: a day counts to its end. Undefined if not sent. */
export const expiryOf = (
  written: WrittenTime | null | undefined,
  zone: TimeZone,
): Instant | null | undefined => written && lastInstantOf(written, zone);

/** The free fields of a lot, to be stored as sent. */
export const lotExtraOf = ({ meta, description }: Described): ExtraFields =>
  extraOf({ meta, description });
