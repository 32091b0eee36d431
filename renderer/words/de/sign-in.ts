import type { signIn as english } from "#renderer/words/en/sign-in.ts";
import type { Translation } from "#renderer/words/translation.ts";

export const signIn: Translation<typeof english> = {
  window: "Anmelden",
  title: "Wer meldet sich an?",
  loading: "Team wird geladen",
  find: "Deinen Namen suchen",
  find_hint: "Name oder Personalnummer",
  no_match: "Dazu passt niemand",
  no_match_hint: "Hier steht nur das Team dieser Filiale.",
  no_staff: "In dieser Filiale ist noch niemand angelegt",
  no_staff_hint:
    "Das Team legt die Zentrale an. Es erscheint hier nach der nächsten Synchronisierung.",
  shown: "{{shown}} von {{all}}",
  enter_pin: "Gib deine PIN ein",
  pin: "PIN",
  keypad: "Ziffernblock für die PIN",
  typed: "{{typed}} von {{length}} Ziffern",
  checking: "Wird geprüft …",
  not_you: "Nicht du?",
  wrong: "Falsche PIN.",
  last_try: "Noch ein Versuch, dann ist eine Weile gesperrt.",
  tries_one: "Noch {{shown}} Versuch.",
  tries_other: "Noch {{shown}} Versuche.",
  locked: "Zu viele falsche PINs.",
  locked_hint: "Versuch es in {{time}} noch einmal oder lass jemand anderen sich anmelden.",
  inactive: "Dieses Konto ist nicht mehr aktiv.",
  inactive_hint: "Die Zentrale kann dir sagen, warum.",
};
