import { Text, UnstyledButton } from "@mantine/core";
import { IconCircle, IconCircleCheckFilled } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useConfig } from "#renderer/clienteling/use-device-data.ts";
import type { ProfileView } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { PersonAvatar } from "#renderer/ui/person-avatar.tsx";
import { choiceName, choiceText } from "#renderer/words/merge-choice.ts";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { addCents } from "#shared/kernel/money.ts";
import { type MergeChoice, mergeChoiceSchema } from "#shared/profile/merge-choice.ts";
import classes from "./merge.module.css";

type Views = readonly [ProfileView, ProfileView];

/**
 * Two customers in two columns: which of them stays, each detail in which they differ with a
 * choice, and what comes together.
 */
export const MergeTable = ({
  views,
  survivorId,
  onSurvivor,
  idOf,
  onChoose,
}: {
  readonly views: Views;
  readonly survivorId: ProfileId;
  readonly onSurvivor: (id: ProfileId) => void;
  /** Whose detail counts. */
  readonly idOf: (choice: MergeChoice) => ProfileId;
  readonly onChoose: (choice: MergeChoice, id: ProfileId) => void;
}) => {
  const format = useFormat();
  const config = useConfig();
  const [a, b] = views;
  const storeOf = ({ profile }: ProfileView) =>
    config?.locations.find(({ id }) => id === profile.joinedLocationId)?.name;
  const rows = mergeChoiceSchema.options
    .map((choice) => {
      const texts = views.map(({ profile }) => choiceText(profile, choice, format));
      return { choice, texts, isSame: texts[0] === texts[1] };
    })
    .filter(({ texts }) => texts.some((text) => text !== ""));
  const cards = (view: ProfileView) =>
    view.profile.identities.map(({ identifier }) => identifier).join(", ") || say("merge.none");
  const together = addCents(a.balances.combinedCents, b.balances.combinedCents);
  return (
    <Panel title={say("merge.side")} flush>
      <fieldset className={classes["row"]} data-head>
        <legend className={classes["label"]}>{say("merge.stays")}</legend>
        {views.map((view) => {
          const { id, joinedAt, createdAt } = view.profile;
          const name = personName(view.profile);
          return (
            <Choice key={id} isChosen={id === survivorId} onChoose={() => onSurvivor(id)}>
              <span className={classes["who"]}>
                <PersonAvatar name={name} size={36} />
                <span>
                  <strong>{name}</strong>
                  <Text component="span" size="xs" c="dimmed" display="block">
                    {[
                      say("merge.since", { date: format.date(joinedAt ?? createdAt) }),
                      storeOf(view),
                    ]
                      .filter((part) => part !== undefined)
                      .join(" · ")}
                  </Text>
                </span>
              </span>
            </Choice>
          );
        })}
      </fieldset>
      {rows.map(({ choice, texts, isSame }) => {
        const canChoose = !isSame && texts.every((text) => text !== "");
        return (
          <fieldset key={choice} className={classes["row"]}>
            <legend className={classes["label"]}>{choiceName(choice)}</legend>
            {views.map(({ profile }, side) => {
              const text = texts[side] || say("merge.none");
              const isKept = isSame || idOf(choice) === profile.id;
              return canChoose ? (
                <Choice
                  key={profile.id}
                  isChosen={isKept}
                  onChoose={() => onChoose(choice, profile.id)}
                >
                  <BeforeAt text={text} />
                </Choice>
              ) : (
                <span key={profile.id} className={classes["value"]} data-empty={texts[side] === ""}>
                  <BeforeAt text={text} />
                </span>
              );
            })}
          </fieldset>
        );
      })}
      <Together label={say("merge.cards")} values={[cards(a), cards(b)]} />
      <Together
        label={say("merge.visits")}
        values={[format.count(a.shopping?.shopDays ?? 0), format.count(b.shopping?.shopDays ?? 0)]}
      />
      <Together
        label={say("merge.available")}
        values={[format.money(a.balances.combinedCents), format.money(b.balances.combinedCents)]}
      />
      <Text size="sm" className={classes["sum"]}>
        {say("merge.together", { amount: format.money(together) })}
      </Text>
    </Panel>
  );
};

/** An email address may be broken before its "@", and nowhere else unless it must. */
const BeforeAt = ({ text }: { readonly text: string }) => {
  const at = text.lastIndexOf("@");
  return at < 0 ? (
    text
  ) : (
    <>
      {text.slice(0, at)}
      <wbr />
      {text.slice(at)}
    </>
  );
};

const Choice = ({
  isChosen,
  onChoose,
  children,
}: {
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}) => (
  <UnstyledButton className={classes["choice"]} aria-pressed={isChosen} onClick={onChoose}>
    <span className={classes["text"]}>{children}</span>
    {isChosen ? (
      <IconCircleCheckFilled size={20} aria-hidden />
    ) : (
      <IconCircle size={20} aria-hidden />
    )}
  </UnstyledButton>
);

const Together = ({
  label,
  values,
}: {
  readonly label: string;
  readonly values: readonly [string, string];
}) => (
  <div className={classes["row"]}>
    <span className={classes["label"]}>{label}</span>
    {values.map((value, side) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: there are two sides.
      <span key={side} className={`numbers ${classes["value"]}`}>
        {value}
      </span>
    ))}
  </div>
);
