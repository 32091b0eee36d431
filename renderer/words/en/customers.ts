/** Lists of customers, and their rows. */
export const customers = {
  last_visit: "Last visit {{when}}",
  no_visit: "No visits yet",
  available: "Available",
} as const;
