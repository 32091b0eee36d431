import { cardNumberOf } from "#shared/incentive/credits/card-number.ts";
import type { NormalHours } from "#shared/organisation/opening-hours.ts";

/** The demo tenant: a fictional chain of home and clothing shops. */
export const DEMO_TENANT = {
  id: "demo",
  name: "Harbour & Pine",
  currency: "GBP",
  locale: "en-GB",
  country: "GB",
  timezone: "Europe/London",
} as const;

/** Five locations in two regions, so that devices in different regions hold different profiles. */
export const DEMO_LOCATIONS = [
  { externalId: "LDN-01", name: "London Covent Garden", region: "england", phone: "+442079460101" },
  { externalId: "MAN-01", name: "Manchester Deansgate", region: "england", phone: "+441614960102" },
  { externalId: "BRS-01", name: "Bristol Cabot Circus", region: "england", phone: "+441174960103" },
  {
    externalId: "LDS-01",
    name: "Leeds Victoria Quarter",
    region: "england",
    phone: "+441134960104",
  },
  {
    externalId: "EDI-01",
    name: "Edinburgh Multrees Walk",
    region: "scotland",
    phone: "+441314960105",
  },
] as const;

/** When each of them is open. */
export const DEMO_HOURS: NormalHours = [
  ...(["MON", "TUE", "WED", "THU", "FRI", "SAT"] as const).map((day_of_week) => ({
    ...{ day_of_week, open_at: "09:30", close_at: "19:00" },
  })),
  { day_of_week: "SUN", open_at: "12:00", close_at: "18:00" },
];

/** The PIN of all demo staff. Printed at the start; it works nowhere else. */
export const DEMO_PIN = "246810";

/**
 * The demo's gift card, printed at the start. The number has a card's form and check digits, and no
 * card of another tenant has it.
 */
export const DEMO_CARD = { number: cardNumberOf("135792468013579"), pin: "1357" } as const;

/**
 * Two for each location, in the same order: an associate and a manager. The start page names the
 * first two.
 */
export const DEMO_STAFF = [
  "Anna Reid",
  "Tom Okafor",
  "Priya Shah",
  "Daniel Hughes",
  "Megan Lloyd",
  "Omar Haddad",
  "Chloe Barker",
  "Lewis Grant",
  "Isla Fraser",
  "Callum Stewart",
] as const;

/** The chain's products, with prices in cents and how they are drawn. */
export const DEMO_PRODUCTS = [
  { sku: "HP-1001", name: "Linen shirt", price: 5900, shape: "top", colour: "linen" },
  {
    sku: "HP-1002",
    name: "Merino jumper",
    price: 8900,
    shape: "top",
    colour: "rust",
    reduced: 6900,
  },
  { sku: "HP-1003", name: "Waxed jacket", price: 18500, shape: "top", colour: "moss" },
  { sku: "HP-1004", name: "Cotton chinos", price: 6900, shape: "trousers", colour: "sand" },
  { sku: "HP-1005", name: "Wool scarf", price: 3500, shape: "cloth", colour: "rust" },
  { sku: "HP-1006", name: "Leather belt", price: 4200, shape: "board", colour: "bark" },
  { sku: "HP-1007", name: "Canvas tote", price: 2400, shape: "bag", colour: "sand" },
  { sku: "HP-1008", name: "Denim overshirt", price: 7900, shape: "top", colour: "denim" },
  { sku: "HP-1009", name: "Breton top", price: 4500, shape: "top", colour: "ink" },
  { sku: "HP-1010", name: "Corduroy skirt", price: 6400, shape: "skirt", colour: "bark" },
  { sku: "HP-2001", name: "Stoneware mug", price: 1400, shape: "vessel", colour: "denim" },
  { sku: "HP-2002", name: "Oak serving board", price: 3900, shape: "board", colour: "wood" },
  { sku: "HP-2003", name: "Beeswax candle", price: 1850, shape: "bottle", colour: "honey" },
  { sku: "HP-2004", name: "Lambswool throw", price: 9800, shape: "cloth", colour: "moss" },
  {
    sku: "HP-2005",
    name: "Linen napkins, set of four",
    price: 3200,
    shape: "cloth",
    colour: "linen",
  },
  { sku: "HP-2006", name: "Glass carafe", price: 2800, shape: "bottle", colour: "glass" },
  { sku: "HP-2007", name: "Enamel casserole", price: 7400, shape: "vessel", colour: "rust" },
  { sku: "HP-2008", name: "Hand cream", price: 1650, shape: "bottle", colour: "linen" },
  { sku: "HP-2009", name: "Notebook, ruled", price: 1195, shape: "board", colour: "ink" },
  {
    sku: "HP-2010",
    name: "Brass hook",
    price: 995,
    shape: "bottle",
    colour: "honey",
    discontinued: true,
  },
] as const;

/** Notes that staff might write about people. */
export const DEMO_NOTES = [
  "Prefers to be served by name; likes a quiet fitting room.",
  "Looking for a birthday present for her sister in March.",
  "Allergic to wool: show cotton and linen first.",
  "Collects the stoneware; call when the autumn glaze arrives.",
  "Usually a medium, large in jackets.",
  "Asked for gift wrapping last time. Offer it.",
  "Moving house in the summer, interested in throws and candles.",
  "Pays by card, likes a paper receipt.",
] as const;
