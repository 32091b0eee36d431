import { expect, test } from "vitest";
import { createLeakWatch } from "./leak-watch.ts";

const EMAIL = "zebulonia@example.com";

test("[I26] finds what was sent about people in the log, in metrics and in refusals, and only that", () => {
  const watch = createLeakWatch();
  const asked = {
    path: "/profiles?filter[email][in][]=quack@example.com&sort=last_name",
    body: { details: { firstName: "Zebulonia", email: EMAIL }, meta: { note: "a Canary" } },
  };
  const request = { method: "GET", status: 200, ms: 1.5, reqId: "0f" };
  watch.sent(asked);
  watch.log.debug({ ...request, route: "/api/v3/profiles/:profile_id" }, "request");
  watch.log.debug({ ...request, route: "unknown" }, "request");
  watch.answered(asked, 200, JSON.stringify({ data: asked.body }));
  watch.answered(asked, 422, "The details.firstName must be text. The last_name is required.");
  expect(watch.leaks('requests{route="/profiles"} 1')).toEqual([]);

  watch.answered(asked, 422, `${EMAIL} is taken.`);
  watch.log.trace({ note: "a Canary" }, "noted");
  watch.log.debug({ ...request, route: "/profiles?filter[email]=quack@example.com" }, "request");
  expect(watch.leaks('lookups{of="Zebulonia"} 1').map((leak) => leak.split(":")[0])).toEqual([
    EMAIL,
    "quack@example.com",
    "Zebulonia",
    "a Canary",
  ]);
});
