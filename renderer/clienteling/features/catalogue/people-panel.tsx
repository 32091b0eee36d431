import { Text, UnstyledButton } from "@mantine/core";
import { ConsentIcons } from "#renderer/clienteling/consent-icons.tsx";
import { CustomerLine } from "#renderer/clienteling/customer-line.tsx";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type { ProductPerson } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { PendingBadge } from "#renderer/ui/pending-badge.tsx";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import classes from "./product.module.css";

/** Customers who have something to do with a product, each with how they may be reached. */
export const PeoplePanel = ({
  title,
  none,
  people,
  onOpen,
}: {
  readonly title: string;
  readonly none: string;
  readonly people: readonly ProductPerson[] | undefined;
  readonly onOpen: (profileId: ProfileId) => void;
}) => {
  const format = useFormat();
  const now = useNow(60_000);
  const lineOf = ({ variant, quantity, at }: ProductPerson): string =>
    [
      quantity > 1 ? say("catalogue.pieces", { quantity: format.count(quantity) }) : null,
      variant,
      at === null ? say("catalogue.on_list") : format.untilDay(at, now),
    ]
      .filter(Boolean)
      .join(" · ");
  return (
    <Panel
      title={title}
      flush
      aside={
        people && people.length > 0 ? (
          <Text size="sm" c="dimmed" className="numbers">
            {format.count(people.length)}
          </Text>
        ) : undefined
      }
    >
      {people === undefined && <LoadingRows label={say("catalogue.loading")} rows={3} />}
      {people?.length === 0 && (
        <Text size="sm" c="dimmed" className={classes["none"]}>
          {none}
        </Text>
      )}
      {people !== undefined && people.length > 0 && (
        <ul className={classes["rows"]}>
          {people.map((person) => (
            <li key={person.profile.id}>
              <UnstyledButton className={classes["row"]} onClick={() => onOpen(person.profile.id)}>
                <CustomerLine
                  profile={person.profile}
                  badge={person.isPending && <PendingBadge />}
                  line={lineOf(person)}
                />
              </UnstyledButton>
              <ConsentIcons profile={person.profile} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
};
