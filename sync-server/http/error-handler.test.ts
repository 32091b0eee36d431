import Fastify from "fastify";
import { describe, expect, it } from "vitest";
import { addErrorHandler } from "./error-handler.ts";

describe("a write that the database keeps from succeeding is answered with 503 and Retry-After", () => {
  it.for([
    ["40P01", "deadlock detected", "busy with the same data"],
    ["", "database is locked", "busy with the same data"],
    ["ECONNREFUSED", "connect", "can't be reached"],
    ["57P03", "the database system is starting up", "can't be reached"],
  ])("%s %s", async ([code, message, said]) => {
    const app = Fastify();
    addErrorHandler(app, () => {});
    app.get("/", () => {
      throw Object.assign(new Error(message), { code });
    });
    const { statusCode, headers, body } = await app.inject("/");
    await app.close();
    expect([statusCode, headers["retry-after"]]).toEqual([503, "2"]);
    expect(body).toContain(said);
    expect(body).toContain("Nothing was written");
  });
});

it("[I18] says of whom is erased but not listed yet that nothing has to be sent again", async () => {
  const app = Fastify();
  addErrorHandler(app, () => {});
  app.get("/", () => {
    throw Object.assign(new Error("ENOSPC"), { code: "REGULARS_NOT_LISTED" });
  });
  const { statusCode, body } = await app.inject("/");
  await app.close();
  expect([statusCode, body]).toEqual([503, expect.stringContaining("The person is erased")]);
});
