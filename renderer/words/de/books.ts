import type { books as english } from "#renderer/words/en/books.ts";
import type { Translation } from "#renderer/words/translation.ts";

export const books: Translation<typeof english> = {
  command: "Kunden übergeben",
  of: "Kunde von {{name}}",
  of_me: "Dein Kunde",
  of_left: "Kunde von {{name}} (nicht mehr hier)",
  of_elsewhere: "Wird in einer anderen Filiale betreut",
  take: "Selbst betreuen",
  give: "Übergeben an …",
  assign: "Zuweisen an …",
  release: "Betreuung beenden",
  role: {
    associate: "Verkauf",
    manager: "Filialleitung",
  },
  toast: {
    taken: "Du betreust diesen Kunden jetzt",
    given: "Wird jetzt von {{name}} betreut",
    released: "Wird jetzt von niemandem betreut",
    book: "Kunden an {{name}} übergeben",
    book_waiting: "Wechseln zu {{name}}, sobald das Gerät synchronisiert",
  },
  sheet: {
    title: "{{name}} übergeben",
    book: "Kunden übergeben",
    from: "Von",
    to: "An",
    choose: "Kollegin oder Kollegen wählen",
    me: "{{name}} (du)",
    left: "{{name}} (nicht mehr hier)",
    none: "{{name}} betreut niemanden.",
    count_one: "{{number}} Kunde wird übergeben.",
    count_other: "{{number}} Kunden werden übergeben.",
    how: "Du kannst weiterarbeiten. Der Verlauf bleibt bei jedem Kunden erhalten.",
    cancel: "Abbrechen",
    save: "Übergeben",
  },
  open: "Meine Kunden übergeben …",
  refusal: {
    same: "Wird dort schon betreut",
    gone: "Dieser Kunde ist nicht mehr auf dem Gerät",
  },
  verdict: {
    beyond: "Nicht gespeichert: Das darf nur die Filialleitung.",
    beyondAdvice: "Lass es die Filialleitung tun oder mit ihrer PIN freigeben.",
  },
};
