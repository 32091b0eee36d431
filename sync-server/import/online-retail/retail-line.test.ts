import { describe, expect, it } from "vitest";
import { timeZoneSchema } from "#shared/kernel/time.ts";
import { isHeader, recordsOf } from "./records.ts";
import { lineTotal, readRetailLine } from "./retail-line.ts";

const dates = { zone: timeZoneSchema.parse("Europe/London"), order: "iso" } as const;
const columns = (changes: Readonly<Record<number, string>> = {}): readonly string[] =>
  [
    "536365",
    "85123A",
    "WHITE HANGING HEART",
    "6",
    "2010-12-01 08:26:00",
    "2.55",
    "17850.0",
    "United Kingdom",
  ].map((value, index) => changes[index] ?? value);

describe("a line of the retail layout", () => {
  it("reads local times, ids written as decimals, and prices to a thousandth", () => {
    const line = readRetailLine(2, columns({ 4: "2011-06-01 08:26:00", 5: "0.001" }), dates);
    expect(line).toMatchObject({
      ok: true,
      value: {
        buyer: "17850",
        quantity: 6,
        unitPriceMilliCents: 100,
        invoicedAt: Date.UTC(2011, 5, 1, 7, 26),
      },
    });
  });

  it("treats an empty CustomerID as a guest", () => {
    expect(readRetailLine(2, columns({ 6: "" }), dates)).toMatchObject({
      ok: true,
      value: { buyer: null },
    });
  });

  it.each([
    [0, "", "InvoiceNo"],
    [0, "53X6", "InvoiceNo"],
    [1, " ", "StockCode"],
    [3, "six", "Quantity"],
    [3, "1.5", "Quantity"],
    [3, "99999999999", "Quantity"],
    [4, "01/12/2010 08:26", "InvoiceDate"],
    [4, "2010-13-01 08:26:00", "InvoiceDate"],
    [5, "2,55", "UnitPrice"],
    [5, "1e9", "UnitPrice"],
    [6, "Smith", "CustomerID"],
  ])("names the column that is wrong: %i %j", (index, value, column) => {
    const line = readRetailLine(2, columns({ [index]: value }), dates);
    expect(line).toEqual({ ok: false, error: expect.stringContaining(column) });
  });

  it("rounds a line to a cent and keeps the remainder", () => {
    const line = readRetailLine(2, columns({ 3: "1", 5: "0.001" }), dates);
    if (!line.ok) throw new Error(line.error);
    expect(lineTotal(line.value)).toEqual({ cents: 0, leftMilliCents: 100 });
  });
});

describe("dates", () => {
  const read = (text: string, order: "iso" | "mdy" | "dmy") => {
    const line = readRetailLine(2, columns({ 4: text }), { ...dates, order });
    return line.ok ? line.value.invoicedAt : line.error;
  };

  it.each([
    ["12/1/2010 8:26", "mdy", Date.UTC(2010, 11, 1, 8, 26)],
    ["1/12/2010 8:26", "dmy", Date.UTC(2010, 11, 1, 8, 26)],
    ["06/09/11 18:05:30", "mdy", Date.UTC(2011, 5, 9, 17, 5, 30)],
    ["12/1/2010", "mdy", Date.UTC(2010, 11, 1)],
  ] as const)("of the public copy, %j, work with --dates %s", (text, order, at) => {
    expect(read(text, order)).toBe(at);
  });

  it("that are none are refused, with the option that reads them", () => {
    expect(read("13/1/2010 8:26", "mdy")).toContain("is not a date like MM/DD/YYYY");
    expect(read("2/30/2010 8:26", "mdy")).toContain("is not a date");
    expect(read("12/1/2010 8:26", "iso")).toContain("--dates mdy");
  });
});

describe("records", () => {
  const read = async (...texts: readonly string[]) => {
    const records = [];
    const lines = texts.map((text, index) => ({ lineNumber: index + 1, text }));
    for await (const record of recordsOf(lines)) records.push(record);
    return records;
  };

  it("have quoted commas and doubled quotes", async () => {
    expect(await read('1,2,"A ""BIG"", BOX",4,5,6,7,8')).toMatchObject([
      { columns: ["1", "2", 'A "BIG", BOX', "4", "5", "6", "7", "8"] },
    ]);
  });

  it("span lines where a quoted field does", async () => {
    const records = await read('1,2,"A', "", 'BOX",4,5,6,7,8', "2,2,3,4,5,6,7,8");
    expect(records).toMatchObject([
      { lineNumber: 1, lineCount: 3, columns: ["1", "2", "A\n\nBOX", "4", "5", "6", "7", "8"] },
      { lineNumber: 4, lineCount: 1 },
    ]);
  });

  it.each([
    ["is never closed", ["1,2,3,4,5,6,7,8"]],
    ["is closed by the quote of another record", ['1,2,"3,4,5,6,7,8', "1,2,3,4,5,6,7,8"]],
    ["is far from the next one", [...Array(30).fill("1,2,3,4,5,6,7,8"), '1,2,"3']],
  ])("lose only the line whose quote %s", async (_, after) => {
    const records = await read('1,2,"A BOX,4,5,6,7,8', ...after);
    expect(records.map(({ lineCount }) => lineCount)).toEqual(records.map(() => 1));
    expect(records).toHaveLength(1 + after.length);
    const rejected = records.filter((record) => "problem" in record);
    expect(rejected.map(({ text }) => text)).toEqual([
      '1,2,"A BOX,4,5,6,7,8',
      ...after.filter((text) => text.includes('"')),
    ]);
  });

  it("are rejected with too few columns", async () => {
    expect(await read("1,2,3")).toMatchObject([{ problem: expect.stringContaining("3 columns") }]);
  });

  it("recognises the header, with or without a byte-order mark", () => {
    const header =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
    expect(isHeader(header)).toBe(true);
    expect(isHeader(`\uFEFF${header}`)).toBe(true);
    expect(isHeader("536365,85123A,X,6,2010-12-01,2.55,1,UK")).toBe(false);
  });
});
