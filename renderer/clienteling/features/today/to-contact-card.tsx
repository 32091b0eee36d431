import { ActionIcon, Button, Tooltip, UnstyledButton } from "@mantine/core";
import { IconMessage, IconMessageHeart, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { CustomerLine } from "#renderer/clienteling/customer-line.tsx";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { StoreConfig } from "#renderer/data/views.ts";
import { useOutreach } from "#renderer/state/outreach-store.ts";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { toast } from "#renderer/ui/toast.tsx";
import type { Format } from "#renderer/words/format.ts";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { SuggestionReason } from "#shared/clienteling/suggestion.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { CalendarDay, Instant } from "#shared/kernel/time.ts";
import type { Location } from "#shared/organisation/location.ts";
import { lotWorth } from "#shared/redemption/unit.ts";
import classes from "./today.module.css";
import { CARD_ROWS } from "./today-card.tsx";
import { type SuggestedCustomer, useSuggestions } from "./use-suggestions.ts";

/** Whom to get in touch with today, and why; each can be put off ([X43], [X44]). */
export const ToContactCard = ({
  location,
  programme,
  day,
  now,
  onOpen,
  onMessage,
}: {
  readonly location: Location;
  readonly programme: StoreConfig["programme"];
  readonly day: CalendarDay;
  readonly now: Instant;
  readonly onOpen: (profileId: ProfileId) => void;
  readonly onMessage: (profileId: ProfileId) => void;
}) => {
  const format = useFormat();
  const device = useDevice();
  const suggested = useSuggestions(location, day);
  const { putOff, bringBack } = useOutreach();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? suggested : suggested?.slice(0, CARD_ROWS);
  const title = say("today.contact");
  const more = (suggested?.length ?? 0) - (shown?.length ?? 0);
  return (
    <Panel title={title} flush>
      {shown === undefined && <LoadingRows label={say("today.loading", { what: title })} />}
      {shown?.length === 0 && (
        <EmptyNote icon={<IconMessageHeart size={36} />} title={say("today.no_contact")}>
          {say("today.no_contact_why")}
        </EmptyNote>
      )}
      {shown !== undefined && shown.length > 0 && (
        <ul className={classes["list"]}>
          {shown.map((each) => {
            const { profile } = each.row;
            const name = personName(profile);
            return (
              <li key={profile.id} className={classes["suggestion"]}>
                <UnstyledButton className={classes["row"]} onClick={() => onOpen(profile.id)}>
                  <CustomerLine
                    profile={profile}
                    line={whyText(each, { programme, now, format })}
                  />
                </UnstyledButton>
                <Tooltip label={say("today.message")}>
                  <ActionIcon
                    variant="default"
                    aria-label={say("today.message_to", { name })}
                    onClick={() => onMessage(profile.id)}
                  >
                    <IconMessage size={20} />
                  </ActionIcon>
                </Tooltip>
                <Tooltip label={say("today.not_now")}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={say("today.not_now_for", { name })}
                    onClick={() => {
                      putOff(profile.id, device.now());
                      toast(say("today.put_off", { name }), () => bringBack(profile.id));
                    }}
                  >
                    <IconX size={20} />
                  </ActionIcon>
                </Tooltip>
              </li>
            );
          })}
        </ul>
      )}
      {more > 0 && (
        <Button variant="subtle" fullWidth onClick={() => setWhole(true)}>
          {say("today.contact_more", { count: more })}
        </Button>
      )}
    </Panel>
  );
};

type Place = {
  readonly programme: StoreConfig["programme"];
  readonly now: Instant;
  readonly format: Format;
};

/** "Birthday on 3 June · $6.50 expires in 5 days" */
const whyText = ({ reasons, row }: SuggestedCustomer, place: Place): string =>
  reasons.map((reason) => WHY[reason](row, place)).join(" · ");

const WHY: Readonly<
  Record<SuggestionReason, (row: SuggestedCustomer["row"], place: Place) => string>
> = {
  birthday: ({ profile: { birthDay, birthMonth } }, { format }) =>
    say("today.why.birthday", {
      date: format.dayOfYear(birthDay ?? 1, birthMonth ?? 1, null),
    }),
  expiring: ({ nextExpiry }, { programme, now, format }) =>
    nextExpiry?.expiresAt
      ? say("today.why.expiring", {
          amount: format.money(lotWorth(nextExpiry, programme)),
          when: format.untilDay(nextExpiry.expiresAt, now, nextExpiry.timezone),
        })
      : say("today.why.expiring_soon"),
  after_return: () => say("today.why.after_return"),
  lapsing: () => say("today.why.lapsing"),
};
