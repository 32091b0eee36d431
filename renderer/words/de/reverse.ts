import type { reverse as english } from "#renderer/words/en/reverse.ts";
import type { Translation } from "#renderer/words/translation.ts";

export const reverse: Translation<typeof english> = {
  open: "Stornieren",
  title: "{{money}} stornieren?",
  what: "Der Wert geht an den Kunden zurück. Nimm den Rabatt an der Kasse aus dem Verkauf. Das lässt sich nicht rückgängig machen.",
  late: "Die Einlösung ist über zehn Minuten her, die Filialleitung muss zustimmen.",
  manager: "Filialleitung",
  no_manager: "{{why}} Dieses Gerät kennt keine Leitung dieser Filiale.",
  keep: "Behalten",
  confirm: "Stornieren",
  done: "{{money}} storniert",
  agreed: "Der Wert ist wieder auf dem Guthaben des Kunden.",
  waiting: "Der Wert ist wieder auf dem Guthaben, sobald dieses Gerät synchronisiert hat.",
  verdict: {
    unknown: "Nicht storniert: Diese Einlösung gibt es nicht.",
    unknown_advice: "Sie wurde abgelehnt oder zurückgenommen, es gibt nichts zurückzugeben.",
    paid: "Nicht storniert: Damit wurde ein Verkauf bezahlt.",
    paid_advice: "Storniere den Verkauf an der Kasse. Dann kommt auch der Wert zurück.",
    returned: "Nicht storniert: Ein Teil wurde schon für eine Rückgabe erstattet.",
    returned_advice: "Erstatte den Rest als Rückgabe an der Kasse.",
  },
};
