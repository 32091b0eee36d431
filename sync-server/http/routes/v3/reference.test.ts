import { createConfig, lintFromString } from "@redocly/openapi-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { readV3Routes } from "#sync-server/testing/v3-routes.ts";
import { startV3World, type V3World } from "#sync-server/testing/v3-world.ts";

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

  it("is an OpenAPI document of every route with its requests and responses", async () => {
    const answer = await world.ask("GET /openapi.json", asVisitor);
    expect(answer.status).toBe(200);
    const { openapi, paths } = answer.body;
    expect(openapi).toBe("3.1.0");
    const operations = (await readV3Routes())
      .filter(({ scopes }) => scopes !== "public")
      .map(({ route }) => {
        const [method = "", path = ""] = route.split(" ");
        const inDocument = `/api/v3${path.replaceAll(/:(\w+)/g, "{$1}")}`;
        return { route, method, operation: paths[inDocument]?.[method.toLowerCase()] };
      });
    for (const { route, operation } of operations) {
      expect(operation?.summary, route).toBeTruthy();
      expect(operation.tags, route).toHaveLength(1);
    }
    const writing = operations.filter(({ method }) => method === "POST" || method === "PUT");
    expect(writing.length).toBeGreaterThan(20);
    for (const { route, operation } of writing) {
      expect(operation.requestBody.content["application/json"].schema.type, route).toBe("object");
    }
    const answering = operations.filter(({ method }) => method !== "DELETE");
    expect(answering.length).toBeGreaterThan(writing.length);
    for (const { route, operation } of answering) {
      const [success] = Object.entries<{ content: object }>(operation.responses);
      expect(success?.[0], route).toMatch(/^20[01]$/);
      expect(success?.[1].content, route).toHaveProperty("application/json");
    }
  });

  it("has nothing that a strict linter objects to, but for the platform's own paths", async () => {
    const { body } = await world.ask("GET /openapi.json", asVisitor);
    // `/transactions/{id}/resend` and `/transactions/external/{external_id}` are what clients call.
    const rules = { "no-ambiguous-paths": "off" } as const;
    const config = await createConfig({ extends: ["recommended-strict"], rules });
    const source = JSON.stringify(body);
    const problems = await lintFromString({ source, absoluteRef: "/openapi.json", config });
    const told = problems.map(({ message, location }) => [message, location[0]?.pointer]);
    expect(told).toEqual([]);
  });

  it("names each operation once, and says how requests are refused", async () => {
    const { paths } = (await world.ask("GET /openapi.json", asVisitor)).body;
    const change = paths["/api/v3/profiles/{profile_id}"].put;
    expect(change.operationId).toBe("put_profiles_profile_id");
    const statuses = ["200", "401", "403", "404", "409", "413", "415", "422", "429", "503"];
    expect(Object.keys(change.responses)).toEqual(statuses);
    const read = paths["/api/v3/locations"].get;
    expect(Object.keys(read.responses)).toEqual(["200", "401", "403", "422", "429", "503"]);
    expect(read.description).toMatch(
      /^Filtered by id, .*\. Sorted by id, .*Can include departments\.$/,
    );
    const { description } = paths["/api/v3/profiles"].get;
    expect(description).toMatch(
      /Filtered by .*custom_field.*Sorted by id.*include aggregations\.$/,
    );
    const remove = paths["/api/v3/locations/{id}"].delete;
    expect(remove.responses["204"]).toEqual({ description: "Done" });
  });

  it("has no dangling references, and types every field", async () => {
    const { body } = await world.ask("GET /openapi.json", asVisitor);
    const text = JSON.stringify(body);
    for (const [, name = ""] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
      expect(Object.keys(body.components.schemas)).toContain(name);
    }
    expect(text).not.toMatch(/"anyOf":\[\]/);
    const { properties } =
      body.paths["/api/v3/profiles"].post.requestBody.content["application/json"].schema;
    // Two of a kind say the same.
    expect(properties.preferred_location_id).toEqual(properties.joined_location_id);
    expect(properties.birth_year).toEqual(properties.birth_day);
    expect(JSON.stringify(properties.preferred_location_id)).toContain('"integer"');
    expect(JSON.stringify(properties.birth_day)).toContain('"string"');
    expect(JSON.stringify(properties.addresses.items.properties.id)).toContain('"integer"');
  });

  it("can be browsed, and loads nothing from other sites", async () => {
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

  it("shows no tenant data without a token", async () => {
    await world.post("/profiles", { email: "somebody@tenant.example" });
    for (const path of [
      "/docs/json",
      "/docs/yaml",
      "/docs/static/index.html",
      "/docs/../profiles",
    ]) {
      const answer = await world.ask(`GET ${path}`, asVisitor);
      expect(JSON.stringify(answer.body)).not.toContain("somebody@tenant.example");
    }
    expect((await world.ask("GET /docs/../profiles", asVisitor)).status).toBe(401);
  });
});
