import { Text } from "@mantine/core";
import { RowList } from "#renderer/clienteling/features/profile/row-list.tsx";
import { useStaff } from "#renderer/clienteling/use-device-data.ts";
import type { HistoryView } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import type { Location } from "#shared/organisation/location.ts";

/** The profile's visits and interactions, the latest first. */
export const HistoryPanel = ({
  history,
  locations,
}: {
  readonly history: readonly HistoryView[];
  readonly locations: readonly Location[];
}) => {
  const format = useFormat();
  const staff = useStaff();
  if (history.length === 0) return null;
  return (
    <Panel title="Visits and interactions" flush>
      <RowList>
        {history.map((fact) => {
          const isVisit = fact.kind === "visit";
          const { at, staffId, locationId } = isVisit ? fact.visit : fact.interaction;
          const text = isVisit ? fact.visit.notes : fact.interaction.description;
          const where = locations.find(({ id }) => id === locationId)?.name;
          const who = staff?.find(({ id }) => id === staffId)?.name;
          return (
            <li key={fact.id}>
              <Text component="p" m={0} fw={500}>
                {isVisit ? "Visit" : fact.interaction.name}
              </Text>
              {text !== null && text !== "" && (
                <Text component="p" m={0} size="sm" style={{ overflowWrap: "anywhere" }}>
                  {text}
                </Text>
              )}
              <Text component="p" m={0} size="xs" c="dimmed" className="numbers">
                {[format.dateTime(at), where, who].filter((part) => part !== undefined).join(" · ")}
              </Text>
            </li>
          );
        })}
      </RowList>
    </Panel>
  );
};
