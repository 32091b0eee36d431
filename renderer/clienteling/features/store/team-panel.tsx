import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { StaffMember } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { PersonAvatar } from "#renderer/ui/person-avatar.tsx";
import { say } from "#renderer/words/say.ts";
import type { StaffId } from "#shared/kernel/ids.ts";
import classes from "./store-screen.module.css";

/** Who works here and how many customers each looks after; who has left, while they still do. */
export const TeamPanel = ({
  team,
  onHandOver,
}: {
  readonly team: readonly StaffMember[];
  readonly onHandOver: (from: StaffId) => void;
}) => {
  const format = useFormat();
  const sizes = useBookSizes(team);
  const shown = team.filter(({ id, isActive }) => isActive || (sizes?.get(id) ?? 0) > 0);
  return (
    <Panel title={say("store.team")} flush>
      <ul className={classes["list"]}>
        {shown.map(({ id, name, role, isActive }) => {
          const count = sizes?.get(id);
          return (
            <li key={id} className={classes["row"]}>
              <PersonAvatar name={name} size={36} />
              <span className={classes["who"]}>
                <span className={classes["name"]}>{name}</span>
                <span className={classes["line"]}>
                  {isActive ? say(`books.role.${role}`) : say("store.left")}
                  {count !== undefined &&
                    ` · ${say("store.customers", { count, number: format.count(count) })}`}
                </span>
              </span>
              {(count ?? 0) > 0 && (
                <Button
                  variant="subtle"
                  aria-label={say("store.hand_over", { name })}
                  onClick={() => onHandOver(id)}
                >
                  {say("store.hand_over_short")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
};

/** How many customers each looks after; undefined until counted. */
const useBookSizes = (team: readonly StaffMember[]): ReadonlyMap<StaffId, number> | undefined => {
  const device = useDevice();
  const [sizes, setSizes] = useState<ReadonlyMap<StaffId, number>>();
  useEffect(() => {
    let isCurrent = true;
    const count = async () => {
      const counted = await Promise.all(
        team.map(async ({ id: associateId }) => {
          const all = { homeId: null, offset: 0, limit: 0 };
          const listed = await device.listCustomers({ ...all, show: "book", associateId });
          return [associateId, listed.count] as const;
        }),
      );
      if (isCurrent) setSizes(new Map(counted));
    };
    void count();
    const timer = setInterval(() => void count(), AGAIN_MS);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [device, team]);
  return sizes;
};

/** A handed over book is moved within seconds of the sync. */
const AGAIN_MS = 10_000;
