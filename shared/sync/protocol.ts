import { z } from "zod";
import { deviceIdSchema, locationIdSchema, tenantIdSchema } from "#shared/kernel/ids.ts";
import { textSchema } from "#shared/kernel/text.ts";
import { instantSchema } from "#shared/kernel/time.ts";
import { collectionNameSchema } from "./collections.ts";
import { verdictSchema } from "./verdict.ts";

/**
 * Incremented whenever either end could misread the other. Sent with every request, in the header
 * below.
 */
export const PROTOCOL_VERSION = 1;
export const PROTOCOL_HEADER = "x-regulars-protocol";

/**
 * Sent with every request of an enrolled device: the `deviceSeq` of the last command that it has
 * made, so that the server knows which commands are older than this contact ([S8]).
 */
export const MADE_HEADER = "x-regulars-made";

// Limits that both ends enforce.

export const PUSH_COMMANDS_MAX = 100;
export const PULL_LIMIT_MAX = 2000;
export const PULL_LIMIT_DEFAULT = 1000;

/**
 * How often the server sends something on an idle stream, so that a device notices within ten
 * seconds that the server hangs ([S19]).
 */
export const STREAM_HEARTBEAT_MS = 4000;

/** `POST /sync/v1/enrol`: a one-time code from head office becomes a device token. No bearer. */
export const enrolRequestSchema = z.object({
  code: z.string().trim().min(6).max(64),
  deviceName: textSchema.trim().min(1).max(100),
});

export const enrolResponseSchema = z.object({
  deviceId: deviceIdSchema,
  deviceEpoch: z.int().positive(),
  /** `rg_dev_…`: shown once; the server keeps its hash. */
  token: z.string(),
  tenantId: tenantIdSchema,
  locationId: locationIdSchema,
  serverEpoch: z.string(),
  serverTime: instantSchema,
});
export type EnrolResponse = z.infer<typeof enrolResponseSchema>;

/** The device was flagged, and may redeem nothing at risk until head office clears it ([S21]). */
const isOnlineOnly = z.boolean().default(false);

/**
 * `POST /sync/v1/push`: commands in `deviceSeq` order. Each is parsed separately, so that one bad
 * command doesn't block the rest.
 */
export const pushRequestSchema = z.object({
  commands: z.array(z.unknown()).min(1).max(PUSH_COMMANDS_MAX),
});

export const pushResponseSchema = z.object({
  /** One per command, in the order sent; fewer if the server stopped at a gap in the order. */
  verdicts: z.array(verdictSchema).readonly(),
  /** The next `deviceSeq` that the server expects from this device. */
  nextDeviceSeq: z.int().positive(),
  serverEpoch: z.string(),
  serverTime: instantSchema,
  /** Commands recorded up to this instant are in a backup, so the device may forget them. */
  backedUpThrough: instantSchema.nullable(),
});
export type PushResponse = z.infer<typeof pushResponseSchema>;

/**
 * `GET /sync/v1/pull?collection=&checkpoint=&limit=`: facts after a checkpoint, in commit order.
 */
export const pullResponseSchema = z.object({
  /** Each is a document of the collection, or `{ id, _deleted: true }`. */
  documents: z.array(z.looseObject({ id: z.string() })),
  /** Opaque; includes the server's epoch. Send it back unchanged. */
  checkpoint: z.string(),
  /** False means that this includes everything committed before the request. */
  hasMore: z.boolean(),
  isOnlineOnly,
  serverEpoch: z.string(),
  serverTime: instantSchema,
});
export type PullResponse = z.infer<typeof pullResponseSchema>;

/** `GET /sync/v1/status`: how the server sees the device. */
export const statusResponseSchema = z.object({
  deviceId: deviceIdSchema,
  deviceEpoch: z.int().positive(),
  deviceName: z.string(),
  locationId: locationIdSchema,
  tenantId: tenantIdSchema,
  state: z.enum(["active", "must_enrol"]),
  /** The next `deviceSeq` that the server expects from this device. */
  nextDeviceSeq: z.int().positive(),
  isOnlineOnly,
  protocolVersion: z.int().positive(),
  serverEpoch: z.string(),
  serverTime: instantSchema,
  backedUpThrough: instantSchema.nullable(),
});
export type StatusResponse = z.infer<typeof statusResponseSchema>;

/**
 * The two limits on what a device sends ([S22]): `over_quota` ends with the day, `over_unplaced`
 * (commands of another device or enrolment) only by enrolling again.
 */
export const overQuotaSchema = z.enum(["over_quota", "over_unplaced"]);
export type OverQuota = z.infer<typeof overQuotaSchema>;

/** The body of a refused sync request: a code for programs and a sentence for people. */
export const syncErrorSchema = z.object({
  code: z.enum([
    "unauthorised",
    "device_revoked",
    /**
     * The device's identity was used twice ([S15]): push still works, everything else needs a new
     * code.
     */
    "must_enrol",
    "enrolment_code_invalid",
    "protocol_unsupported",
    "checkpoint_foreign",
    "invalid_request",
    "too_many_requests",
    ...overQuotaSchema.options,
    "unavailable",
    /** There is none, or this device may not see it ([S26]). */
    "no_picture",
    /** There is one, but its host doesn't give it to the server ([S27], [S28]). */
    "picture_unreachable",
  ]),
  message: z.string(),
  errors: z.record(z.string(), z.array(z.string())).optional(),
});
export type SyncError = z.infer<typeof syncErrorSchema>;

/**
 * The only event of `GET /sync/v1/stream` (SSE): there is more to pull, and from which collections.
 */
export const STREAM_EVENT = "resync";
export const streamEventSchema = z.object({ collections: z.array(collectionNameSchema) });
export type StreamEvent = z.infer<typeof streamEventSchema>;
