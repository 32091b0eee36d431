import { describe, expect, it } from "vitest";
import { locationIdSchema, profileIdSchema, transactionIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { instant } from "#shared/kernel/time.ts";
import { type ReturnOfReceipt, type SaleOfReceipt, saleOfReturn } from "./sale-of-return.ts";

const DAY_MS = 86_400_000;
const carlton = locationIdSchema.parse(1);
const fitzroy = locationIdSchema.parse(2);
const ada = profileIdSchema.parse("0190f6c8-a1b2-7c3d-8e4f-5a6b7c8d9e0f");
const ben = profileIdSchema.parse("0190f6c8-a1b2-7c3d-8e4f-5a6b7c8d9e10");
const SHIRT = { sku: "LS-1", name: "Linen shirt" };
const SOCKS = { sku: null, name: "Socks" };

const sale = (id: number, more: Partial<SaleOfReceipt> = {}): SaleOfReceipt => ({
  id: transactionIdSchema.parse(id),
  profileId: ada,
  locationId: carlton,
  totalCents: cents(10_000),
  transactedAt: instant(DAY_MS),
  items: [],
  currency: "AUD",
  exchangeRate: null,
  isVoid: false,
  returnedCents: cents(0),
  ...more,
});
const returned = (more: Partial<ReturnOfReceipt> = {}): ReturnOfReceipt => ({
  profileId: ada,
  locationId: carlton,
  totalCents: cents(-10_000),
  transactedAt: instant(DAY_MS + 1),
  items: [],
  currency: "AUD",
  exchangeRate: null,
  saleId: null,
  ...more,
});
const chosen = (goodsBack: ReturnOfReceipt, ...sales: readonly SaleOfReceipt[]) =>
  saleOfReturn(goodsBack, sales)?.id ?? null;

describe("[P7] the sale of a return that names a receipt", () => {
  it("is the only one with that receipt, no matter what the clocks say or who it names", () => {
    const early = instant(DAY_MS - 40 * DAY_MS);
    for (const profileId of [ada, ben, null]) {
      expect(chosen(returned({ profileId, transactedAt: early }), sale(1))).toBe(1);
    }
  });

  it("is not one at another location, unless the profile or the items are the same", () => {
    const elsewhere = { locationId: fitzroy, items: [SHIRT] };
    expect(chosen(returned({ ...elsewhere, profileId: null }), sale(1))).toBeNull();
    expect(chosen(returned({ ...elsewhere, profileId: ben }), sale(1))).toBeNull();
    expect(chosen(returned(elsewhere), sale(1))).toBe(1);
    const same = sale(1, { items: [SHIRT, SOCKS] });
    expect(chosen(returned({ ...elsewhere, profileId: null }), same)).toBe(1);
  });

  it("of two is the one at its location", () => {
    const other = sale(2, { locationId: fitzroy, transactedAt: instant(2 * DAY_MS) });
    expect(chosen(returned(), sale(1), other)).toBe(1);
    expect(chosen(returned({ locationId: fitzroy }), sale(1), other)).toBe(2);
  });

  it("of two at one location is the one with its items, or with enough left to return", () => {
    const shirts = sale(1, { items: [SHIRT] });
    const socks = sale(2, { items: [SOCKS], transactedAt: instant(2 * DAY_MS) });
    expect(chosen(returned({ items: [SHIRT] }), shirts, socks)).toBe(1);
    expect(chosen(returned({ items: [SOCKS] }), shirts, socks)).toBe(2);
    const later = { transactedAt: instant(DAY_MS + 1) };
    expect(chosen(returned(), sale(1), sale(2, { ...later, totalCents: cents(1000) }))).toBe(1);
    expect(chosen(returned(), sale(1), sale(2, { ...later, returnedCents: cents(1) }))).toBe(1);
    expect(chosen(returned(), sale(1), sale(2, { ...later, isVoid: true }))).toBe(1);
  });

  it("is otherwise the latest, but not one of the next day", () => {
    const same = { transactedAt: instant(DAY_MS + 60_000) };
    expect(chosen(returned(), sale(1), sale(2, same))).toBe(2);
    const next = { transactedAt: instant(2 * DAY_MS) };
    expect(chosen(returned(), sale(1), sale(2, next))).toBe(1);
  });

  it("stays what it was, unless another fits better", () => {
    const goodsBack = returned({ saleId: transactionIdSchema.parse(1) });
    expect(chosen(goodsBack, sale(1), sale(2, { transactedAt: instant(DAY_MS + 1) }))).toBe(1);
    expect(chosen(goodsBack, sale(1, { locationId: fitzroy }), sale(2))).toBe(2);
  });

  it("may be at any location if one of the two doesn't say where it was", () => {
    const nobodys = { profileId: null };
    const unplaced = { ...nobodys, locationId: null };
    expect(chosen(returned(unplaced), sale(1))).toBe(1);
    expect(chosen(returned(nobodys), sale(1, unplaced))).toBe(1);
    expect(chosen(returned(unplaced), sale(1, unplaced))).toBe(1);
  });

  it("isn't one elsewhere because neither names a profile or an item", () => {
    const elsewhere = { profileId: null, locationId: fitzroy };
    expect(chosen(returned(elsewhere), sale(1, { profileId: null }))).toBeNull();
    expect(chosen(returned(elsewhere), sale(1, { items: [SHIRT] }))).toBeNull();
  });

  it.for([
    ["all its items", [SHIRT, SOCKS], [SOCKS, SHIRT], 1],
    ["some of its items", [SHIRT, SOCKS], [SHIRT], null],
    ["an SKU, whatever it is called", [{ ...SHIRT, name: "Shirt" }], [SHIRT], 1],
    ["a name, but not its SKU", [{ ...SHIRT, sku: "LS-2" }], [SHIRT], null],
    ["neither its SKU nor its name", [{ ...SOCKS, name: "Sock" }], [SOCKS], null],
  ] as const)("elsewhere, has the items if it has %s", ([, back, items, is]) => {
    const goodsBack = returned({ profileId: null, locationId: fitzroy, items: back });
    expect(chosen(goodsBack, sale(1, { items }))).toBe(is);
  });

  it("of two in different currencies is the one whose currency and amount agree", () => {
    const exchangeRate = { from: "IDR", to: "AUD", rateE8: 9400 };
    const rupiah = { currency: "IDR", exchangeRate };
    const later = { ...rupiah, transactedAt: instant(DAY_MS + 1) };
    // Rp 100,000 are A$9.40, less than A$100.
    expect(chosen(returned(), sale(1), sale(2, { ...later, totalCents: cents(10_000_000) }))).toBe(
      1,
    );
    expect(chosen(returned({ ...rupiah, totalCents: cents(-1) }), sale(1, later), sale(2))).toBe(1);
    // Of somebody else, and Rp 500,000 are A$47: enough for A$47, not for A$50.
    const bens = sale(2, { ...later, profileId: ben, totalCents: cents(50_000_000) });
    const back = (size: number) => returned({ profileId: ben, totalCents: cents(-size) });
    expect(chosen(back(5000), sale(1), bens)).toBe(1);
    expect(chosen(back(4700), sale(1), bens)).toBe(2);
  });

  it("may be an hour later by its clock, and no more", () => {
    const later = (ms: number) => sale(2, { transactedAt: instant(DAY_MS + 1 + ms) });
    expect(chosen(returned(), sale(1), later(3_600_000))).toBe(2);
    expect(chosen(returned(), sale(1), later(3_600_001))).toBe(1);
  });

  it("of two at the same moment is the one written last, or being written", () => {
    const unwritten = { ...sale(1), id: null };
    for (const sales of [
      [sale(1), sale(2), unwritten],
      [unwritten, sale(2), sale(1)],
    ]) {
      expect(saleOfReturn(returned(), sales)?.id).toBeNull();
      expect(chosen(returned(), ...sales.filter(({ id }) => id !== null))).toBe(2);
    }
  });
});
