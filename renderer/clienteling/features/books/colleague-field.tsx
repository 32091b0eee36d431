import { NativeSelect } from "@mantine/core";
import type { StaffMember } from "#renderer/data/views.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { say } from "#renderer/words/say.ts";

/** Chooses a colleague; an empty value is none yet. */
export const ColleagueField = ({
  label,
  staff,
  value,
  onChange,
}: {
  readonly label: string;
  readonly staff: readonly StaffMember[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}) => {
  const staffId = useSession((session) => session.staffId);
  const nameOf = ({ id, name, isActive }: StaffMember) =>
    id === staffId
      ? say("books.sheet.me", { name })
      : isActive
        ? name
        : say("books.sheet.left", { name });
  return (
    <NativeSelect
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: "", label: say("books.sheet.choose") },
        ...staff.map((member) => ({ value: member.id, label: nameOf(member) })),
      ]}
    />
  );
};
