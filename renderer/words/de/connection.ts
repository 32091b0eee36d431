import type { connection as english } from "#renderer/words/en/connection.ts";
import type { Translation } from "#renderer/words/translation.ts";

export const connection: Translation<typeof english> = {
  status: {
    draft: "Noch nicht gefragt",
    pending: "Wartet auf Antwort",
    accepted: "Verbunden",
    rejected: "Abgelehnt",
    hold: "Pausiert",
    archived: "Archiviert",
    break: "Beendet",
  },
  step: {
    draft: "Neu beginnen",
    pending: "Anfragen",
    accepted: "Annehmen",
    rejected: "Ablehnen",
    hold: "Pausieren",
    archived: "Archivieren",
    break: "Beenden",
  },
};
