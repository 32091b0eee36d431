import { ActionIcon, Button, NativeSelect, TextInput, Title, Tooltip } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconArrowLeft } from "@tabler/icons-react";
import { zod4Resolver } from "mantine-form-zod-resolver";
import { useEffect, useMemo, useRef, useState } from "react";
import {
  BIRTH_FIELDS,
  BirthdayField,
  type FieldProps,
} from "#renderer/clienteling/birthday-field.tsx";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { EMPTY_VALUES, type FormValues, formSchema } from "#renderer/clienteling/form-values.ts";
import type { useDraft } from "#renderer/clienteling/use-draft.ts";
import type { FormPlace } from "#renderer/clienteling/use-form-place.ts";
import { IS_REFUSED } from "#renderer/data/duplicate.ts";
import type { EditRefusal } from "#renderer/data/refusal.ts";
import { useUnsavedWork } from "#renderer/state/unsaved-work.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { editRefusalSentence } from "#renderer/words/edit-refusal.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { entriesOf, mapTable, namesOf } from "#shared/kernel/object.ts";
import { DuplicatesPanel } from "./duplicates-panel.tsx";
import classes from "./profile-form.module.css";
import { useDuplicates } from "./use-duplicates.ts";

/** The form for a person's details, for a new profile or an edit. */
export const ProfileForm = ({
  title,
  submitLabel,
  initial,
  latest,
  place,
  self,
  draft,
  onSave,
  onOpen,
  onBack,
}: {
  readonly title: string;
  readonly submitLabel: string;
  readonly initial: FormValues;
  /** What the profile says now: somebody else may have changed it since the form opened. */
  readonly latest: FormValues;
  readonly place: FormPlace;
  /** The profile being edited; null for a new one. */
  readonly self: ProfileId | null;
  readonly draft: ReturnType<typeof useDraft>;
  /** Resolves to null when it was saved. */
  readonly onSave: (values: FormValues) => Promise<EditRefusal | null>;
  readonly onOpen: (profileId: ProfileId) => void;
  readonly onBack: () => void;
}) => {
  const [openedAt] = useState(useDevice().now);
  const schema = useMemo(
    () => formSchema({ ...place, needsContact: self === null, initial, now: openedAt }),
    [place, self, initial, openedAt],
  );
  const form = useForm<FormValues>({
    initialValues: mapTable(initial, (value, name) => draft.kept?.[name] ?? value),
    validate: zod4Resolver(schema),
  });
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set(namesOf(draft.kept ?? {})));
  const [refusal, setRefusal] = useState<EditRefusal | null>(null);
  const isSaving = useRef(false);
  const duplicates = useDuplicates(form.values, place.country, self);
  useShortcuts({ escape: onBack });
  const isChanged = (name: keyof FormValues) => form.values[name] !== initial[name];
  useUnsavedWork(namesOf(initial).some(isChanged));

  const problems = useMemo(() => problemsOf(schema, form.values), [schema, form.values]);
  const isAsked = COMPARED.some((name) => form.values[name].trim() !== "");
  const blocking = duplicates.some(({ matched }) => IS_REFUSED[matched]);

  const { keep } = draft;
  useEffect(() => {
    const typed = entriesOf(form.values).filter(([name, value]) => initial[name] !== value);
    keep(Object.fromEntries(typed));
  }, [keep, form.values, initial]);
  const discard = () => {
    form.setValues(initial);
    setVisited(new Set());
    void draft.forget();
  };

  const save = form.onSubmit(
    async (values) => {
      if (isSaving.current) return;
      isSaving.current = true;
      setRefusal(await onSave(values));
      isSaving.current = false;
    },
    () => setVisited(ALL_FIELDS),
  );

  /** A field shows its problem once staff have left it, and stops as soon as it is right. */
  const field = (name: keyof FormValues): FieldProps => ({
    name,
    value: form.values[name],
    error: visited.has(name) ? problems[name] : undefined,
    autoComplete: "off",
    onChange: (event) => {
      form.setFieldValue(name, event.currentTarget.value);
      setRefusal(null);
    },
    onBlur: (event) => {
      // Moving from the day to the month doesn't leave the birthday.
      const group = event.currentTarget.closest("fieldset");
      if (group?.contains(event.relatedTarget)) return;
      if (isChanged(name)) setVisited(new Set([...visited, ...related(name)]));
    },
  });

  const overwritten = namesOf(initial).filter(
    (name) => ![initial[name], form.values[name]].includes(latest[name]) && isChanged(name),
  );
  const sentence = refusal === null ? null : editRefusalSentence(refusal);
  return (
    <main id="main" className={classes["screen"]}>
      <form onSubmit={save} noValidate aria-label={title}>
        <div className={classes["head"]}>
          <Tooltip label="Back (Esc)">
            <ActionIcon variant="default" aria-label="Back" onClick={onBack}>
              <IconArrowLeft size={20} />
            </ActionIcon>
          </Tooltip>
          <Title order={1} className={classes["title"]}>
            {title}
          </Title>
          <Button type="submit" disabled={blocking} loading={form.submitting}>
            {duplicates.length > 0 && !blocking && self === null ? "Create anyway" : submitLabel}
          </Button>
        </div>
        {draft.kept !== null && (
          <Callout
            tone="info"
            title="What you typed earlier is here again."
            mb="md"
            actions={
              <Button variant="default" onClick={discard}>
                Discard
              </Button>
            }
          >
            It hasn't been saved yet.
          </Callout>
        )}
        {overwritten.length > 0 && (
          <Callout
            tone="warning"
            title="Somebody else has changed these details meanwhile."
            mb="md"
          >
            Saving replaces{" "}
            {overwritten
              .map(
                (name) =>
                  `${FIELD_NAMES[name]} ${latest[name] ? `“${latest[name]}”` : "(now empty)"}`,
              )
              .join(", ")}{" "}
            with what you typed.
          </Callout>
        )}
        {sentence !== null && (
          <Callout
            tone="danger"
            title={sentence.title}
            mb="md"
            actions={
              refusal?.reason === "duplicate_profile" && (
                <Button onClick={() => onOpen(refusal.profileId)}>Open that customer</Button>
              )
            }
          >
            {sentence.advice}
          </Callout>
        )}
        <div className={classes["columns"]}>
          <div className={classes["column"]}>
            <Panel title="Basics">
              <div className={classes["fields"]}>
                <TextInput label="First name" {...field("firstName")} autoFocus />
                <TextInput label="Last name" {...field("lastName")} />
                <TextInput label="Email" type="email" inputMode="email" {...field("email")} />
                <TextInput
                  label="Mobile phone"
                  type="tel"
                  inputMode="tel"
                  {...field("mobilePhone")}
                />
                {self === null && (
                  <TextInput
                    label="Card number"
                    placeholder="Type or scan"
                    data-keeps-scans
                    {...field("card")}
                  />
                )}
              </div>
            </Panel>
            <Panel title="More" className={classes["more"]}>
              <div className={classes["fields"]}>
                <TextInput label="Title" placeholder="Ms, Dr …" {...field("title")} />
                <NativeSelect label="Gender" data={GENDERS} {...field("gender")} />
                <TextInput
                  label="Second phone"
                  type="tel"
                  inputMode="tel"
                  {...field("secondaryPhone")}
                />
                <BirthdayField field={field} />
              </div>
            </Panel>
          </div>
          <DuplicatesPanel
            duplicates={duplicates}
            isBlocking={blocking}
            isNew={self === null}
            isAsked={isAsked}
            onOpen={onOpen}
          />
        </div>
      </form>
    </main>
  );
};

const problemsOf = (
  schema: ReturnType<typeof formSchema>,
  values: FormValues,
): Readonly<Record<string, string>> => {
  const parsed = schema.safeParse(values);
  if (parsed.success) return {};
  return Object.fromEntries(
    parsed.error.issues.toReversed().map(({ path, message }) => [String(path[0]), message]),
  );
};

/** Fields that are validated together: leaving one also shows the problems of the others. */
const related = (name: keyof FormValues): readonly string[] =>
  BIRTH_FIELDS.some((field) => field === name) ? BIRTH_FIELDS : [name];

/** How a sentence refers to each field. */
const FIELD_NAMES: Readonly<Record<keyof FormValues, string>> = {
  title: "the title",
  firstName: "the first name",
  lastName: "the last name",
  email: "the email address",
  mobilePhone: "the mobile phone",
  secondaryPhone: "the second phone",
  birthDay: "the day of birth",
  birthMonth: "the month of birth",
  birthYear: "the year of birth",
  gender: "the gender",
  card: "the card number",
};

/** The fields that are compared with the profiles on this device. */
const COMPARED = ["firstName", "lastName", "email", "mobilePhone", "card"] as const;

const ALL_FIELDS: ReadonlySet<string> = new Set(namesOf(EMPTY_VALUES));

const GENDERS = [
  { value: "", label: "Not asked" },
  { value: "female", label: "Female" },
  { value: "male", label: "Male" },
  { value: "other", label: "Other" },
  { value: "withheld", label: "Prefers not to say" },
];
