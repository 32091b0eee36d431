import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { CHANNEL_WORDS } from "#renderer/words/overruled.ts";
import { say } from "#renderer/words/say.ts";
import { namesOf } from "#shared/kernel/object.ts";
import classes from "./kiosk.module.css";

/** What the kiosk asks about: offers, by each channel. */
export const OFFERS = namesOf(CHANNEL_WORDS).map((channel) => ({
  channel,
  name: `${channel}_promo`,
}));

/** By which ways somebody wants to hear of offers, under the sentence that is kept with it. */
export const ConsentChoice = ({
  given,
  onChange,
}: {
  readonly given: readonly string[];
  readonly onChange: (given: readonly string[]) => void;
}) => (
  <fieldset className={classes["consent"]}>
    <legend>{say("kiosk.allow")}</legend>
    <p className={classes["hint"]}>{say("customerForm.wording")}</p>
    <div className={classes["channels"]}>
      {OFFERS.map(({ channel, name }) => {
        const isGiven = given.includes(name);
        return (
          <Button
            key={name}
            size="lg"
            variant={isGiven ? "light" : "default"}
            aria-pressed={isGiven}
            leftSection={isGiven ? <IconCheck size={20} aria-hidden /> : undefined}
            onClick={() =>
              onChange(isGiven ? given.filter((each) => each !== name) : [...given, name])
            }
          >
            {CHANNEL_WORDS[channel]}
          </Button>
        );
      })}
    </div>
  </fieldset>
);
