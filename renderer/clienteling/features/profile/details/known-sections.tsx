import type { ProfileView } from "#renderer/data/views.ts";
import { addressLines } from "#renderer/words/address-text.ts";
import { say } from "#renderer/words/say.ts";
import classes from "./detail-section.module.css";
import { DetailSection } from "./detail-section.tsx";

type Props = { readonly view: ProfileView };

/** Where the customer lives and has things sent. Head office and other systems change it. */
export const AddressSection = ({ view }: Props) => {
  const addresses = (view.profile.attributes ?? []).filter(({ kind }) => kind === "address");
  const rows = addresses.map(({ body, key }, place) => ({
    name:
      typeof body["name"] === "string" && body["name"] !== ""
        ? body["name"]
        : `${say("details.address")} ${addresses.length > 1 ? place + 1 : ""}`.trim(),
    value: (
      <span key={key} className={classes["lines"]}>
        {addressLines(body).join("\n")}
      </span>
    ),
  }));
  return (
    <DetailSection
      title={say("details.address")}
      view={view}
      rows={
        rows.length > 0
          ? rows
          : [{ name: say("details.address"), value: say("details.no_address") }]
      }
    />
  );
};

/** The cards and ids by which the customer is found. */
export const CardsSection = ({ view }: Props) => {
  const cards = view.profile.identities.filter(({ isActive }) => isActive);
  return (
    <DetailSection
      title={say("details.cards")}
      view={view}
      rows={
        cards.length === 0
          ? [{ name: say("details.card"), value: say("details.no_cards") }]
          : [
              {
                name: say("details.card"),
                value: cards.map(({ handle, identifier }) => (
                  <bdi
                    key={`${handle} ${identifier}`}
                    dir="ltr"
                    title={handle}
                    className={classes["lines"]}
                  >
                    {identifier}
                  </bdi>
                )),
              },
            ]
      }
    />
  );
};
