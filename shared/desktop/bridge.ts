import { z } from "zod";
import { commandIdSchema } from "#shared/kernel/ids.ts";

/**
 * What the desktop shell does for the screens: `window.desktop`, a flat list of named verbs. The
 * shell parses every argument with the schema here and answers with the result here; refusals are
 * values. In a browser `window.desktop` is absent, and the screens do without.
 */
/** The most commands that one compaction forgets; the next one takes the rest. */
export const journalForgetMax = 10_000;

const done = z.strictObject({ ok: z.literal(true), value: z.null() });
const refused = <const R extends readonly [string, ...string[]]>(reasons: R) =>
  z.strictObject({ ok: z.literal(false), error: z.strictObject({ reason: z.enum(reasons) }) });

/**
 * Why the journal refuses:
 * - `not_a_record`: the bytes are not exactly one line of `encodeRecord`; a bug of the caller
 * - `full`: the journal has reached its bound and must be compacted first
 * - `disk_full`, `io_error`: the disk did not take it; nothing was acknowledged
 */
export const journalRefusalSchema = refused(["not_a_record", "full", "disk_full", "io_error"]);

/** Bytes come across a process boundary; the buffer behind them is never a shared one. */
const bytesSchema = z.instanceof(Uint8Array);

const secretKeySchema = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
/** `os`: the system's key store encrypts it; `none`: anybody who reads the disk reads it. */
export const secretProtectionSchema = z.enum(["os", "none"]);
export type SecretProtection = z.infer<typeof secretProtectionSchema>;

/** Every verb with the shape of its argument and of its result. */
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
    result: z.discriminatedUnion("ok", [done, journalRefusalSchema]),
  },
  /** The whole journal, for `decodeJournal`. */
  journalRead: {
    argument: z.undefined(),
    result: z.discriminatedUnion("ok", [
      z.strictObject({ ok: z.literal(true), value: z.strictObject({ bytes: bytesSchema }) }),
      journalRefusalSchema,
    ]),
  },
  /** Rewrites the journal without the records of these commands, in one step. */
  journalCompact: {
    argument: z.strictObject({ forget: z.array(commandIdSchema).max(journalForgetMax) }),
    result: z.discriminatedUnion("ok", [done, journalRefusalSchema]),
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

type VerbFunction<V extends DesktopVerb> = undefined extends DesktopArgument<V>
  ? () => Promise<DesktopResult<V>>
  : (argument: DesktopArgument<V>) => Promise<DesktopResult<V>>;

/** The type of `window.desktop`. A higher `bridgeVersion` only ever adds verbs; look before use. */
export type DesktopBridge = {
  readonly bridgeVersion: number;
} & { readonly [V in DesktopVerb]: VerbFunction<V> };
