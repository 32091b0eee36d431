/** A scan that arrives while something else is being done. */
export const scanOffer = {
  scanner: "Scanner",
  product: "You scanned {{product}}.",
  open: "Open {{name}}",
  unsure: "Was that a scan?",
  pay: "Pay with it",
  look_up: "Look up this card",
  stay: "Stay here",
  typed: "No, I typed it",
  unfinished: "What you were doing here isn't finished.",
  fast: "{{card}} came in as fast as a scanner types.",
  fast_of: "{{card}}, which is {{name}}'s card, came in as fast as a scanner types.",
  gift_card: "You scanned a gift card.",
  card: "You scanned the card {{card}}.",
  card_of: "You scanned {{name}}'s card.",
} as const;
