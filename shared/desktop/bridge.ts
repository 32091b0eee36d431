import { z } from "zod";
import { commandIdSchema } from "#shared/kernel/ids.ts";
import { customerDisplaySchema } from "./customer-display.ts";

/** The most commands that one compaction removes; the next one takes the rest. */
export const journalForgetMax = 10_000;

/**
 * Why the journal refuses:
 * - `not_a_record`: the bytes are not exactly one line of `encodeRecord`; a bug in the caller
 * - `full`: the journal is at its size limit and must be compacted first
 * - `disk_full`, `io_error`: the write failed; nothing was acknowledged
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
/** `os`: encrypted by the system's key store; `none`: anyone who can read the disk can read it. */
export const secretProtectionSchema = z.enum(["os", "none"]);
export type SecretProtection = z.infer<typeof secretProtectionSchema>;

/**
 * The verbs of `window.desktop`, each with the shape of its argument and of its result. The shell
 * parses every argument; refusals are values. In a browser `window.desktop` is absent, and the
 * screens work without it.
 */
export const desktopVerbs = {
  /** The shell's version and what its launcher passed in. */
  appInfo: {
    argument: z.undefined(),
    result: z.strictObject({
      appVersion: z.string(),
      platform: z.enum(["windows", "macos", "linux", "other"]),
      /** The origin of the sync server that the launcher named. */
      serverUrl: z.url().nullable(),
      /** A one-time code for enrolling this device. */
      enrolCode: z.string().nullable(),
    }),
  },
  /** Appends one line of `encodeRecord`. Returns only once it is on disk. */
  journalAppend: {
    argument: z.strictObject({ line: bytesSchema }),
    result: journalResultSchema(z.null()),
  },
  /** The whole journal, for `decodeJournal`. */
  journalRead: {
    argument: z.undefined(),
    result: journalResultSchema(z.strictObject({ bytes: bytesSchema })),
  },
  /** Rewrites the journal without the records of these commands, atomically. */
  journalCompact: {
    argument: z.strictObject({ forget: z.array(commandIdSchema).max(journalForgetMax) }),
    result: journalResultSchema(z.null()),
  },
  /**
   * `unreadable`: the secret is stored, but the system's key store can no longer decrypt it: enrol
   * again.
   */
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
  /** Stores a secret of at most 16,384 characters and returns how well it is protected. */
  secretSet: {
    argument: z.strictObject({ key: secretKeySchema, value: z.string().max(16_384) }),
    result: z.strictObject({ protection: secretProtectionSchema }),
  },
  secretDelete: {
    argument: z.strictObject({ key: secretKeySchema }),
    result: z.null(),
  },
  /**
   * Opens the customer display ([X53]): full screen wherever a second screen is or will be, or in a
   * window, to try it. `no_screen`: there is none yet.
   */
  displayOpen: {
    argument: z.strictObject({ place: z.enum(["screen", "window"]) }),
    result: z.strictObject({ state: z.enum(["open", "no_screen"]) }),
  },
  displayClose: {
    argument: z.undefined(),
    result: z.null(),
  },
  /** What it shows from now on. It shows nothing when this page reloads, crashes or closes. */
  displayShow: {
    argument: customerDisplaySchema,
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

/**
 * The type of `window.desktop`. A higher `bridgeVersion` only ever adds verbs; check it before
 * using one.
 */
export type DesktopBridge = {
  readonly bridgeVersion: number;
} & { readonly [V in DesktopVerb]: VerbFunction<V> };
