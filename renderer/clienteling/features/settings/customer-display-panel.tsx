import { Button, SegmentedControl, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { z } from "zod";
import type { DesktopDisplay } from "#renderer/clienteling/desktop-display.ts";
import { useCustomerDisplay } from "#renderer/state/customer-display-store.ts";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import classes from "./settings-screen.module.css";

/** What fits a QR code that is read from a distance. */
const addressSchema = z.url({ protocol: /^https?$/ }).max(300);

/** The screen that customers look at ([X53]): whether there is one, and where they join by it. */
export const CustomerDisplayPanel = ({ display }: { readonly display: DesktopDisplay }) => {
  const { isOn, joinAddress, turn, setJoinAddress } = useCustomerDisplay();
  const [isMissing, setMissing] = useState(false);
  const [typed, setTyped] = useState(joinAddress ?? "");
  const [isWrong, setWrong] = useState(false);
  const choose = async (next: boolean) => {
    turn(next);
    if (next) setMissing((await display.displayOpen({ place: "screen" })).state === "no_screen");
    else {
      setMissing(false);
      await display.displayClose();
    }
  };
  const keepAddress = () => {
    const text = typed.trim();
    const parsed = addressSchema.safeParse(text);
    setWrong(text !== "" && !parsed.success);
    if (text === "") setJoinAddress(null);
    else if (parsed.success) setJoinAddress(parsed.data);
  };
  return (
    <Panel title={say("display.title")}>
      <Text size="sm" c="dimmed">
        {say("display.hint")}
      </Text>
      <div className={classes["rows"]}>
        <div className={classes["row"]}>
          <span aria-hidden>{say("display.turn_on")}</span>
          <SegmentedControl
            aria-label={say("display.turn_on")}
            size="md"
            data={[
              { value: "off", label: say("settings.off") },
              { value: "on", label: say("settings.on") },
            ]}
            value={isOn ? "on" : "off"}
            onChange={(chosen) => void choose(chosen === "on")}
          />
        </div>
        {isMissing && (
          <Text size="sm" role="status">
            {say("display.no_screen")}
          </Text>
        )}
        <TextInput
          label={say("display.join_address")}
          description={say("display.join_hint")}
          type="url"
          inputMode="url"
          autoComplete="off"
          value={typed}
          error={isWrong && say("display.join_wrong")}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={keepAddress}
        />
      </div>
      <div className={classes["actions"]}>
        <Button variant="default" onClick={() => void display.displayOpen({ place: "window" })}>
          {say("display.try_out")}
        </Button>
      </div>
    </Panel>
  );
};
