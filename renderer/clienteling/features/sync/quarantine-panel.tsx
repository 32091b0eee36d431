import { Text } from "@mantine/core";
import type { QuarantinedFact } from "#renderer/data/pull/quarantine.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import classes from "./command-list.module.css";
import { QUARANTINED_SHOWN } from "./device-facts.ts";

/** Facts from the server that this version can't read: which, and why. */
export const QuarantinePanel = ({ facts }: { readonly facts: readonly QuarantinedFact[] }) => {
  const format = useFormat();
  return (
    <Panel title={say("sync.unreadable", { shown: format.count(facts.length) })} flush>
      <Text size="sm" c="dimmed" className={classes["note"]}>
        {say("sync.unreadable_hint")}
      </Text>
      <ul className={classes["list"]}>
        {facts.slice(0, QUARANTINED_SHOWN).map(({ collection, id, reason }) => (
          <li key={`${collection}:${id}`} className={classes["item"]}>
            <div className={classes["what"]}>
              <Text fw={600} className="numbers">
                {collection}{" "}
                <Text component="span" fw={400} inherit>
                  {id}
                </Text>
              </Text>
              <Text size="sm" c="dimmed">
                {reason}
              </Text>
            </div>
          </li>
        ))}
      </ul>
      {facts.length > QUARANTINED_SHOWN && (
        <Text size="sm" c="dimmed" p="md">
          {say("sync.more", { shown: format.count(facts.length - QUARANTINED_SHOWN) })}
        </Text>
      )}
    </Panel>
  );
};
