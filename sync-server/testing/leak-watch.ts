import { Writable } from "node:stream";
import type { Logger } from "pino";
import { createLog } from "#sync-server/log.ts";

/** A request of a test: its path with the query, and what it sends. */
export type Asked = { readonly path: string; readonly body?: unknown };

/**
 * Follows what tests send about people, and finds it where it must not be: on a line of the log at
 * any level, in a metric, or in what a refusal says (profile/SPEC.md [I26]). Every server that runs
 * in the process of a test has one, so each test is also a test of this, for what it sends by the
 * `ask` of its world or device: not by a `fetch` of its own.
 */
export type LeakWatch = {
  /** The log of the server, at its lowest level. */
  readonly log: Logger;
  readonly logged: () => string;
  readonly sent: (asked: Asked) => void;
  readonly answered: (asked: Asked, status: number, text: string) => void;
  /** Every leak there was, by the value. */
  readonly leaks: (metrics: string) => readonly string[];
};

const watches = new Map<string, LeakWatch>();

/** Watches the server that listens here from now on. */
export const watchLeaksOf = (url: string, watch: LeakWatch): void => void watches.set(url, watch);

/** What watches the server that listens here, if a test of this process started it. */
export const leakWatchOf = (url: string): LeakWatch | undefined => watches.get(url);

/** Starts to watch a server. */
export const createLeakWatch = (): LeakWatch => {
  let logged = "";
  const said = new Set<string>();
  const values = new Set<string>();
  const found = new Set<string>();
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      const text = String(chunk);
      logged += text;
      for (const line of text.split("\n")) said.add(REQUEST_LINE.exec(line)?.[1] ?? line);
      done();
    },
  });
  return {
    log: createLog("trace", destination),
    logged: () => logged,
    sent: (asked) => {
      for (const value of personalValues(asked)) values.add(value);
    },
    answered: (asked, status, text) => {
      if (status < 400) return;
      const { path } = asked;
      const names = namesIn(asked);
      for (const value of values) {
        // A refusal names the field that is wrong, however oddly a random test has called it.
        if (names.includes(value)) continue;
        if (says(text, value)) found.add(`${value}: ${status} of ${path.split("?")[0]}: ${text}`);
      }
    },
    leaks: (metrics) => {
      const all = [...said, metrics].join("\n");
      return [...found, ...[...values].filter((value) => says(all, value))];
    },
  };
};

/** A line about a request says nothing that differs from one to the next but its route. */
const REQUEST_LINE =
  /^\{"level":\d+,"time":"[\dTZ.:-]+","reqId":"[\da-f-]+","method":"[A-Z]+","route":"([^"]*)","status":\d+,"ms":[\d.]+,"msg":"request"\}$/;

/** Fields of the API and of commands that say who somebody is, without case and underscores. */
const PERSONAL = new Set(
  (
    "firstname lastname email mobilephone secondaryphone phone identifier identity " +
    "addressline1 addressline2 postcode receiptemail birthdate company occupation " +
    "note notes text comment description pin cardnumber giftcardnumber code token search"
  ).split(" "),
);
const ADDRESS_OR_PHONE = /\S@\S|^\+\d{6,}$/;

const isPersonal = (name: string, value: string): boolean =>
  PERSONAL.has(name.replaceAll("_", "").toLowerCase()) || ADDRESS_OR_PHONE.test(value);

/** The values of a request that can't be there by chance: no plain word, and no short number. */
const personalValues = ({ path, body }: Asked): readonly string[] => {
  const query = new URLSearchParams(path.split("?")[1] ?? "");
  const filters = [...query].flatMap(([key, value]) =>
    (key.match(/\w+/g) ?? []).some((name) => isPersonal(name, value)) ? [value] : [],
  );
  return [...filters, ...personalLeaves(body)].filter(isTelling);
};

/** What a request calls its fields and parameters. */
const namesIn = ({ path, body }: Asked): string =>
  [...new URLSearchParams(path.split("?")[1] ?? "").keys(), ...keysIn(body)].join(" ");

function* keysIn(value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    yield key;
    yield* keysIn(each);
  }
}

function* personalLeaves(value: unknown, name = ""): Generator<string> {
  if (typeof value === "string") {
    if (isPersonal(name, value)) yield value;
  } else if (typeof value === "object" && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      yield* personalLeaves(each, Array.isArray(value) ? name : key);
    }
  }
}

const isTelling = (value: string): boolean =>
  value.length >= 4 && value.length <= 200 && /[^a-z]/.test(value) && !/^\d{1,5}$/.test(value);

/** Whether a text has a value as words of their own. */
const says = (text: string, value: string): boolean => {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    const around = [text[at - 1] ?? " ", text[at + value.length] ?? " "];
    if (around.every((each) => !/[\p{L}\p{N}]/u.test(each))) return true;
  }
  return false;
};
