import type { scan as english } from "#renderer/words/en/scan.ts";
import type { Translation } from "#renderer/words/translation.ts";

export const scan: Translation<typeof english> = {
  open: "Mit der Kamera scannen",
  title: "Code scannen",
  starting: "Kamera startet …",
  aim: "Halte eine Karte, einen QR-Code oder Barcode vor die Kamera.",
  slow: "Noch nichts? Halte eine Handbreit Abstand oder gib die Nummer ein.",
  slow_lens: "Noch nichts? Versuch eine andere Kamera oder gib die Nummer ein.",
  lens: "Kamera wechseln",
  light: "Licht",
  number: "Nummer eingeben",
  look_up: "Suchen",
  refused: "Die Kamera ist hier nicht erlaubt",
  refused_how:
    "Erlaub sie in den Einstellungen des Geräts für den Browser oder die App und öffne das hier dann wieder. Oder gib die Nummer unten ein.",
  missing: "Keine Kamera an diesem Gerät",
  missing_how: "Gib die Nummer unten ein oder nimm einen Scanner: Er geht auf jedem Bildschirm.",
  failed: "Die Kamera ist nicht gestartet",
  failed_how:
    "Vielleicht nutzt sie eine andere App. Schließ sie und versuch es noch einmal oder gib die Nummer ein.",
  again: "Noch einmal versuchen",
  viewfinder: "Bild der Kamera",
  garbled: "Scanner und Gerät haben verschiedene Tastaturen",
  garbled_how:
    "„{{text}}“ steht nicht in dem Code. Prüf die Tastatureinstellung des Scanners oder lass sie vom Scannertest korrigieren.",
  test: {
    title: "Scannertest",
    open: "Scannertest öffnen",
    how: "Tipp in das Feld und scann dann diesen Code. Wir finden heraus, wie dein Scanner tippt, und lesen ihn ab dann richtig.",
    code: "Code für den Scannertest",
    field: "Hier scannen",
    right: "Dein Scanner tippt genau, was im Code steht",
    other: "Dein Scanner hat eine andere Tastatur als dieses Gerät",
    other_how: "Wir können übersetzen, was er tippt, nur auf diesem Gerät.",
    use: "Ab jetzt übersetzen",
    unclear: "Das ist nicht der Code von oben, oder ein Teil fehlt",
    unclear_how:
      "Leer das Feld und scann noch einmal. Bleibt es dabei, stell den Scanner auf die Tastatur dieses Geräts ein.",
    translating: "Was dein Scanner tippt, wird auf diesem Gerät übersetzt.",
    stop: "Nicht mehr übersetzen",
    sent: "Was ankam",
    copy: "Für den Support kopieren",
    clear: "Leeren",
  },
};
