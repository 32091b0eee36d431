import { z } from "zod";
import { namesOf } from "#shared/kernel/object.ts";
import {
  agendaFactSchema,
  clientelingFactSchema,
  configFactSchema,
  productFactSchema,
  profileFactSchema,
  progressFactSchema,
  sentAccountSchema,
  timelineFactSchema,
  transactionFactSchema,
  verdictFactSchema,
} from "./facts.ts";

/** Which devices hold the facts of a collection ([S13]). */
export type DeviceScope = "everybody" | "region" | "location" | "device";

/**
 * How a device looks up the facts of a collection: by id only, or also by profile, newest first, or
 * by receipt number as well (`sale`).
 */
export type FactListing = "id" | "profile" | "sale";

type Fact = { readonly id: string };
type ProfileFact = { readonly profileId: string; readonly reverseAt: number };
type SaleFact = ProfileFact & { readonly receiptRef: string; readonly receiptKey: string };

/**
 * The order of a pull: first what every screen needs, then people and what they hold, then their
 * history. A stage begins once every collection of the previous stage has caught up.
 */
const stages = ["settings", "people", "history"] as const;
type Stage = (typeof stages)[number];

/** The properties of a collection. */
type CollectionRow = {
  readonly scope: DeviceScope;
  readonly stage: Stage;
  /**
   * Whether commands without a verdict are shown on top of its facts ([S6]); `pending.ts` says how.
   * An answered command stays on top until the collections that show it have caught up.
   */
  readonly showsPending: boolean;
  /** Whether the facts that a decision at the counter reads are as old as its last pull ([F3]). */
  readonly datesFacts: boolean;
  /** Whether its facts are verdicts on the device's own commands ([S5]). */
  readonly answersCommands: boolean;
} & (
  | { readonly listedBy: "id"; readonly schema: z.ZodType<Fact> }
  | { readonly listedBy: "profile"; readonly schema: z.ZodType<Fact & ProfileFact> }
  | { readonly listedBy: "sale"; readonly schema: z.ZodType<Fact & SaleFact> }
);

/**
 * Every collection of facts that devices pull. Code that needs them all derives from this table or
 * is a `Record<CollectionName, …>`, so a new row breaks the build wherever it must be handled. A
 * device opens one RxDB collection for each; RxDB's open core allows 13 in total.
 */
const rows = {
  // Everybody's, but for staff: of them, a device gets those who work at its location ([S13]).
  config: {
    schema: configFactSchema,
    scope: "everybody",
    stage: "settings",
    listedBy: "id",
    showsPending: false,
    datesFacts: false,
    answersCommands: false,
  },
  profiles: {
    schema: profileFactSchema,
    scope: "region",
    stage: "people",
    listedBy: "id",
    showsPending: true,
    datesFacts: false,
    answersCommands: false,
  },
  accounts: {
    schema: sentAccountSchema,
    scope: "region",
    stage: "people",
    listedBy: "id",
    showsPending: true,
    datesFacts: true,
    answersCommands: false,
  },
  progress: {
    schema: progressFactSchema,
    scope: "region",
    stage: "history",
    listedBy: "id",
    showsPending: false,
    datesFacts: false,
    answersCommands: false,
  },
  transactions: {
    schema: transactionFactSchema,
    scope: "region",
    stage: "history",
    listedBy: "sale",
    showsPending: false,
    datesFacts: false,
    answersCommands: false,
  },
  timeline: {
    schema: timelineFactSchema,
    scope: "region",
    stage: "history",
    listedBy: "profile",
    showsPending: true,
    datesFacts: false,
    answersCommands: false,
  },
  clienteling: {
    schema: clientelingFactSchema,
    scope: "region",
    stage: "history",
    listedBy: "profile",
    showsPending: true,
    datesFacts: false,
    answersCommands: false,
  },
  agenda: {
    schema: agendaFactSchema,
    scope: "location",
    stage: "people",
    listedBy: "id",
    showsPending: true,
    datesFacts: false,
    answersCommands: false,
  },
  products: {
    schema: productFactSchema,
    scope: "everybody",
    stage: "history",
    listedBy: "id",
    showsPending: false,
    datesFacts: false,
    answersCommands: false,
  },
  verdicts: {
    schema: verdictFactSchema,
    scope: "device",
    stage: "settings",
    listedBy: "id",
    showsPending: false,
    datesFacts: false,
    answersCommands: true,
  },
} as const satisfies Record<string, CollectionRow>;

export type CollectionName = keyof typeof rows;
/** A fact of one collection, or of any of several. */
export type FactOf<N extends CollectionName> = {
  [M in N]: z.infer<(typeof rows)[M]["schema"]>;
}[N];

export const collectionNames: readonly CollectionName[] = namesOf(rows);
export const collectionNameSchema = z.enum(collectionNames);

export type Collection<N extends CollectionName> = Omit<CollectionRow, "schema"> & {
  readonly schema: z.ZodType<FactOf<N>>;
};
export const collections: { readonly [N in CollectionName]: Collection<N> } = rows;

/** The collections of each stage, in pull order. */
export const collectionStages: readonly (readonly CollectionName[])[] = stages.map((stage) =>
  collectionNames.filter((name) => rows[name].stage === stage),
);

/** The collections whose facts are shown with pending commands on top. */
export type PendingCollection = {
  [N in CollectionName]: (typeof rows)[N]["showsPending"] extends true ? N : never;
}[CollectionName];

/** The collections of one scope. Only these may be touched in that scope's feed. */
export type CollectionOf<S extends DeviceScope> = {
  [N in CollectionName]: (typeof rows)[N]["scope"] extends S ? N : never;
}[CollectionName];
