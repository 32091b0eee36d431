/** A row of the README's table "Available offline?". */
export type OfflineRow = { readonly what: string; readonly offline: string };

/**
 * The README's table, in its order. `offline-table.e2e.test.ts` has one test for each row, and
 * `readme-rows.test.ts` compares them with the README.
 */
export const OFFLINE_ROWS = {
  open: { what: "Open the app", offline: "Yes" },
  signIn: { what: "Sign in, switch staff", offline: "Yes" },
  find: { what: "Find a customer by name, email or phone", offline: "Yes" },
  scan: { what: "Scan a card", offline: "Yes" },
  profile: { what: "Open a customer", offline: "Yes" },
  facts: {
    what: "See last visit, spend, and what is worth knowing",
    offline: "Yes: as of the last contact, with what time has changed since",
  },
  balances: {
    what: "See balances and rewards",
    offline: "Yes: as of the last contact, whose time is shown, less anything pending",
  },
  progress: {
    what: "See tiers and achievements",
    offline: "Yes: as of the last contact, with what time has changed since",
  },
  purchases: { what: "See recent purchases with their items", offline: "Yes" },
  receipt: {
    what: "Add a purchase by its receipt",
    offline: "Yes: it counts once the server has matched it with a sale",
  },
  redeem: {
    what: "Redeem within the floor limits",
    offline: "Yes: pending until the server confirms it",
  },
  credit: { what: "Redeem a customer's credit", offline: "Yes, within the same limits" },
  beyond: {
    what: "Redeem beyond the floor limits",
    offline: "No: declined on the spot, with the reason and what to do",
  },
  giftCard: {
    what: "Pay with a gift card",
    offline: "No: only the server knows its number and PIN",
  },
  benefit: {
    what: "Use a benefit",
    offline: "No: only the server knows how often it can still be used",
  },
  claimable: {
    what: "See what a customer can claim",
    offline:
      "Yes: as of the last contact, with what time has changed since; whether any are left only the server knows",
  },
  claim: {
    what: "Claim a benefit",
    offline: "No: only the server knows what is left, and what was claimed elsewhere",
  },
  undo: { what: "Undo a redemption", offline: "Yes, until it's sent" },
  reverse: {
    what: "Reverse a redemption, and print its slip again",
    offline:
      "Yes: the value comes back once the server agrees; after ten minutes a manager approves it by PIN",
  },
  goodwill: {
    what: "Give a customer something, as head office allows",
    offline:
      "Yes: it can be used once the server agrees; above a role's limit a manager approves it",
  },
  create: {
    what: "Create a customer",
    offline: "Yes, with a warning about duplicates on this device",
  },
  edit: { what: "Edit a customer", offline: "Yes: only the changed fields are sent" },
  book: { what: "Say who looks after a customer, and hand them over", offline: "Yes" },
  merge: {
    what: "Merge two customers who are one person (managers)",
    offline: "Yes: both stay until the server has merged them",
  },
  note: { what: "Add a note", offline: "Yes" },
  lists: { what: "See and change a customer's lists", offline: "Yes" },
  connections: {
    what: "See whom a customer is connected with, accept or end it",
    offline: "Yes",
  },
  history: { what: "See purchases, redemptions, notes and visits in one timeline", offline: "Yes" },
  log: { what: "Record a visit or a contact", offline: "Yes" },
  message: {
    what: "Write to a customer, from a template or not",
    offline:
      "Yes: the device's own app sends it; what the customer allows is as of the last contact",
  },
  pictures: {
    what: "See pictures of customers and products",
    offline: "Yes: those shown here before, as many as the policy allows",
  },
  contact: {
    what: "See whom to get in touch with and why, and put them off",
    offline: "Yes: of the customers on this device",
  },
  tasks: { what: "See, add, do and put off the tasks of the store", offline: "Yes" },
  calendar: {
    what: "See, book, move and serve the appointments of the store, and who waits",
    offline: "Yes",
  },
  store: {
    what: "See the store's figures, its team and who owes something (managers)",
    offline: "Yes: as of the last contact",
  },
  products: {
    what: "Find a product by name, code or scan, and see who has bought or wants it",
    offline: "Yes: of the customers on this device",
  },
  putOnList: { what: "Put a product on a customer's list", offline: "Yes" },
  settings: { what: "Set the device's theme, text size and language", offline: "Yes" },
  sync: { what: "See what's waiting to be sent, and export it", offline: "Yes" },
  kiosk: {
    what: "Join, see a balance and confirm details at a kiosk",
    offline: "Yes: for the customers that the device holds",
  },
  enrol: { what: "Enrol a device", offline: "No: the code is exchanged with the server" },
} as const satisfies Record<string, OfflineRow>;

export type OfflineRowName = keyof typeof OFFLINE_ROWS;
