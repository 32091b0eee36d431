import { z } from "zod";
import { commandIdSchema } from "#shared/kernel/ids.ts";

/** The most commands that one compaction forgets; the next one takes the rest. */
export const journalForgetMax = 10_000;

/**
 * Why the journal refuses:
 * - `not_a_record`: the bytes are not exactly one line of `encodeRecord`; a bug of the caller
 * - `full`: the journal has reached its bound and must be compacted first
 * - `disk_full`, `io_error`: the disk did not take it; nothing was acknowledged
 */
export const journalRefusalSchema = z.strictObject({
  reason: z.enum(["not_a_record", "full", "disk_full", "io_error"]),
});
export type JournalRefusal = z.infer<typeof journalRefusalSchema>;

const journalResultSchema = <V extends z.ZodType>(value: V) =>
  z.discriminatedUnion("ok", [
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), error: journalRefusalSchema }),
  ]);

const bytesSchema = z.instanceof(Uint8Array);

const secretKeySchema = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
/** `os`: the system's key store encrypts it; `none`: anybody who reads the disk reads it. */
export const secretProtectionSchema = z.enum(["os", "none"]);
export type SecretProtection = z.infer<typeof secretProtectionSchema>;

/**
 * What the desktop shell does for the screens: the verbs of `window.desktop`, each with the shape
 * of its argument and of its result. The shell parses every argument; refusals are values. In a
 * browser `window.desktop` is absent, and the screens do without.
 */
export const desktopVerbs = {
  /** What the shell is, and what its launcher told it. */
  appInfo: {
    argument: z.undefined(),
    result: z.strictObject({
      appVersion: z.string(),
      platform: z.enum(["windows", "macos", "linux", "other"]),
      /** The origin of the sync server that the launcher named. */
      serverUrl: z.url().nullable(),
      /** A one-time code to enrol this device with. */
      enrolCode: z.string().nullable(),
    }),
  },
  /** Appends one line of `encodeRecord`; answers only after the disk has it. */
  journalAppend: {
    argument: z.strictObject({ line: bytesSchema }),
    result: journalResultSchema(z.null()),
  },
  /** The whole journal, for `decodeJournal`. */
  journalRead: {
    argument: z.undefined(),
    result: journalResultSchema(z.strictObject({ bytes: bytesSchema })),
  },
  /** Rewrites the journal without the records of these commands, in one step. */
  journalCompact: {
    argument: z.strictObject({ forget: z.array(commandIdSchema).max(journalForgetMax) }),
    result: journalResultSchema(z.null()),
  },
  /** `unreadable`: it was stored, but the system's key store no longer opens it: enrol again. */
  secretGet: {
    argument: z.strictObject({ key: secretKeySchema }),
    result: z.discriminatedUnion("state", [
      z.strictObject({
        state: z.literal("present"),
        value: z.string(),
        protection: secretProtectionSchema,
      }),
      z.strictObject({ state: z.literal("absent") }),
      z.strictObject({ state: z.literal("unreadable") }),
    ]),
  },
  /** Stores a secret of at most 16,384 characters and says how well it is protected. */
  secretSet: {
    argument: z.strictObject({ key: secretKeySchema, value: z.string().max(16_384) }),
    result: z.strictObject({ protection: secretProtectionSchema }),
  },
  secretDelete: {
    argument: z.strictObject({ key: secretKeySchema }),
    result: z.null(),
  },
} as const;

export type DesktopVerb = keyof typeof desktopVerbs;
export type DesktopArgument<V extends DesktopVerb> = z.infer<(typeof desktopVerbs)[V]["argument"]>;
export type DesktopResult<V extends DesktopVerb> = z.infer<(typeof desktopVerbs)[V]["result"]>;

type VerbFunction<V extends DesktopVerb> =
  undefined extends DesktopArgument<V>
    ? () => Promise<DesktopResult<V>>
    : (argument: DesktopArgument<V>) => Promise<DesktopResult<V>>;

/** The type of `window.desktop`. A higher `bridgeVersion` only ever adds verbs; look before use. */
export type DesktopBridge = {
  readonly bridgeVersion: number;
} & { readonly [V in DesktopVerb]: VerbFunction<V> };
