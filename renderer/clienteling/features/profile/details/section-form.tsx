import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useMemo, useState } from "react";
import {
  BIRTH_FIELDS,
  BirthdayField,
  type FieldProps,
} from "#renderer/clienteling/birthday-field.tsx";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useChange } from "#renderer/clienteling/features/profile/use-change.ts";
import {
  changesOf,
  draftOf,
  EMPTY_VALUES,
  type FormValues,
  formSchema,
  valuesOfProfile,
} from "#renderer/clienteling/form-values.ts";
import { useDraft } from "#renderer/clienteling/use-draft.ts";
import { useFormPlace } from "#renderer/clienteling/use-form-place.ts";
import { IS_REFUSED } from "#renderer/data/duplicate.ts";
import type { EditRefusal } from "#renderer/data/refusal.ts";
import type { ProfileView } from "#renderer/data/views.ts";
import { useUnsavedWork } from "#renderer/state/unsaved-work.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { toast } from "#renderer/ui/toast.tsx";
import { editRefusalSentence } from "#renderer/words/edit-refusal.ts";
import { say } from "#renderer/words/say.ts";
import { err, type Result } from "#shared/kernel/result.ts";
import classes from "./section-form.module.css";

/** A field that a section edits; the three parts of a birthday are one. */
export type DetailField =
  | { readonly kind: "birthday" }
  | {
      readonly kind: "text" | "email" | "tel";
      readonly name: keyof FormValues;
      readonly label: string;
      readonly placeholder?: string;
    }
  | {
      readonly kind: "choice";
      readonly name: keyof FormValues;
      readonly label: string;
      readonly choices: readonly { readonly value: string; readonly label: string }[];
    };

const namesIn = (field: DetailField): readonly (keyof FormValues)[] =>
  field.kind === "birthday" ? BIRTH_FIELDS : [field.name];

/**
 * Edits some fields of a customer in place. Only what was changed is sent; what staff type is kept
 * as a draft until it is saved or cancelled; and what somebody else changes meanwhile neither
 * overwrites it nor is overwritten unseen ([S9], [S25]).
 */
export const SectionForm = ({
  title,
  view,
  fields,
  onClose,
}: {
  readonly title: string;
  readonly view: ProfileView;
  readonly fields: readonly DetailField[];
  readonly onClose: () => void;
}) => {
  const device = useDevice();
  const place = useFormPlace();
  const [profile] = useState(view.profile);
  const [openedAt] = useState(device.now);
  const draft = useDraft("edit_profile", profile.id);
  const initial = useMemo(() => valuesOfProfile(profile), [profile]);
  const latest = useMemo(() => valuesOfProfile(view.profile), [view.profile]);
  const names = fields.flatMap(namesIn);
  const [values, setValues] = useState<FormValues>(() => ({
    ...initial,
    ...Object.fromEntries(names.map((name) => [name, draft.kept?.[name] ?? initial[name]])),
  }));
  const [isChecked, setChecked] = useState(false);
  const { change, refused } = useChange();
  const schema = useMemo(
    () => place && formSchema({ ...place, needsContact: false, initial, now: openedAt }),
    [place, initial, openedAt],
  );
  const changed = names.filter((name) => values[name] !== initial[name]);
  useUnsavedWork(changed.length > 0);
  /** What was typed elsewhere stays as it is. */
  const others = Object.entries(draft.kept ?? {}).filter(
    ([name]) => !names.some((own) => own === name),
  );
  const type = (name: keyof FormValues, text: string) => {
    const next = { ...values, [name]: text };
    setValues(next);
    const own = names.filter((each) => next[each] !== initial[each]);
    draft.keep(Object.fromEntries([...others, ...own.map((each) => [each, next[each]])]));
  };

  if (place === null || schema === null) return null;
  const issues = schema.safeParse(values).error?.issues ?? [];
  const problemOf = (name: string) => issues.find(({ path }) => path[0] === name)?.message;
  const isWrong = names.some((name) => problemOf(name) !== undefined);
  const overwritten = changed.filter(
    (name) => ![initial[name], values[name]].includes(latest[name]),
  );

  const close = () => {
    draft.keep(Object.fromEntries(others));
    onClose();
  };

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isWrong || changed.length === 0) return;
    const isSaved = await change(
      async (staffId): Promise<Result<unknown, EditRefusal>> => {
        const asked = changesOf(profile, values, { ...place, now: device.now() });
        if (!asked.ok) return err({ reason: "invalid_details", problems: asked.error });
        if (Object.keys(asked.value).length === 0) return err({ reason: "no_changes" });
        const typed = Object.fromEntries(changed.map((name) => [name, values[name]]));
        const same = await findSame({ ...EMPTY_VALUES, ...typed });
        if (same) return err({ reason: "duplicate_profile", profileId: same });
        return device.editProfile({ profileId: profile.id, changes: asked.value, staffId });
      },
      editRefusalSentence,
      "",
    );
    if (!isSaved) return;
    toast(say("details.saved"));
    close();
  };

  /** Somebody else with the same email or phone, whom the server would refuse to have twice. */
  const findSame = async (typed: FormValues) => {
    const asked = draftOf(typed, place.country);
    const found = asked === null ? [] : await device.findDuplicates(asked);
    return found.find((each) => IS_REFUSED[each.matched] && each.profile.id !== profile.id)?.profile
      .id;
  };

  const props = (name: keyof FormValues): FieldProps => ({
    name,
    value: values[name],
    error: isChecked ? problemOf(name) : undefined,
    autoComplete: "off",
    onChange: (event) => type(name, event.currentTarget.value),
    onBlur: () => undefined,
  });

  return (
    <form onSubmit={save} noValidate aria-label={say("details.edit_part", { part: title })}>
      {refused !== null && (
        <Callout tone="danger" title={refused.title} mb="sm">
          {refused.advice}
        </Callout>
      )}
      {overwritten.length > 0 && (
        <Callout tone="warning" title={say("details.changed_meanwhile")} mb="sm">
          {say("details.replaces", {
            fields: overwritten.map((name) => `“${latest[name]}”`).join(", "),
          })}
        </Callout>
      )}
      <div className={classes["fields"]}>
        {fields.map((field, place) => {
          if (field.kind === "birthday") return <BirthdayField key="birthday" field={props} />;
          const { kind, name, label } = field;
          if (kind === "choice") {
            return (
              <NativeSelect key={name} label={label} data={[...field.choices]} {...props(name)} />
            );
          }
          return (
            <TextInput
              key={name}
              label={label}
              {...(field.placeholder !== undefined && { placeholder: field.placeholder })}
              type={kind}
              inputMode={kind}
              {...(kind === "email" && { autoCapitalize: "off", autoCorrect: "off" })}
              autoFocus={place === 0}
              spellCheck={false}
              {...props(name)}
            />
          );
        })}
      </div>
      <div className={classes["actions"]}>
        <Button variant="default" onClick={close}>
          {say("details.cancel")}
        </Button>
        <Button type="submit" disabled={changed.length === 0}>
          {say("details.save")}
        </Button>
      </div>
    </form>
  );
};
