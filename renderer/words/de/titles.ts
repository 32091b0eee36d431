import type { titles as english } from "#renderer/words/en/titles.ts";
import type { Translation } from "#renderer/words/translation.ts";

export const titles: Translation<typeof english> = {
  calendar: "Kalender",
  catalogue: "Sortiment",
  customer: "Kunde",
  customers: "Kunden",
  edit_customer: "Kunden bearbeiten",
  gift_card: "Geschenkkarte",
  kiosk: "Kiosk",
  merge: "Kunden zusammenführen",
  new_customer: "Neuer Kunde",
  product: "Produkt",
  redeem: "Einlösen",
  scanner: "Scannertest",
  settings: "Einstellungen",
  store: "Filiale",
  sync: "Sync",
  tasks: "Aufgaben",
  today: "Heute",
};
