import type { deviceFact as english } from "#renderer/words/en/device-fact.ts";
import type { Translation } from "#renderer/words/translation.ts";

export const deviceFact: Translation<typeof english> = {
  name: "Name",
  not_enrolled: "Nicht angemeldet",
  location: "Filiale",
  server: "Server",
  none: "Keiner",
  device_id: "Geräte-ID",
  device_epoch: "Geräte-Epoche",
  server_epoch: "Server-Epoche",
  unknown: "Noch nicht bekannt",
  protocol: "Protokollversion",
  app: "App-Version",
  with_shell: "{{app}} (Desktop {{shell}})",
  storage: "Speicher",
  protected: "Geschützt, mit Journal",
  unprotected: "Vom Browser nicht geschützt",
  no_journal: "Ohne Journal",
  used: "{{used}} belegt",
  pictures: "davon {{used}} Bilder",
  connection: "Verbindung",
  last_contact: "Letzter Kontakt",
  pending: "Ausstehend",
  oldest: "Ältestes Ausstehendes",
  parked: "Vom Server zurückgestellt",
  unreadable: "Hier nicht lesbar",
};
