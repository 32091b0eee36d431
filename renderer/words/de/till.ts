import type { till as english } from "#renderer/words/en/till.ts";
import type { Translation } from "#renderer/words/translation.ts";

export const till: Translation<typeof english> = {
  add: "Zum Verkauf",
  back: "Zur Kasse",
  added: "{{name}} ist beim Verkauf dabei",
  failed: "Die Kasse antwortet nicht. Füg den Kunden dort hinzu.",
  failed_back: "Die Kasse antwortet nicht. Geh selbst dorthin zurück.",
  problem: "Die Kasse hat etwas gesendet, das wir nicht lesen können",
  problem_hint: "{{what}}. Prüf die Einstellungen der Kasse. Alles andere geht wie gewohnt.",
  no_limit: "Für das Einlösen gilt keine Grenze.",
  unknown_staff: "Laut Kasse bedient {{id}}, aber diese Nummer hat hier niemand",
  unknown_staff_hint: "Wähl deinen Namen.",
  other_store:
    "Die Kasse steht laut eigener Angabe in {{store}}, dieses Gerät gehört aber zu {{own}}",
  other_store_hint: "Was du hier tust, zählt für {{own}}. Klär es mit der Zentrale.",
  dismiss: "Ausblenden",
};
