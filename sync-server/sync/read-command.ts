import { hash } from "node:crypto";
import type { z } from "zod";
import { canonicalJson, type Json } from "#shared/kernel/canonical.ts";
import type { DeviceId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  type Command,
  type CommandEnvelope,
  commandEnvelopeSchema,
  commandSchema,
} from "#shared/sync/command.ts";
import type { VerdictReason } from "#shared/sync/verdict.ts";

/** A command as it came in: either read, or with the reason why it cannot be ([S7]). */
export type ReceivedCommand = {
  readonly envelope: {
    readonly commandId: Command["commandId"];
    readonly deviceEpoch: number;
    readonly deviceSeq: number;
  };
  /** Made by another device than the one whose token sent it: it has no place in this one's order. */
  readonly isForeign: boolean;
  /** As it calls itself, for the record; empty when that is no name. */
  readonly kind: string;
  /** JSON, as received. */
  readonly body: string;
  readonly bodyHash: string;
  readonly reading:
    | { readonly status: "read"; readonly command: Command }
    | {
        readonly status: "unreadable";
        /** Null: it was read, and the server failed over it. */
        readonly reason: VerdictReason | null;
        readonly detail: string;
      };
};

/**
 * Reads one element of a push. Refuses only what does not even show an id and a place in the order,
 * with messages by field; everything else can at least be parked.
 */
export const readCommand = (
  given: unknown,
  deviceId: DeviceId,
): Result<ReceivedCommand, Readonly<Record<string, readonly string[]>>> => {
  if (!isJsonObject(given)) return err({ "": ["must be an object"] });
  const reading = readBody(given);
  const envelope = reading.status === "read" ? ok(reading.command) : readEnvelope(given);
  if (!envelope.ok) return envelope;
  const { commandId, deviceEpoch, deviceSeq } = envelope.value;
  const kind = given["kind"];
  const isForeign = isOtherDevice(given["deviceId"], deviceId);
  return ok({
    envelope: { commandId, deviceEpoch, deviceSeq },
    isForeign,
    kind: isKindLike(kind) ? kind : "",
    body: JSON.stringify(given),
    bodyHash: contentHash(given),
    reading: isForeign ? FOREIGN : reading,
  });
};

const readEnvelope = (
  given: JsonObject,
): Result<CommandEnvelope, Readonly<Record<string, readonly string[]>>> => {
  const parsed = commandEnvelopeSchema.safeParse(given);
  return parsed.success ? ok(parsed.data) : err(fieldMessages(parsed.error));
};

/**
 * The hash by which a repeat is told from another command under a used id ([S5]). A device that has
 * enrolled again sends what it has under the new epoch ([S15]), so the place is no part of it.
 */
const contentHash = (body: JsonObject): string => {
  const { deviceId: _device, deviceEpoch: _epoch, deviceSeq: _seq, ...content } = body;
  return hash("sha256", canonicalJson(content), "hex");
};

/** A text that names a device, and another one; a body without one is this device's, and broken. */
const isOtherDevice = (given: Json | undefined, deviceId: DeviceId): boolean =>
  typeof given === "string" && given !== deviceId;

const FOREIGN: ReceivedCommand["reading"] = {
  status: "unreadable",
  reason: "invalid_body",
  detail: "deviceId: names another device than the one whose token sent it.",
};

const readBody = (given: JsonObject): ReceivedCommand["reading"] => {
  const parsed = commandSchema.safeParse(given);
  if (parsed.success) return { status: "read", command: parsed.data };
  const isUnknownKind = parsed.error.issues.some((issue) => issue.path[0] === "kind");
  return isUnknownKind
    ? { status: "unreadable", reason: "unknown_kind", detail: unknownKindDetail(given["kind"]) }
    : { status: "unreadable", reason: "invalid_body", detail: detailOf(parsed.error) };
};

/** What may stand in the record and in a sentence: whatever else was sent stays in the body. */
const isKindLike = (kind: unknown): kind is string =>
  typeof kind === "string" && /^[a-z_]{1,40}$/.test(kind);

const DETAIL_LENGTH_MAX = 500;

const unknownKindDetail = (kind: unknown): string =>
  isKindLike(kind)
    ? `kind: this server does not know "${kind}". Update the server.`
    : "kind: this server does not know it.";

/** Names every field that is wrong, without what stood in it. */
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

/** True for an object that came out of JSON: what stands in it is JSON as well. */
const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
