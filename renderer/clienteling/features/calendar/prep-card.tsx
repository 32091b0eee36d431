import { IconHanger2 } from "@tabler/icons-react";
import { Picture } from "#renderer/clienteling/picture.tsx";
import {
  useClienteling,
  useProfile,
  useTransactions,
} from "#renderer/clienteling/use-device-data.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { attributeTexts } from "#renderer/words/attribute-text.ts";
import { itemName } from "#renderer/words/list.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { PictureRef } from "#shared/kernel/picture.ts";
import classes from "./prep-card.module.css";

const ITEMS_SHOWN = 4;
const TRANSACTIONS_READ = 6;

/** What to know and to lay out before a customer comes, as far as this device holds it. */
export const PrepCard = ({ profileId }: { readonly profileId: ProfileId }) => {
  const format = useFormat();
  const view = useProfile(profileId);
  const lists = useClienteling(profileId)?.lists ?? [];
  const bought = useTransactions(profileId, TRANSACTIONS_READ)?.transactions ?? [];
  if (!view) return null;
  const sizes = attributeTexts(view.profile);
  const note = view.notes[0]?.note;
  const available = view.balances.combinedCents;
  const wishes = lists.flatMap(({ list }) =>
    list.items.map((item) => ({
      ...{ key: `${list.ref} ${item.ref}`, name: itemName(item), picture: item.picture },
    })),
  );
  const items = bought
    .filter(({ isVoid }) => !isVoid)
    .flatMap(({ id, items: lines }) =>
      lines.map((line, place) => ({ ...line, key: `${id} ${place}` })),
    )
    .filter(({ quantity }) => quantity > 0);
  const isEmpty =
    sizes.length + wishes.length + items.length === 0 && note === undefined && available === 0;
  return (
    <section className={classes["card"]} aria-label={say("calendar.sheet.prepare")}>
      <h3>{say("calendar.sheet.prepare")}</h3>
      {isEmpty && <p className={classes["dimmed"]}>{say("calendar.sheet.nothing")}</p>}
      {available > 0 && (
        <p className={classes["line"]}>
          {say("calendar.sheet.available")}
          <strong className="numbers">{format.money(available)}</strong>
        </p>
      )}
      {sizes.length > 0 && (
        <>
          <h4>{say("calendar.sheet.sizes")}</h4>
          <dl className={classes["sizes"]}>
            {sizes.map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {note !== undefined && (
        <>
          <h4>{say("calendar.sheet.note")}</h4>
          <p className={classes["note"]}>{note.text}</p>
        </>
      )}
      <Things title={say("calendar.sheet.wishes")} things={wishes} />
      <Things title={say("calendar.sheet.bought")} things={items} />
    </section>
  );
};

type Thing = {
  readonly key: string;
  readonly name: string;
  readonly picture?: PictureRef | null | undefined;
};

const Things = ({ title, things }: { readonly title: string; readonly things: readonly Thing[] }) =>
  things.length > 0 && (
    <>
      <h4>{title}</h4>
      <ul className={classes["things"]}>
        {things.slice(0, ITEMS_SHOWN).map(({ key, name, picture }) => (
          <li key={key}>
            <span className={classes["picture"]}>
              {picture ? <Picture of={picture} size={44} /> : <IconHanger2 size={24} aria-hidden />}
            </span>
            {name}
          </li>
        ))}
      </ul>
    </>
  );
