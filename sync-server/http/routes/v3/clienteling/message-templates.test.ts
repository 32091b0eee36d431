import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

describe.for(databases)("templates of messages over the v3 API on $name", ({ create }) => {
  let database: TestDatabase;
  let world: V3World;
  beforeAll(async () => {
    database = await create();
    world = await startV3World(database);
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  test("[X40] a template keeps its handle, and names only what a device fills in", async () => {
    const body = { handle: "hello", name: "Hello", channel: "email", body: "Dear {{first_name}}" };
    const { id } = await world.post("/message-templates", { ...body, subject: "At {{store}}" });
    for (const [request, sent, field, message] of [
      ["POST", { ...body, handle: "HELLO" }, "handle", /taken/],
      ["POST", { ...body, handle: "b", channel: "fax" }, "channel", /.*/],
      ["POST", { ...body, handle: "b", channel: "sms", subject: "Hi" }, "subject", /Only an email/],
      ["POST", { ...body, handle: "b", body: "Dear {{surname}}" }, "body", /“surname”.*last_name/],
      ["POST", { ...body, handle: "b", body: "{{#store}}" }, "body", /close every tag/],
      ["PUT", { subject: "{{#store}}{{till}}{{/store}}" }, "subject", /“till”/],
      ["PUT", { channel: "chat" }, "subject", /Only an email/],
      ["PUT", { handle: "goodbye" }, "handle", /can't be changed/],
    ] as const) {
      const path = request === "PUT" ? `/message-templates/${id}` : "/message-templates";
      const answer = await world.ask(`${request} ${path}`, { body: sent });
      expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, [field]]);
      expect(answer.body.errors[field][0]).toMatch(message);
    }
  });
});
