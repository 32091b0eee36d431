import type { slip as english } from "#renderer/words/en/slip.ts";
import type { Translation } from "#renderer/words/translation.ts";

export const slip: Translation<typeof english> = {
  title: "Einlösebeleg",
  redeemed: "{{money}} eingelöst",
  confirmed: "Bestätigt",
  undone: "Einlösung zurückgenommen",
  undone_hint: "{{money}} sind wieder auf dem Guthaben.",
  at_risk_hint:
    "Innerhalb deines Offline-Limits. Zieh den Rabatt ab; synchronisiert wird, wenn du online bist.",
  unconfirmed: "{{money}}: noch nicht bestätigt",
  unconfirmed_hint: "Lös nicht noch einmal ein. Das aktualisiert sich von selbst.",
  charged: "{{money}} diesem Gerät belastet",
  not_redeemed: "{{money}} wurden nicht eingelöst. {{advice}}",
  customer: "Kunde",
  new_balance: "Neues Guthaben",
  owed: "Offen",
  owed_recovered: "{{owed}}, wird zuerst mit den nächsten Punkten ausgeglichen",
  time: "Zeit",
  served_by: "Bedient von",
  location: "Filiale",
  receipt: "Bon",
  reference: "Referenz",
  unknown: "Unbekannt",
  done: "Fertig",
  undo: "Rückgängig",
  undo_hint: "Bis zur Synchronisierung kannst du es zurücknehmen.",
  print: "Drucken",
  show_qr: "Als QR zeigen",
  hide_qr: "QR ausblenden",
  qr: "QR-Code der Referenz {{code}}",
};
