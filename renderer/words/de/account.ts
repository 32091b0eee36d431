import type {
  achievement as achievementEnglish,
  benefit as benefitEnglish,
  claim as claimEnglish,
  freeze as freezeEnglish,
  lot as lotEnglish,
  shortfall as shortfallEnglish,
  tier as tierEnglish,
} from "#renderer/words/en/account.ts";
import type { Translation } from "#renderer/words/translation.ts";

export const lot: Translation<typeof lotEnglish> = {
  reward: "Prämie",
  rewards: "Prämien",
  points: "Punkte",
  benefit: "Vorteil",
  benefits: "Vorteile",
  credit: "Gutschrift",
  points_text_one: "{{shown}} Punkt",
  points_text_other: "{{shown}} Punkte",
  uses_one: "einmal",
  uses_other: "{{shown}}-mal",
  worth: "im Wert von {{money}}",
  later: "später noch {{shown}}",
  from: "ab {{date}}",
  until: "bis {{date}} ({{when}})",
  any_number: "beliebig oft",
  left: "noch {{left}}",
  left_of: "noch {{left}} von {{all}}",
};

export const benefit: Translation<typeof benefitEnglish> = {
  use: {
    question: "„{{name}}“ einmal nutzen?",
    go: "Einmal nutzen",
    effect: "Wird sofort von den Vorteilen des Kunden abgezogen.",
    done: "„{{name}}“ wurde einmal genutzt.",
    unconfirmed:
      "„{{name}}“ wurde vielleicht genutzt. Nutz es nicht noch einmal: Bei einer Ablehnung kommt es von selbst zurück.",
    unclear: "Ob „{{name}}“ genutzt wurde, steht auf der Sync-Seite.",
  },
  claim: {
    question: "„{{name}}“ für diesen Kunden aktivieren?",
    go: "Aktivieren",
    effect: "Kommt sofort zu den Vorteilen und gilt als aktiviert, auch wenn es nie genutzt wird.",
    done: "„{{name}}“ gehört jetzt zu den Vorteilen des Kunden.",
    unconfirmed:
      "„{{name}}“ wurde vielleicht aktiviert. Versprich noch nichts: Nach der Bestätigung kommt es zu den Vorteilen.",
    unclear: "Ob „{{name}}“ aktiviert wurde, steht auf der Sync-Seite.",
  },
};

export const claim: Translation<typeof claimEnglish> = {
  open: "Jetzt zum Aktivieren",
  limited: "Solange der Vorrat reicht: Wir prüfen es beim Aktivieren",
  unsure: "Falls für diesen Kunden gedacht: Wir prüfen es beim Aktivieren",
  offline: "Online zum Aktivieren",
  until: "{{open}}, bis {{date}} ({{when}})",
  from: "Ab {{date}} ({{when}})",
  not_eligible: "Dieser Kunde erfüllt die Bedingungen nicht",
  not_now: "Nur an bestimmten Tagen oder zu bestimmten Zeiten",
  claimed: "Schon aktiviert",
  claimed_for_now: "Aktiviert: wieder möglich, wenn aufgebraucht oder abgelaufen",
};

export const achievement: Translation<typeof achievementEnglish> = {
  score: "{{reached}} von {{needed}}",
  reached: "{{level}}, erreicht am {{date}}",
  next: "Als Nächstes: {{level}}",
  next_by: "Als Nächstes: {{level}}, bis {{date}} ({{when}})",
};

export const tier: Translation<typeof tierEnglish> = {
  none: "Noch kein Status",
  points_to: "Punkte bis {{tier}}",
  points_to_keep: "Punkte, um {{tier}} zu behalten",
  points_of_year: "Punkte der letzten 12 Monate",
  reached: "{{reached}} von {{needed}}",
  with_next: "{{tier}} mit den nächsten Punkten",
  since: "{{tier}} seit {{date}}",
  until: "{{tier}} bis {{date}} ({{when}})",
  kept: "Genug Punkte, um {{tier}} ein weiteres Jahr zu behalten",
  keep: "Noch {{points}} bis {{date}}, um {{tier}} zu behalten",
  changes: "12-Monats-Summe, ändert sich nach dem {{date}}",
};

export const shortfall: Translation<typeof shortfallEnglish> = {
  title: "{{owed}} auszugleichen.",
  since: "Offen seit {{since}}: Es wurde mehr ausgegeben, als auf dem Konto war.",
  recovered: "Die nächsten Punkte gleichen es zuerst aus.",
  not_recovered: "Von den nächsten Punkten wird nichts abgezogen.",
};

export const freeze: Translation<typeof freezeEnglish> = {
  title: "Dieses Konto ist gesperrt. Einlösen geht nicht.",
  advice: "Bedien ohne einzulösen; Einkäufe bringen weiter Punkte. Die Zentrale weiß mehr.",
  fraud: "Die Zentrale prüft, wie es genutzt wurde.",
  dispute: "Ein Einkauf oder eine Einlösung wird geklärt.",
  card_lost: "Eine Karte wurde als verloren oder gestohlen gemeldet.",
  customer_request: "Der Kunde hat darum gebeten.",
  review: "Die Zentrale überprüft es.",
};
