import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RowList } from "./column.ts";
import {
  createDigitColumnBuilder,
  digitsByRow,
  digitsWithOneTypo,
  NO_ROW,
  rowsOfDigits,
  rowsOfWholeDigits,
} from "./digit-column.ts";

const rowsIn = ({ rows, from, to }: RowList): readonly number[] =>
  [...rows.subarray(from, to)].sort((a, b) => a - b);

const columnOf = (numbers: readonly string[], reading: "forwards" | "backwards") => {
  const builder = createDigitColumnBuilder(reading);
  for (const [row, digits] of numbers.entries()) builder.add(row, digits);
  return builder.build(new Uint32Array(numbers.length).map((_, i) => i));
};

const number = fc.string({ unit: fc.constantFrom("0", "1", "9"), minLength: 1, maxLength: 15 });

describe("numbers in order", () => {
  it("finds those that start with, end with or equal the digits", () => {
    fc.assert(
      fc.property(fc.array(number, { maxLength: 50 }), number, (numbers, digits) => {
        const rowsWhere = (test: (one: string) => boolean): readonly number[] =>
          [...numbers.keys()].filter((row) => test(numbers[row] ?? ""));
        const forwards = columnOf(numbers, "forwards");
        expect(rowsIn(rowsOfDigits(forwards, digits))).toEqual(
          rowsWhere((one) => one.startsWith(digits)),
        );
        expect(rowsIn(rowsOfWholeDigits(forwards, digits))).toEqual(
          rowsWhere((one) => one === digits),
        );
        const backwards = columnOf(numbers, "backwards");
        expect(rowsIn(rowsOfDigits(backwards, [...digits].reverse().join("")))).toEqual(
          rowsWhere((one) => one.endsWith(digits)),
        );
      }),
    );
  });

  it("sorts many in the same order as few", () => {
    // Close in the last digits and far apart in the first, added out of order.
    const many = Array.from({ length: 12_000 }, (_, i) =>
      String(1e14 + ((i * 7919) % 6000) * 37 + (i % 2) * 8e14),
    );
    const column = columnOf(many, "forwards");
    expect([...column.keys].every((key, i, keys) => i === 0 || (keys[i - 1] ?? 0) <= key)).toBe(
      true,
    );
    for (const row of [0, 5999, 11_999]) {
      expect(rowsIn(rowsOfWholeDigits(column, many[row] ?? ""))).toContain(row);
    }
  });

  it("decodes the numbers of a row, and leaves out those without a row", () => {
    const builder = createDigitColumnBuilder("forwards");
    builder.add(0, "61412345678");
    builder.add(1, "5");
    builder.add(2, "000");
    builder.add(2, "999999999999999");
    const digits = digitsByRow(builder.build(Uint32Array.of(1, NO_ROW, 0)), 2);
    expect([...digits(0)].sort()).toEqual(["000", "999999999999999"]);
    expect(digits(1)).toEqual(["61412345678"]);
  });

  it("finds nothing for more digits than a number can have", () => {
    const column = columnOf(["123456789012345"], "forwards");
    expect(rowsIn(rowsOfDigits(column, "1234567890123456"))).toEqual([]);
    expect(rowsIn(rowsOfWholeDigits(column, "1234567890123456"))).toEqual([]);
  });
});

it("generates every number that is one typo away", () => {
  const others = new Set(digitsWithOneTypo("12"));
  for (const other of ["2", "1", "21", "92", "19", "912", "192", "129"]) {
    expect(others).toContain(other);
  }
  expect(others).not.toContain("12");
  // 2 too few, 1 swapped, 18 wrong, and 28 too many (30, less the two that repeat a digit).
  expect(others.size).toBe(2 + 1 + 18 + 28);
});
