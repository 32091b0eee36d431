import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { queryWords } from "#shared/profile/name-words.ts";
import { createSearchIndex, createSearchIndexFrom, type SearchIndex } from "./search-index.ts";
import { SEARCH_HITS_MAX, type SearchRow } from "./search-row.ts";

const idOf = (serial: number): ProfileId =>
  profileIdSchema.parse(`${serial.toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`);

/** Few letters, so that names collide, share prefixes and differ by one letter. Some are odd. */
const word = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.string({ unit: fc.constantFrom("a", "b", "e", "n"), minLength: 1, maxLength: 7 }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "O'Brien",
      "Anne-Marie",
      "É",
      "Łukasz",
      "Straße",
      "李小龍",
      "Đặng",
      "Ӛлия",
      "Ḉ",
      "ﬃ",
      "d’Arc",
      "김",
    ),
  },
);
const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(" "));
const email = fc
  .tuple(
    fc.string({ unit: fc.constantFrom("a", "b", ".", "1"), minLength: 1, maxLength: 8 }),
    fc.constantFrom("a.example", "b.example"),
  )
  .map(([local, domain]) => `${local}@${domain}`);
const phone = fc
  .tuple(
    fc.constantFrom("+61", "+64", "+1", "+353"),
    fc.string({ unit: fc.constantFrom("1", "2", "5"), minLength: 7, maxLength: 10 }),
  )
  .map(([country, national]) => `${country}${national}`);
const identifier = fc
  .string({ unit: fc.constantFrom("A", "b", "1", "2", "-"), minLength: 4, maxLength: 12 })
  .filter((text) => /[A-Za-z0-9]/.test(text));

const rowWith = (id: fc.Arbitrary<number>) =>
  fc.record({
    id: id.map(idOf),
    firstName: name,
    lastName: name,
    email: fc.option(email),
    phone: fc.option(phone),
    secondaryPhone: fc.option(phone),
    identifiers: fc.array(identifier, { maxLength: 3 }),
  });
const rows = fc
  .array(rowWith(fc.nat(1000)), { minLength: 1, maxLength: 25 })
  .map((many) => [...new Map(many.map((row) => [row.id, row])).values()]);

/** Every way to find a row, as people type it. */
const waysToFind = (row: SearchRow): readonly string[] => [
  `${row.firstName} ${row.lastName}`,
  `${row.lastName} ${row.firstName}`,
  ...`${row.firstName} ${row.lastName}`.split(/[ '’-]/),
  ...queryWords(`${row.firstName} ${row.lastName}`),
  row.lastName.toUpperCase(),
  ...(row.email ? [row.email, row.email.toUpperCase(), ` ${row.email} `] : []),
  ...[row.phone, row.secondaryPhone].flatMap((number) => (number ? phoneNotations(number) : [])),
  ...row.identifiers,
];

const phoneNotations = (e164: string): readonly string[] => {
  const code = ["+61", "+64", "+1", "+353"].find((start) => e164.startsWith(start)) ?? "";
  const national = e164.slice(code.length);
  const spaced = national.replace(/(\d{3})(?=\d)/g, "$1 ");
  return [
    e164,
    e164.slice(1),
    `00${e164.slice(1)}`,
    `${code} ${spaced}`,
    `${code} (0)${spaced}`,
    `0${national}`,
    `(0${national.slice(0, 3)}) ${national.slice(3)}`,
    national,
    national.slice(-4),
    national.slice(-6),
  ];
};

/** Enough to have caught every bug planted so far, in seconds. */
const RUNS = { numRuns: 40 };

const idsFor = (index: SearchIndex, text: string): readonly ProfileId[] =>
  index.search(text, SEARCH_HITS_MAX).hits.map(({ id }) => id);

describe("laws of search", () => {
  it("finds every row by name, words of it, phone, last digits, email and identifier", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const index = createSearchIndex(all);
        const missed: string[] = [];
        expect(index.size).toBe(all.length);
        for (const row of all) {
          for (const text of waysToFind(row)) {
            const { hits } = index.search(text, SEARCH_HITS_MAX);
            if (!hits.some(({ id, exact }) => id === row.id && exact)) missed.push(text);
          }
          for (const text of row.identifiers) {
            if (!index.findByIdentifier(text).includes(row.id)) missed.push(text);
          }
        }
        expect(missed).toEqual([]);
      }),
      RUNS,
    );
  });

  it("never finds a removed row", () => {
    fc.assert(
      fc.property(rows, fc.nat(), fc.boolean(), (all, pick, rebuilds) => {
        const gone = all[pick % all.length];
        if (gone === undefined) return;
        const index = createSearchIndex(all);
        expect(index.remove(gone.id)).toBe(true);
        expect(index.remove(gone.id)).toBe(false);
        if (rebuilds) index.rebuild();
        expect(index.size).toBe(all.length - 1);
        for (const text of waysToFind(gone)) expect(idsFor(index, text)).not.toContain(gone.id);
        for (const text of gone.identifiers) {
          expect(index.findByIdentifier(text)).not.toContain(gone.id);
        }
      }),
    );
  });

  it("returns each row once, exact ones first, and says whether there are others", () => {
    fc.assert(
      fc.property(rows, name, (all, text) => {
        const { hits, fuzzy } = createSearchIndex(all).search(text, SEARCH_HITS_MAX);
        expect(new Set(hits.map(({ id }) => id)).size).toBe(hits.length);
        const isExact = hits.map(({ exact }) => exact);
        expect(isExact).toEqual(isExact.toSorted((a, b) => Number(b) - Number(a)));
        expect(fuzzy).toBe(isExact.includes(false));
        // Typos are tolerated only where fewer than three match exactly.
        const exactMax = fuzzy ? 2 : SEARCH_HITS_MAX;
        expect(isExact.filter(Boolean).length).toBeLessThanOrEqual(exactMax);
      }),
    );
  });

  it("returns the first of the same hits when asked for fewer", () => {
    fc.assert(
      fc.property(rows, name, fc.integer({ min: 1, max: 10 }), (all, text, limit) => {
        const index = createSearchIndex(all);
        const { hits } = index.search(text, SEARCH_HITS_MAX);
        expect(index.search(text, limit).hits).toEqual(hits.slice(0, limit));
      }),
    );
  });

  it("survives any text in any field and any query", () => {
    const anything = fc
      .array(fc.nat(0xffff), { maxLength: 25 })
      .map((codes) => String.fromCharCode(...codes));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anything, anything, anything, anything, anything), { maxLength: 5 }),
        anything,
        (many, text) => {
          const index = createSearchIndex(
            many.map(([firstName, lastName, mail, number, card], i) => ({
              id: idOf(i),
              firstName,
              lastName,
              email: mail,
              phone: number,
              identifiers: [card],
            })),
          );
          index.rebuild();
          const found = [text, ...many.flat()].map((query) => index.search(query, 10).hits.length);
          expect(Math.max(...found)).toBeLessThanOrEqual(many.length);
        },
      ),
      RUNS,
    );
  });
});

type Change =
  | { readonly kind: "upsert"; readonly row: SearchRow }
  | { readonly kind: "upsertAll"; readonly rows: readonly SearchRow[] }
  | { readonly kind: "remove"; readonly id: ProfileId }
  | { readonly kind: "search" | "rebuild" | "begin" }
  | { readonly kind: "slices"; readonly count: number; readonly pick: number };

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 8, arbitrary: rowWith(fc.nat(30)).map((row) => ({ kind: "upsert" as const, row })) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("upsertAll" as const),
      rows: fc.array(rowWith(fc.nat(30)), { maxLength: 8 }),
    }),
  },
  { weight: 3, arbitrary: fc.nat(30).map((id) => ({ kind: "remove" as const, id: idOf(id) })) },
  { weight: 4, arbitrary: fc.constantFrom("search", "rebuild", "begin").map((kind) => ({ kind })) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("slices" as const),
      count: fc.integer({ min: 1, max: 40 }),
      pick: fc.nat(3),
    }),
  },
);

/** Applies changes to an index and to a plain map of rows. */
const follow = (
  index: SearchIndex,
  known: Map<ProfileId, SearchRow>,
  changes: Iterable<Change>,
): void => {
  const underWay: Generator<void, void>[] = [];
  for (const one of changes) {
    switch (one.kind) {
      case "upsert":
        index.upsert(one.row);
        known.set(one.row.id, one.row);
        break;
      case "upsertAll":
        index.upsertAll(one.rows);
        for (const row of one.rows) known.set(row.id, row);
        break;
      case "remove":
        if (index.remove(one.id) !== known.delete(one.id)) throw new Error(`Lost ${one.id}.`);
        break;
      case "search":
        index.search("an", 10);
        break;
      case "rebuild":
        index.rebuild();
        break;
      case "begin":
        underWay.push(index.rebuildInSlices());
        break;
      case "slices":
        for (let i = 0; i < one.count; i++) underWay.at(-1 - one.pick)?.next();
        break;
    }
  }
};

/** All that can be asked of an index. */
const answersOf = ({ size, search, findByIdentifier }: SearchIndex, texts: readonly string[]) => ({
  size,
  found: texts.map((text) => ({ text, ...search(text, 20), scanned: findByIdentifier(text) })),
});

describe("laws of change", () => {
  it("after any changes and rebuilds, even unfinished ones, answers as if freshly built", () => {
    fc.assert(
      fc.property(rows, fc.array(change, { maxLength: 120 }), (all, changes) => {
        const index = createSearchIndex(all);
        const known = new Map(all.map((row) => [row.id, row]));
        follow(index, known, changes);
        const texts = [...known.values()].slice(0, 12).flatMap(waysToFind);
        const fresh = createSearchIndex(known.values());
        expect(answersOf(index, texts)).toEqual(answersOf(fresh, texts));
      }),
      RUNS,
    );
  });

  it("does the same after thousands of changes, through every size of sorted run", () => {
    const many = fc.sample(rowWith(fc.noBias(fc.nat(6000))), { numRuns: 5000, seed: 7 });
    const index = createSearchIndex(many.slice(0, 1000));
    const known = new Map(many.slice(0, 1000).map((row) => [row.id, row]));
    const changes = many
      .slice(1000)
      .flatMap((row, i): readonly Change[] => [
        { kind: "upsert", row },
        ...(i % 7 === 0 ? [{ kind: "remove" as const, id: idOf(i % 6000) }] : []),
        ...(i % 900 === 0 && i < 1900 ? [{ kind: "begin" as const }] : []),
        ...(i % 40 === 0 ? [{ kind: "slices" as const, count: 1, pick: 0 }] : []),
      ]);
    follow(index, known, changes);
    expect(index.needsRebuild).toBe(true);
    const texts = many.slice(0, 40).flatMap(waysToFind);
    const answers = answersOf(createSearchIndex(known.values()), texts);
    expect(answersOf(index, texts)).toEqual(answers);
    index.rebuild();
    expect(index.needsRebuild).toBe(false);
    expect(answersOf(index, texts)).toEqual(answers);
  });
});

describe("laws of snapshots", () => {
  it("resumes from one, given the profiles that have changed since, as if freshly built", () => {
    fc.assert(
      fc.property(rows, fc.array(change, { maxLength: 120 }), (all, changes) => {
        const before = createSearchIndex(all);
        const known = new Map(all.map((row) => [row.id, row]));
        follow(before, known, changes);
        // As read back from disk at the next start.
        const { built, changed } = structuredClone(before.snapshot());
        const index = createSearchIndexFrom(built);
        for (const id of changed) index.remove(id);
        index.upsertAll([...changed].flatMap((id) => known.get(id) ?? []));
        const texts = [...known.values()].slice(0, 12).flatMap(waysToFind);
        const fresh = createSearchIndex(known.values());
        expect(answersOf(index, texts)).toEqual(answersOf(fresh, texts));
      }),
      RUNS,
    );
  });
});

describe("laws of typos", () => {
  const letters = "abcdefghijklmnopqrstuvwxyz";
  const surname = fc.string({ unit: fc.constantFrom(...letters), minLength: 5, maxLength: 12 });
  const thousand = fc.sample(fc.tuple(surname, surname), { numRuns: 1000, seed: 11 }).map(
    ([firstName, lastName], i): SearchRow => ({
      id: idOf(i),
      firstName,
      lastName,
      email: null,
      phone: null,
      identifiers: [],
    }),
  );
  const index = createSearchIndex(thousand);

  /** An extra, missing or wrong letter, or two swapped neighbours. */
  const mistype = (text: string, kind: number, place: number, letter: string): string => {
    const at = place % text.length;
    const [before, here, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
    switch (kind) {
      case 0:
        return `${before}${letter}${here}${after}`;
      case 1:
        return `${before}${after}`;
      case 2:
        return `${before}${letter}${after}`;
      default:
        return `${before}${after.slice(0, 1)}${here}${after.slice(1)}`;
    }
  };

  it("a name of five letters or more with a typo is found among 1,000, where little else matches", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...thousand),
        fc.boolean(),
        fc.nat(3),
        fc.nat(),
        fc.constantFrom(...letters),
        (row, wholeName, kind, place, letter) => {
          const typed = mistype(row.lastName, kind, place, letter);
          const text = wholeName ? `${row.firstName} ${typed}` : typed;
          const { hits } = index.search(text, SEARCH_HITS_MAX);
          if (hits.filter(({ exact }) => exact).length >= 3) return;
          expect(hits.map(({ id }) => id)).toContain(row.id);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
