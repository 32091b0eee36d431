import type { z } from "zod";
import { assert } from "#shared/kernel/assert.ts";
import type { DeviceId, LocationId } from "#shared/kernel/ids.ts";
import { jsonText } from "#shared/kernel/json.ts";
import { instant } from "#shared/kernel/time.ts";
import type { CollectionName } from "#shared/sync/collections.ts";
import {
  enrolResponseSchema,
  MADE_HEADER,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
  type PullResponse,
  type PushResponse,
  pullResponseSchema,
  pushResponseSchema,
} from "#shared/sync/protocol.ts";
import type { Store } from "#sync-server/store.ts";
import { enrolmentCodeHash, newEnrolmentCode } from "#sync-server/sync/enrolment-code.ts";
import { TEST_TENANT } from "./databases.ts";
import { leakWatchOf } from "./leak-watch.ts";
import { MELBOURNE, newCommandId } from "./seed.ts";
import type { TestShop } from "./test-shop.ts";

/** A command's body as JSON, with whatever a test adds or leaves out. */
export type Body = Record<string, unknown>;

/** An enrolled device that uses real HTTP and remembers only its place. */
export type TestDevice = {
  readonly deviceId: DeviceId;
  readonly token: string;
  /** A redemption at the next place of this device. */
  readonly redeem: (profileId: string, amountCents: number, more?: Body) => Body;
  /** Any command at the next place of this device. */
  readonly command: (kind: string, more?: Body) => Body;
  readonly request: (path: string, init?: RequestInit) => Promise<Response>;
  readonly post: (
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ) => Promise<Response>;
  /** Pushes and expects success. */
  readonly push: (...commands: readonly Body[]) => Promise<PushResponse>;
  readonly pull: (
    collection: CollectionName,
    checkpoint?: string | null,
    limit?: number,
  ) => Promise<PullResponse>;
  /** Pulls page after page until there is no more. */
  readonly pullAll: (
    collection: CollectionName,
    checkpoint?: string | null,
    limit?: number,
  ) => Promise<{ readonly documents: PullResponse["documents"]; readonly checkpoint: string }>;
};

/** Enrols a device at a location with a new code, over HTTP. */
export const enrolTestDevice = async (
  url: string,
  store: Store,
  shop: Pick<TestShop, "carlton" | "staffId">,
  at: LocationId = shop.carlton,
): Promise<TestDevice> => {
  const code = newEnrolmentCode();
  const made = await store.write("createEnrolmentCode", TEST_TENANT, {
    codeHash: enrolmentCodeHash(code),
    locationId: at,
    validForMs: 60_000,
  });
  assert(made.ok, "an enrolment code for tests");
  const response = await fetch(`${url}/sync/v1/enrol`, {
    method: "POST",
    headers: { ...protocol, "content-type": "application/json" },
    body: JSON.stringify({ code, deviceName: "Till" }),
  });
  const enrolled = enrolResponseSchema.parse(await response.json());
  const { deviceId, deviceEpoch, token } = enrolled;
  return testDevice(url, { deviceId, deviceEpoch, token }, shop, at);
};

const protocol = { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };

/**
 * Acts as a device that is already enrolled: against another server, a restarted one, or as a
 * clone.
 */
export const testDevice = (
  url: string,
  identity: { readonly deviceId: DeviceId; readonly deviceEpoch: number; readonly token: string },
  shop: Pick<TestShop, "carlton" | "staffId">,
  at: LocationId = shop.carlton,
): TestDevice => {
  const { deviceId, deviceEpoch, token } = identity;
  let seq = 0;
  const request: TestDevice["request"] = async (path, init = {}) => {
    const asked = { path, body: jsonText.safeParse(init.body).data };
    const watch = leakWatchOf(url);
    watch?.sent(asked);
    const answer = await fetch(`${url}/sync/v1/${path}`, {
      ...init,
      headers: {
        ...protocol,
        authorization: `Bearer ${token}`,
        [MADE_HEADER]: String(seq),
        ...init.headers,
      },
    });
    if (!answer.ok) watch?.answered(asked, answer.status, await answer.clone().text());
    return answer;
  };
  const post: TestDevice["post"] = (path, body, headers = {}) =>
    request(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const command: TestDevice["command"] = (kind, more = {}) => ({
    commandId: newCommandId(),
    deviceId,
    deviceEpoch,
    deviceSeq: ++seq,
    occurredAt: instant(Date.now() - 1000),
    timezone: MELBOURNE,
    elapsedSinceContactMs: 60_000,
    lastContactAt: instant(Date.now() - 60_000),
    policyVersion: 1,
    staffId: shop.staffId,
    locationId: at,
    kind,
    ...more,
  });
  const pull: TestDevice["pull"] = async (collection, checkpoint = null, limit = 1000) => {
    const query = new URLSearchParams({ collection, limit: String(limit) });
    if (checkpoint !== null) query.set("checkpoint", checkpoint);
    const response = await request(`pull?${query}`);
    return answerOf(response, pullResponseSchema);
  };
  return {
    deviceId,
    token,
    request,
    post,
    command,
    redeem: (profileId, amountCents, more = {}) =>
      command("redeem", {
        profileId,
        amountCents,
        strategies: ["rewards", "points"],
        mode: "online",
        basketCents: null,
        basis: { accountVersion: 0, snapshotAgeMs: 0 },
        receiptRef: null,
        ...more,
      }),
    push: async (...commands) => answerOf(await post("push", { commands }), pushResponseSchema),
    pull,
    pullAll: async (collection, checkpoint = null, limit = 1000) => {
      const documents: PullResponse["documents"] = [];
      let position = checkpoint;
      for (;;) {
        const page = await pull(collection, position, limit);
        documents.push(...page.documents);
        position = page.checkpoint;
        if (!page.hasMore) return { documents, checkpoint: position };
      }
    },
  };
};

const answerOf = async <S extends z.ZodType>(
  response: Response,
  schema: S,
): Promise<z.infer<S>> => {
  const body: unknown = await response.json();
  assert(response.ok, `${response.status} ${JSON.stringify(body)}`);
  return schema.parse(body);
};
