import { z } from "zod";
import { canonicalJson, type Json } from "#shared/kernel/canonical.ts";
import { canonicalUuid, type DeviceId, profileIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { normaliseEmail } from "#shared/profile/email.ts";
import {
  type Command,
  type CommandEnvelope,
  commandEnvelopeSchema,
  commandSchema,
} from "#shared/sync/command.ts";
import type { VerdictReason } from "#shared/sync/verdict.ts";
import { sha256 } from "#sync-server/sha256.ts";
import type { CommandAbout } from "#sync-server/storage/sync/command-store.ts";

/** A command as received: either parsed, or with the reason why it can't be ([S7]). */
export type ReceivedCommand = {
  readonly envelope: {
    readonly commandId: Command["commandId"];
    readonly deviceEpoch: number;
    readonly deviceSeq: number;
  };
  /**
   * Made by another device than the one whose token sent it, so it has no place in this device's
   * order.
   */
  readonly isForeign: boolean;
  /** The kind it claims, for the record; empty if that isn't a valid name. */
  readonly kind: string;
  /** JSON, as received but for the case of its ids. */
  readonly body: string;
  readonly bodyHash: string;
  /** Whom it names, as far as that can be read. */
  readonly names: Omit<CommandAbout, "answerProfileId">;
  readonly reading:
    | { readonly status: "read"; readonly command: Command }
    | {
        readonly status: "unreadable";
        /** Null: it could be read, but the server failed on it. */
        readonly reason: VerdictReason | null;
        readonly detail: string;
      };
};

/**
 * Reads one element of a push. Refuses, with messages by field, only if it doesn't even have an id
 * and a place in the order; everything else can at least be parked.
 */
export const readCommand = (
  received: unknown,
  deviceId: DeviceId,
): Result<ReceivedCommand, Readonly<Record<string, readonly string[]>>> => {
  if (!isJsonObject(received)) return err({ "": ["must be an object"] });
  const sent = withCanonicalIds(received);
  const reading = readBody(sent);
  const envelope = reading.status === "read" ? ok(reading.command) : readEnvelope(sent);
  if (!envelope.ok) return envelope;
  const { commandId, deviceEpoch, deviceSeq } = envelope.value;
  const isForeign = isOtherDevice(sent["deviceId"], deviceId);
  return ok({
    envelope: { commandId, deviceEpoch, deviceSeq },
    isForeign,
    kind: kindLike(sent["kind"]) ?? "",
    body: JSON.stringify(sent),
    bodyHash: contentHash(sent),
    names: namesIn(sent),
    reading: isForeign ? FOREIGN : reading,
  });
};

/** Even where the rest can't be read: it is stored all the same. */
const namesIn = (sent: JsonObject): ReceivedCommand["names"] => {
  const { profileId, details, changes } = namesSchema.parse(sent);
  const { email, mobilePhone } = details ?? changes ?? NO_CONTACTS;
  return { profileId, email, mobilePhone };
};

const NO_CONTACTS = { email: null, mobilePhone: null };
const contactsSchema = z
  .object({
    email: z.string().transform(normaliseEmail).nullable().catch(null),
    mobilePhone: z.e164().nullable().catch(null),
  })
  .nullable()
  .catch(null);
const namesSchema = z.object({
  profileId: profileIdSchema.nullable().catch(null),
  details: contactsSchema,
  changes: contactsSchema,
});

/**
 * The command with its UUIDs in lower case, so that one id in two spellings is one command, one
 * device and one profile, even where the rest can't be read.
 */
const withCanonicalIds = (sent: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(sent).map(([key, value]) => [
      key,
      key.endsWith("Id") && typeof value === "string" ? canonicalUuid(value) : value,
    ]),
  );

const readEnvelope = (
  sent: JsonObject,
): Result<CommandEnvelope, Readonly<Record<string, readonly string[]>>> => {
  const parsed = commandEnvelopeSchema.safeParse(sent);
  return parsed.success ? ok(parsed.data) : err(fieldMessages(parsed.error));
};

/**
 * The hash that distinguishes a repeat from another command under a used id ([S5]). A device that
 * has enrolled again resends its commands under the new epoch ([S15]), so the place isn't included.
 */
const contentHash = (body: JsonObject): string => {
  const { deviceId: _device, deviceEpoch: _epoch, deviceSeq: _seq, ...content } = body;
  return sha256(canonicalJson(content));
};

/** Whether it names another device; a body without a device id is this device's, and broken. */
const isOtherDevice = (sent: Json | undefined, deviceId: DeviceId): boolean =>
  typeof sent === "string" && sent !== deviceId;

const FOREIGN: ReceivedCommand["reading"] = {
  status: "unreadable",
  reason: "invalid_body",
  detail: "deviceId: the token belongs to another device.",
};

const readBody = (sent: JsonObject): ReceivedCommand["reading"] => {
  const parsed = commandSchema.safeParse(sent);
  if (parsed.success) return { status: "read", command: parsed.data };
  const isUnknownKind = parsed.error.issues.some((issue) => issue.path[0] === "kind");
  return isUnknownKind
    ? {
        status: "unreadable",
        reason: "unknown_kind",
        detail: unknownKindDetail(kindLike(sent["kind"])),
      }
    : { status: "unreadable", reason: "invalid_body", detail: detailOf(parsed.error) };
};

/** A kind that may appear in the record and in a sentence; null: it stays in the body. */
const kindLike = (kind: unknown): string | null =>
  typeof kind === "string" && /^[a-z_]{1,40}$/.test(kind) ? kind : null;

const DETAIL_LENGTH_MAX = 500;

const unknownKindDetail = (kind: string | null): string =>
  kind !== null
    ? `kind: this server doesn't know "${kind}". Update the server.`
    : "kind: this server doesn't know it.";

/** Names every invalid field, without its value. */
const detailOf = (error: z.ZodError): string =>
  Object.entries(fieldMessages(error))
    .map(([field, messages]) => `${field}: ${messages[0]}`)
    .join("; ")
    .slice(0, DETAIL_LENGTH_MAX);

const fieldMessages = (error: z.ZodError): Record<string, string[]> => {
  const messages: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const field = issue.path.map(String).join(".");
    messages[field] = [...(messages[field] ?? []), issue.message];
  }
  return messages;
};

type JsonObject = { readonly [key: string]: Json | undefined };

/** Whether parsed JSON is an object; then its values are JSON as well. */
// biome-ignore lint/plugin: a schema would read the whole of it again.
const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
