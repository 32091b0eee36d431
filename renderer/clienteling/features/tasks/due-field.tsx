import { Button, TextInput } from "@mantine/core";
import dialog from "#renderer/ui/dialog.module.css";
import { say } from "#renderer/words/say.ts";
import { addToDay, type CalendarDay } from "#shared/kernel/time.ts";
import classes from "./add-task-sheet.module.css";

/** By when: one of the usual days, or another. */
export const DueField = ({
  today,
  due,
  onChange,
}: {
  readonly today: CalendarDay;
  readonly due: string;
  readonly onChange: (due: string) => void;
}) => {
  const usual = [
    { day: today, name: say("tasks.form.today") },
    { day: addToDay(today, { days: 1 }), name: say("tasks.form.tomorrow") },
    { day: addToDay(today, { days: 7 }), name: say("tasks.form.week") },
  ];
  return (
    <fieldset className={dialog["group"]}>
      <legend className={dialog["label"]}>{say("tasks.form.due")}</legend>
      <div className={classes["chips"]}>
        {usual.map(({ day, name }) => (
          <Button
            key={day}
            variant={due === day ? "light" : "default"}
            aria-pressed={due === day}
            onClick={() => onChange(day)}
          >
            {name}
          </Button>
        ))}
        <TextInput
          type="date"
          aria-label={say("tasks.form.pick")}
          className={classes["day"]}
          min={today}
          value={due}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
    </fieldset>
  );
};
