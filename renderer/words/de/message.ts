import type { message as english } from "#renderer/words/en/message.ts";
import type { Translation } from "#renderer/words/translation.ts";

export const message: Translation<typeof english> = {
  button: "Nachricht",
  title: "Nachricht an {{name}}",
  how: "Wie",
  channel: {
    email: "E-Mail",
    sms: "SMS",
    chat: "WhatsApp",
  },
  recorded: {
    email: "E-Mail",
    sms: "SMS",
    chat: "WhatsApp-Nachricht",
  },
  open: {
    email: "E-Mail öffnen",
    sms: "SMS öffnen",
    chat: "WhatsApp öffnen",
  },
  problem: {
    no_address: "nicht bekannt",
    declined: "möchte keine Angebote",
    not_asked: "noch nicht gefragt",
    opted_out: "abgemeldet",
  },
  cannot: "{{channel}}: {{why}}",
  nobody: "Es gibt noch keinen Weg, diesem Kunden zu schreiben",
  nobody_why: "Frag, welche Wege recht sind, und trag sie unter Details ein.",
  details: "Details öffnen",
  template: "Vorlage",
  no_template: "Leere Nachricht",
  subject: "Betreff",
  body: "Nachricht",
  by: {
    app: "in der App",
    email: "per E-Mail",
    location: "in der Filiale",
    push: "per Push-Nachricht",
    sms: "per SMS",
    social: "im Chat",
    support: "am Telefon",
    website: "auf der Website",
  },
  last: "Letzter Kontakt: {{name}}, {{when}}, {{how}}",
  never: "Im letzten Jahr hatte niemand Kontakt",
  colleague: "jemand aus einer anderen Filiale",
  nobody_named: "die Zentrale",
  quiet_why: "Warte besser bis {{day}}, außer die Nachricht wird erwartet.",
  consent_as_of: "Du bist offline. Die Einwilligungen sind auf dem Stand von {{when}}.",
  changed: "Das ist nicht mehr erlaubt",
  changed_why:
    "Die Einwilligung hat sich beim Schreiben geändert. Wähl einen anderen Weg oder schließ die Nachricht.",
  logged: "Nachricht an {{name}} eingetragen",
  cancel: "Abbrechen",
};
