import { DataList } from "@mantine/core";
import type { ReactNode } from "react";
import type { ProfileView } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { spacedPhone } from "#renderer/words/person-text.ts";
import type { LocationId } from "#shared/kernel/ids.ts";
import type { Location } from "#shared/organisation/location.ts";
import { shownEmail } from "#shared/profile/email.ts";
import classes from "./details-panel.module.css";

/** How to contact the person, their cards, and where they belong. */
export const DetailsPanel = ({
  view,
  locations,
}: {
  readonly view: ProfileView;
  readonly locations: readonly Location[];
}) => {
  const format = useFormat();
  const { profile, pendingFields } = view;
  const place = (id: LocationId | null) =>
    id === null ? null : (locations.find((location) => location.id === id)?.name ?? `No. ${id}`);
  const joinedPlace = place(profile.joinedLocationId);
  const preferred = place(profile.preferredLocationId);
  const birthday =
    profile.birthDay === null || profile.birthMonth === null
      ? null
      : format.dayOfYear(profile.birthDay, profile.birthMonth, profile.birthYear);
  const row = (name: string, value: ReactNode, fields: readonly string[] = []) =>
    value !== null && (
      <DataList.Item>
        <DataList.ItemLabel>{name}</DataList.ItemLabel>
        <DataList.ItemValue className="numbers">
          {value}
          {fields.some((field) => pendingFields.includes(field)) && (
            <span className={classes["pending"]}>pending</span>
          )}
        </DataList.ItemValue>
      </DataList.Item>
    );
  const cards = profile.identities.filter(({ isActive }) => isActive);
  return (
    <Panel title="Details">
      <DataList size="sm" gap={8} labelWidth="96px">
        {row("Email", profile.email === null ? "None" : shownEmail(profile.email), ["email"])}
        {row("Mobile", profile.mobilePhone === null ? "None" : spacedPhone(profile.mobilePhone), [
          "mobilePhone",
        ])}
        {row("Second phone", profile.secondaryPhone && spacedPhone(profile.secondaryPhone), [
          "secondaryPhone",
        ])}
        {row("Birthday", birthday, ["birthDay", "birthMonth", "birthYear"])}
        {cards.length > 0 &&
          row(
            cards.length === 1 ? "Card" : "Cards",
            cards.map(({ handle, identifier }) => (
              <span key={`${handle} ${identifier}`} className={classes["card"]} title={handle}>
                {identifier}
              </span>
            )),
          )}
        {row(
          "Joined",
          profile.joinedAt === null
            ? joinedPlace
            : [format.date(profile.joinedAt), joinedPlace]
                .filter((part) => part !== null)
                .join(", "),
        )}
        {preferred !== joinedPlace && row("Prefers", preferred)}
      </DataList>
    </Panel>
  );
};
