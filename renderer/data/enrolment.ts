import { z } from "zod";
import { deviceIdSchema, locationIdSchema, tenantIdSchema } from "#shared/kernel/ids.ts";

export type EnrolRequest = {
  /** The origin of the sync server, such as https://sync.example.com. */
  readonly serverUrl: string;
  readonly code: string;
  readonly deviceName: string;
};

/** What this device is, and to which server. The token is stored separately, with the secrets. */
export const enrolmentSchema = z.object({
  serverUrl: z.url(),
  deviceName: z.string(),
  deviceId: deviceIdSchema,
  deviceEpoch: z.int().positive(),
  tenantId: tenantIdSchema,
  locationId: locationIdSchema,
});
export type Enrolment = z.infer<typeof enrolmentSchema>;

/** Why enrolling failed, in order of precedence. */
export type EnrolRefusal =
  | { readonly reason: "server_url_invalid" }
  | { readonly reason: "server_unreachable"; readonly message: string }
  | { readonly reason: "code_invalid" }
  | { readonly reason: "must_update" }
  | { readonly reason: "too_many_requests" }
  | { readonly reason: "answer_not_understood"; readonly message: string }
  /** The device has facts and commands of another tenant. A code isn't enough to delete them. */
  | { readonly reason: "other_tenant" };
