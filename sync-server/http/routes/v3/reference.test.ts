import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";
import { scopeTable } from "./scope-table.ts";

describe("the reference of the v3 API", () => {
  let database: TestDatabase;
  let world: V3World;

  beforeAll(async () => {
    const [first] = databases;
    if (!first) throw new Error("SQLite is always there");
    database = await first.create();
    world = await startV3World(database);
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const asVisitor = { token: null };

  it("is an OpenAPI document of every route with its bodies and answers", async () => {
    const answer = await world.ask("GET /openapi.json", asVisitor);
    expect(answer.status).toBe(200);
    const { openapi, paths } = answer.body;
    expect(openapi).toBe("3.1.0");
    for (const route of Object.keys(scopeTable)) {
      if (scopeTable[route] === "public") continue;
      const [method = "", path = ""] = route.split(" ");
      const operation =
        paths[`/api/v3${path.replaceAll(/:(\w+)/g, "{$1}")}`]?.[method.toLowerCase()];
      expect(operation?.summary, route).toBeTruthy();
      expect(operation.tags, route).toHaveLength(1);
      if (/^(?:POST|PUT)/.test(route)) {
        expect(operation.requestBody.content["application/json"].schema.type, route).toBe("object");
      }
      if (method !== "DELETE") {
        const [success] = Object.entries<{ content: object }>(operation.responses);
        expect(success?.[0], route).toMatch(/^20[01]$/);
        expect(success?.[1].content, route).toHaveProperty("application/json");
      }
    }
  });

  it("can be browsed, and asks nobody else for anything", async () => {
    const moved = await fetch(`${world.url}/docs`);
    expect(moved.url).toBe(`${world.url}/docs/`);
    const page = await world.ask("GET /docs/", asVisitor);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-type")).toContain("text/html");
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*|upgrade/);
    const links = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) =>
      String(link),
    );
    expect(links.length).toBeGreaterThan(3);
    const initializer = await world.ask("GET /docs/static/swagger-initializer.js", asVisitor);
    expect(initializer.body).toContain('"validatorUrl":null');
    for (const link of links) {
      expect(link).not.toMatch(/^(?:https?:)?\/\//);
      const path = new URL(link, `${world.url}/docs/`).href.slice(world.url.length);
      expect((await world.ask(`GET ${path}`, asVisitor)).status, link).toBe(200);
    }
  });

  it("shows nothing of anybody to who has no token", async () => {
    for (const path of [
      "/docs/json",
      "/docs/yaml",
      "/docs/static/index.html",
      "/docs/../profiles",
    ]) {
      const answer = await world.ask(`GET ${path}`, asVisitor);
      expect(JSON.stringify(answer.body)).not.toContain("@example.com");
    }
    expect((await world.ask("GET /docs/../profiles", asVisitor)).status).toBe(401);
  });
});
