import { combineLatest, map, type Observable, switchMap } from "rxjs";
import { orElse } from "#renderer/data/concurrency/background.ts";
import type { Cache } from "#renderer/data/database/cache.ts";
import type { OutboxEntry } from "#renderer/data/outbox/outbox-entry.ts";
import type {
  ClientelingView,
  ConnectionView,
  HistoryView,
  ListView,
} from "#renderer/data/views.ts";
import type { HeldProduct } from "#shared/catalogue/held-product.ts";
import {
  connectionStatusAt,
  connectionStatusSchema,
  decideConnectionStep,
} from "#shared/clienteling/connection.ts";
import type { HeldConnection } from "#shared/clienteling/held-connection.ts";
import type { HeldList } from "#shared/clienteling/held-list.ts";
import { claimStatusAt, isSameReceipt } from "#shared/commerce/claim.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS, type Instant } from "#shared/kernel/time.ts";
import { consentField } from "#shared/profile/consent.ts";
import { type Command, profileIdOf } from "#shared/sync/command.ts";
import { refShownBy } from "#shared/sync/command-kind.ts";
import type { ClientelingFact, HeldOverruled } from "#shared/sync/facts.ts";
import { powersNow } from "#shared/sync/list-command.ts";
import { commandsOnTop } from "#shared/sync/on-top.ts";
import {
  type ClientelingRules,
  type HeldClienteling,
  projectPendingClienteling,
  projectPendingProfile,
} from "#shared/sync/pending.ts";
import { readProductsById, readProfilesById, watchClientelingFacts } from "./fact-queries.ts";
import { nameOf } from "./profile-view.ts";
import type { ReadConfig } from "./read-config.ts";

/** A profile's lists, connections, and newest 50 visits and interactions, as they are shown. */
export const watchClienteling = (
  cache$: Observable<Cache>,
  entries$: Observable<readonly OutboxEntry[]>,
  config$: Observable<ReadConfig>,
  now: () => Instant,
  profileId: ProfileId,
): Observable<ClientelingView> =>
  combineLatest([cache$, watchClientelingFacts(cache$, profileId), entries$, config$]).pipe(
    map(([cache, documents, entries, config]) => {
      const commands = commandsOnTop(entries);
      const rules = clientelingRules(config, now());
      const facts = heldOf(documents);
      const held = projectPendingClienteling(profileId, facts, commands, rules);
      return { cache, facts, documents, commands, rules, held };
    }),
    switchMap(async ({ cache, facts, documents, commands, rules, held }) => {
      const otherIds = held.connections.map(({ otherId }) => otherId);
      const profiles = await orElse(readProfilesById(cache, otherIds), []);
      const products = await orElse(readProductsById(cache, unnamedIn(held.lists)), []);
      const nameFor = (id: ProfileId): string | null => {
        const fact = profiles.find((profile) => profile.id === id) ?? null;
        const shown = projectPendingProfile(id, fact, commands);
        return shown && nameOf(shown);
      };
      const pending = commands.filter((command) => profileIdOf(command) === profileId);
      return {
        lists: held.lists.map((list) => listView(withProducts(list, products), pending, rules)),
        connections: held.connections.map((each) =>
          connectionView(each, nameFor(each.otherId), pending, rules),
        ),
        overruled: facts.overruled.filter((each) => !isSettledBy(pending, each.field)),
        history: facts.history,
        ...claimsOf(profileId, documents, commands, rules.at),
        logged: pending.flatMap((command) =>
          (command.kind === "log_visit" || command.kind === "log_contact") &&
          !facts.history.some((fact) => isOf(fact, command))
            ? [command]
            : [],
        ),
      };
    }),
  );

/**
 * A profile's claims of sales as they stand, without those that ended long ago, and the claims that
 * only pending commands have made ([J7]).
 */
export const claimsOf = (
  profileId: ProfileId,
  facts: readonly ClientelingFact[],
  commands: readonly Command[],
  at: Instant,
): Pick<ClientelingView, "claims" | "claiming"> => {
  const claims = facts.flatMap((fact) => {
    if (fact.kind !== "claim" || addMs(fact.claim.expiresAt, CLAIMS_SHOWN_MS) < at) return [];
    return { ...fact.claim, status: claimStatusAt(fact.claim, at) };
  });
  const claiming = commands.flatMap((command) =>
    command.kind === "claim_sale" &&
    command.profileId === profileId &&
    !claims.some((claim) => claim.status === "pending" && isSameReceipt(claim, command))
      ? [command]
      : [],
  );
  return { claims, claiming };
};

/** For how long after its end a claim without a sale is shown. */
const CLAIMS_SHOWN_MS = 14 * DAY_MS;

/** Whether a fact tells of what this command recorded: the facts may come before the answer. */
const isOf = (fact: HistoryView, { occurredAt, staffId }: Command): boolean => {
  const { at, staffId: by } = fact.kind === "visit" ? fact.visit : fact.interaction;
  return at === occurredAt && by === staffId;
};

const isSettledBy = (pending: readonly Command[], field: string): boolean =>
  pending.some(
    (command) =>
      command.kind === "edit_profile" &&
      (field in command.changes ||
        command.consent.some(({ name }) => consentField(name) === field)),
  );

/** The rules by which this device decides about lists and connections. */
export const clientelingRules = (
  { programme, connectionDefinitions }: ReadConfig,
  at: Instant,
): ClientelingRules => ({
  lists: programme?.definitions.list ?? [],
  connections: connectionDefinitions,
  at,
});

/** What commands change among these facts, and what happened. A new kind breaks the build here. */
export const heldOf = (
  facts: readonly ClientelingFact[],
): HeldClienteling & Pick<ClientelingView, "overruled" | "history"> => {
  const [lists, connections]: [HeldList[], HeldConnection[]] = [[], []];
  const [overruled, history]: [HeldOverruled[], HistoryView[]] = [[], []];
  for (const fact of facts) {
    switch (fact.kind) {
      case "list":
        lists.push(fact.list);
        break;
      case "connection":
        connections.push(fact.connection);
        break;
      case "interaction":
      case "visit":
        history.push(fact);
        break;
      case "overruled":
        overruled.push(fact.overruled);
        break;
      // Shown apart (`claimsOf`), or not at all (`survivorOf`).
      case "claim":
      case "merged":
        break;
      default:
        unreachable(fact);
    }
  }
  return { lists, connections, overruled, history };
};

/** The products in lists that only a pending command has put there. */
const unnamedIn = (lists: readonly HeldList[]): readonly string[] =>
  lists.flatMap(({ items }) =>
    items.flatMap(({ name, productId }) =>
      name === null && productId !== null ? String(productId) : [],
    ),
  );

/** A list with what this device knows of products that the facts don't show in it yet. */
const withProducts = (list: HeldList, products: readonly HeldProduct[]): HeldList => ({
  ...list,
  items: list.items.map((item) => {
    const product = item.name === null && products.find(({ id }) => id === item.productId);
    if (!product) return item;
    const variant = product.variants.find(({ id }) => id === item.productVariantId);
    const isTold = variant !== undefined && variant.title !== product.title;
    return {
      ...item,
      name: isTold ? `${product.title}, ${variant.title}` : product.title,
      ...{ sku: variant?.sku ?? null, priceCents: variant?.priceCents ?? null },
      picture: variant?.picture ?? product.picture ?? null,
    };
  }),
});

const listView = (
  list: HeldList,
  pending: readonly Command[],
  rules: ClientelingRules,
): ListView => ({
  list,
  kind: rules.lists.find(({ id }) => id === list.definitionId)?.name ?? null,
  powers: powersNow(list, rules.lists),
  pendingRefs: pending.flatMap((command) => refShownBy(command) ?? []),
});

const connectionView = (
  connection: HeldConnection,
  otherName: string | null,
  pending: readonly Command[],
  { connections, at }: ClientelingRules,
): ConnectionView => {
  const status = connectionStatusAt(connection, at);
  const terms = connections.find(({ id }) => id === connection.definitionId);
  const by = connection.side;
  return {
    ...{ connection, otherName, status, kind: terms?.name ?? null },
    isPending: pending.some(
      (command) => command.kind === "step_connection" && command.connectionId === connection.id,
    ),
    steps: terms
      ? connectionStatusSchema.options.filter(
          (to) => to !== status && decideConnectionStep(status, to, { by, terms }).ok,
        )
      : [],
  };
};
