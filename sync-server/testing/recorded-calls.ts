import type { Example } from "#sync-server/http/routes/v3/examples.ts";
import type { MadeCall } from "./v3-calls.ts";

/** Fields whose values are drawn anew in each run. */
const DRAWN: Readonly<Record<string, string>> = {
  credit_number: "6006490000000000",
  security_code: "1234",
};

/**
 * Calls as they are recorded for the reference: the same in each run. Ids that are drawn become
 * numbered ones, and secrets examples.
 */
export const recordedCalls = (calls: readonly MadeCall[]): Readonly<Record<string, Example>> => {
  const ids = new Map<string, string>();
  const numbered = (id: string): string => {
    const known =
      ids.get(id) ?? `0193d000-0000-7000-8000-${String(ids.size + 1).padStart(12, "0")}`;
    ids.set(id, known);
    return known;
  };
  const text = JSON.stringify(
    Object.fromEntries(
      calls
        .toSorted((a, b) => (a.route < b.route ? -1 : 1))
        .map(({ route, ...call }) => [route, call]),
    ),
    (name, value: unknown) => (typeof value === "string" && name in DRAWN ? DRAWN[name] : value),
  );
  return JSON.parse(
    text
      .replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, numbered)
      .replaceAll(/rg_api_\w+/g, "rg_api_…")
      .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, "https://loyalty.example"),
  );
};
