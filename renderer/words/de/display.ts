import type { display as english } from "#renderer/words/en/display.ts";
import type { Translation } from "#renderer/words/translation.ts";

export const display: Translation<typeof english> = {
  welcome: "Willkommen",
  hello: "Hallo {{name}}",
  hello_again: "Schön, dass Sie da sind",
  balance: "Ihr Guthaben",
  redeeming: "Wird eingelöst",
  left: "Danach noch",
  redeemed: "Eingelöst",
  new_balance: "Neues Guthaben",
  join: "Scannen und mitmachen",
  title: "Kundenanzeige",
  hint: "Kunden sehen den Namen eures Unternehmens und, während du für sie einlöst, ihren Vornamen, ihr Guthaben und was danach bleibt.",
  turn_on: "Auf dem zweiten Bildschirm zeigen",
  no_screen:
    "Kein zweiter Bildschirm gefunden. Die Anzeige öffnet sich, sobald einer angeschlossen ist.",
  try_out: "In einem Fenster ausprobieren",
  join_address: "Adresse zum Mitmachen",
  join_hint: "Erscheint als QR-Code, wenn du niemanden bedienst. Leer lassen für keinen.",
  join_wrong: "Gib eine Adresse wie https://example.com/join ein.",
};
