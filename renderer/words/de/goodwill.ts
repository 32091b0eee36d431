import type { goodwill as english } from "#renderer/words/en/goodwill.ts";
import type { Translation } from "#renderer/words/translation.ts";

export const goodwill: Translation<typeof english> = {
  open: "Etwas schenken",
  title: "{{name}} etwas schenken",
  what: "Was",
  choose: "Bitte wählen",
  amount: "Betrag",
  points: "Punkte",
  why: "Warum",
  more: "Was ist passiert?",
  more_hint: "Wird als Notiz gespeichert.",
  limit: "Ohne Managerin oder Manager kannst du bis zu {{money}} auf einmal schenken.",
  give: "Schenken",
  cancel: "Abbrechen",
  over: "Das ist mehr, als du allein schenken darfst. Es muss genehmigt werden.",
  done: "Geschenkt. Einlösbar, sobald dieses Gerät synchronisiert ist.",
  refusal: {
    not_givable: "Das geht gerade nicht",
    not_givable_advice: "Wähle etwas anderes oder einen anderen Betrag.",
    reason_needed: "Nenne einen Grund",
    reason_needed_advice: "Wähle einen Grund. Manche brauchen auch ein paar Worte.",
    amount_not_positive: "Gib einen Betrag ein",
    over_goodwill: "Das ist über dem Limit",
    over_goodwill_advice: "Schenke weniger oder frag die Zentrale.",
    gone: "Diese Person ist nicht mehr auf diesem Gerät",
  },
  verdict: {
    not_givable: "Nicht geschenkt: Diese Person kann das nicht bekommen.",
    not_givable_advice: "Vielleicht hat die Zentrale etwas geändert. Wähle etwas anderes.",
    reason_needed: "Nicht geschenkt: Die Zentrale kennt den Grund nicht.",
    reason_needed_advice: "Versuch es mit einem anderen Grund.",
    over_goodwill: "Nicht geschenkt: über dem Limit.",
    over_goodwill_advice: "An dem Tag wurde mehr geschenkt, als diese Rolle darf.",
  },
};
