import { z } from "zod";
import { deviceIdSchema, locationIdSchema, tenantIdSchema } from "#shared/kernel/ids.ts";

export type EnrolRequest = {
  /** The origin of the sync server, such as https://sync.example.com. */
  readonly serverUrl: string;
  readonly code: string;
  readonly deviceName: string;
};

/** What this device is, to which server. The token is kept apart, with the secrets. */
export const enrolmentSchema = z.object({
  serverUrl: z.url(),
  deviceName: z.string(),
  deviceId: deviceIdSchema,
  deviceEpoch: z.int().positive(),
  tenantId: tenantIdSchema,
  locationId: locationIdSchema,
});
export type Enrolment = z.infer<typeof enrolmentSchema>;

/** Why enrolling did not work, in order of precedence. */
export type EnrolRefusal =
  | { readonly reason: "server_url_invalid" }
  | { readonly reason: "server_unreachable"; readonly message: string }
  | { readonly reason: "code_invalid" }
  | { readonly reason: "must_update" }
  | { readonly reason: "too_many_requests" }
  | { readonly reason: "answer_not_understood"; readonly message: string }
  /** Facts and commands of another tenant are on this device; nothing is thrown away for a code. */
  | { readonly reason: "other_tenant" };
