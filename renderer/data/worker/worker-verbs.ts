import { z } from "zod";
import { desktopVerbs } from "#shared/desktop/bridge.ts";
import { locationIdSchema, profileIdSchema, staffIdSchema } from "#shared/kernel/ids.ts";
import { centsSchema } from "#shared/kernel/money.ts";
import { calendarDaySchema, instantSchema, timeZoneSchema } from "#shared/kernel/time.ts";
import { keyedCollections } from "./keyed-by-product.ts";

const searchRowSchema = z.object({
  id: profileIdSchema,
  firstName: z.string(),
  lastName: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  secondaryPhone: z.string().nullable(),
  identifiers: z.array(z.string()).readonly(),
  birthday: z.int().nullable().default(null),
  joinedAt: instantSchema.nullable().default(null),
  homeId: locationIdSchema.nullable().default(null),
  associateId: staffIdSchema.nullable().default(null),
  vip: z.object({ from: z.number(), until: z.number() }).nullable().default(null),
});

const listedIdsSchema = z.object({ count: z.int(), ids: z.array(profileIdSchema).readonly() });
const someRows = {
  homeId: locationIdSchema.nullable(),
  offset: z.int().min(0),
  limit: z.int().min(0),
};

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

/**
 * Calls to the worker of the cache and the search index, besides storage. Both sides parse these
 * verbs, like those of the desktop shell: during an update, a page can briefly be older than its
 * worker.
 */
export const cacheVerbs = {
  search: {
    name: "search",
    argument: z.object({
      text: z.string(),
      limit: z.number(),
      phone: z.string().nullable().default(null),
    }),
    result: searchAnswerSchema,
  },
  findByIdentifier: {
    name: "findByIdentifier",
    argument: z.object({ identifier: z.string() }),
    result: z.array(profileIdSchema).readonly(),
  },
  list: {
    name: "list",
    argument: z.discriminatedUnion("show", [
      z.object({ ...someRows, show: z.literal("all") }),
      z.object({ ...someRows, show: z.literal("book"), associateId: staffIdSchema }),
      z.object({ ...someRows, show: z.literal("vip"), at: instantSchema }),
      z.object({ ...someRows, show: z.literal("birthdays"), from: z.int(), through: z.int() }),
      z.object({ ...someRows, show: z.literal("joined"), since: instantSchema }),
      z.object({
        ...someRows,
        show: z.literal("expiring"),
        from: instantSchema,
        through: instantSchema,
      }),
      z.object({ ...someRows, show: z.literal("lapsed"), day: calendarDaySchema }),
      z.object({ ...someRows, show: z.literal("owing") }),
      z.object({ ...someRows, show: z.literal("returned"), day: calendarDaySchema }),
    ]),
    result: listedIdsSchema,
  },
  /** What a store's customers did, by day ([X34]). */
  figures: {
    name: "figures",
    argument: z.object({
      ...{ locationId: locationIdSchema, zone: timeZoneSchema, since: calendarDaySchema },
    }),
    result: z
      .array(
        z.object({
          ...{ day: calendarDaySchema, spentCents: centsSchema },
          ...{ shoppers: z.int(), redeemedCents: centsSchema },
        }),
      )
      .readonly(),
  },
  /** The products that a typed text may mean ([S30]). */
  searchProducts: {
    name: "searchProducts",
    argument: z.object({ text: z.string(), limit: z.number() }),
    result: z.array(z.object({ id: z.string(), exact: z.boolean() })).readonly(),
  },
  /** Some of the products by title, and how many there are. */
  listProducts: {
    name: "listProducts",
    argument: z.object({ offset: z.int().min(0), limit: z.int().min(0) }),
    result: z.object({ count: z.int(), ids: z.array(z.string()).readonly() }),
  },
  /** The ids of facts with a key in this range, in the order of the keys. */
  underTopic: {
    name: "underTopic",
    argument: z.object({
      collection: z.enum(keyedCollections),
      ...{ from: z.string(), to: z.string(), limit: z.int().min(0) },
    }),
    result: z.array(z.string()).readonly(),
  },
  /**
   * Shows profiles with pending commands applied. Replaces the previous overlay; an empty list
   * removes it.
   */
  overlay: {
    name: "overlay",
    argument: z.object({
      rows: z.array(z.object({ shown: searchRowSchema, fact: searchRowSchema.nullable() })),
    }),
    result: z.null(),
  },
  /** Deletes every cache database except this one. */
  dropCaches: {
    name: "dropCaches",
    argument: z.object({ keep: z.string() }),
    result: z.null(),
  },
} as const;

/** Calls to the worker of the outbox and, on the web, the journal. It is never busy for long. */
export const outboxVerbs = {
  /** Whether there is a place for the journal that nobody else has open. */
  journalOpen: {
    name: "journalOpen",
    argument: z.object({}),
    result: z.object({ isOpen: z.boolean() }),
  },
  journalAppend: { name: "journalAppend", ...desktopVerbs.journalAppend },
  journalRead: { ...desktopVerbs.journalRead, name: "journalRead", argument: z.object({}) },
  journalCompact: { name: "journalCompact", ...desktopVerbs.journalCompact },
  /** Checks a PIN against its argon2id hash in PHC form. */
  verifyPin: {
    name: "verifyPin",
    argument: z.object({ pin: z.string().max(64), pinHash: z.string().max(300) }),
    result: z.object({ isRight: z.boolean() }),
  },
} as const;

/** One call that a worker answers. */
export type Verb<A extends z.ZodType, R extends z.ZodType> = {
  readonly name: string;
  readonly argument: A;
  readonly result: R;
};
