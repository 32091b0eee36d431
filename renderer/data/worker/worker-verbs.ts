import { z } from "zod";
import { desktopVerbs } from "#shared/desktop/bridge.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";

/**
 * What a page may ask of its two workers besides storage. Parsed on both sides, like the verbs of
 * the desktop shell: a page can be older than its worker for a moment while an update is loaded.
 */
const searchRowSchema = z.object({
  id: profileIdSchema,
  firstName: z.string(),
  lastName: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  secondaryPhone: z.string().nullable(),
  identifiers: z.array(z.string()).readonly(),
});

const searchAnswerSchema = z.object({
  hits: z
    .array(
      z.object({
        id: profileIdSchema,
        matched: z.enum(["name", "email", "phone", "identifier"]),
        exact: z.boolean(),
      }),
    )
    .readonly(),
  fuzzy: z.boolean(),
});

/** The worker that holds the cache and the search index. */
export const cacheVerbs = {
  search: {
    name: "search",
    argument: z.object({ text: z.string(), limit: z.number() }),
    result: searchAnswerSchema,
  },
  findByIdentifier: {
    name: "findByIdentifier",
    argument: z.object({ identifier: z.string() }),
    result: z.array(profileIdSchema).readonly(),
  },
  /** Shows profiles as pending commands make them; an empty list takes all of that back. */
  overlay: {
    name: "overlay",
    argument: z.object({
      rows: z.array(z.object({ shown: searchRowSchema, fact: searchRowSchema.nullable() })),
    }),
    result: z.null(),
  },
  /** Deletes every cache database but this one. */
  dropCaches: {
    name: "dropCaches",
    argument: z.object({ keep: z.string() }),
    result: z.null(),
  },
} as const;

/** The worker that holds the outbox and, on the web, the journal; it is never busy for long. */
export const outboxVerbs = {
  /** Whether there is a place for the journal that nobody else holds. */
  journalOpen: {
    name: "journalOpen",
    argument: z.object({}),
    result: z.object({ isOpen: z.boolean() }),
  },
  journalAppend: { name: "journalAppend", ...desktopVerbs.journalAppend },
  journalRead: { ...desktopVerbs.journalRead, name: "journalRead", argument: z.object({}) },
  journalCompact: { name: "journalCompact", ...desktopVerbs.journalCompact },
  /** Compares a PIN with its argon2id hash in PHC form. */
  verifyPin: {
    name: "verifyPin",
    argument: z.object({ pin: z.string().max(64), pinHash: z.string().max(300) }),
    result: z.object({ isRight: z.boolean() }),
  },
} as const;

/** One thing that can be asked of a worker. */
export type Verb<A extends z.ZodType, R extends z.ZodType> = {
  readonly name: string;
  readonly argument: A;
  readonly result: R;
};
