import type { scanOffer as english } from "#renderer/words/en/scan-offer.ts";
import type { Translation } from "#renderer/words/translation.ts";

export const scanOffer: Translation<typeof english> = {
  scanner: "Scanner",
  product: "Du hast {{product}} gescannt.",
  open: "{{name}} öffnen",
  unsure: "War das ein Scan?",
  pay: "Damit zahlen",
  look_up: "Diese Karte suchen",
  stay: "Hierbleiben",
  typed: "Nein, getippt",
  unfinished: "Was du hier angefangen hast, ist noch nicht fertig.",
  fast: "{{card}} kam so schnell wie von einem Scanner.",
  fast_of: "{{card}}, die Karte von {{name}}, kam so schnell wie von einem Scanner.",
  gift_card: "Du hast eine Geschenkkarte gescannt.",
  card: "Du hast die Karte {{card}} gescannt.",
  card_of: "Du hast die Karte von {{name}} gescannt.",
};
