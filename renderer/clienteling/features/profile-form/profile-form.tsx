import { ActionIcon, Button, Paper, TextInput, Title, Tooltip } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconArrowLeft, IconPlus } from "@tabler/icons-react";
import { zod4Resolver } from "mantine-form-zod-resolver";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { BIRTH_FIELDS, type FieldProps } from "#renderer/clienteling/birthday-field.tsx";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { EMPTY_VALUES, type FormValues, formSchema } from "#renderer/clienteling/form-values.ts";
import type { useDraft } from "#renderer/clienteling/use-draft.ts";
import type { FormPlace } from "#renderer/clienteling/use-form-place.ts";
import { IS_REFUSED } from "#renderer/data/duplicate.ts";
import type { EditRefusal } from "#renderer/data/refusal.ts";
import { useUnsavedWork } from "#renderer/state/unsaved-work.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { LiveMessage } from "#renderer/ui/live-message.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { editRefusalSentence } from "#renderer/words/edit-refusal.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { entriesOf, mapTable, namesOf } from "#shared/kernel/object.ts";
import { ConsentField } from "./consent-field.tsx";
import { DuplicateNotes } from "./duplicate-notes.tsx";
import { MoreFields } from "./more-fields.tsx";
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
  foot = null,
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
  /** Beside the button. */
  readonly foot?: ReactNode;
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
  const [showsMore, setShowsMore] = useState(false);
  const isSaving = useRef(false);
  const duplicates = useDuplicates(form.values, place.country, self);
  useShortcuts({ escape: onBack });
  const isChanged = (name: keyof FormValues) => form.values[name] !== initial[name];
  useUnsavedWork(namesOf(initial).some(isChanged));

  const problems = useMemo(() => problemsOf(schema, form.values), [schema, form.values]);
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
  const isNew = self === null;
  const hasMore = MORE.some((name) => form.values[name] !== "");
  const notes = (at: Parameters<typeof DuplicateNotes>[0]["field"]) => (
    <DuplicateNotes duplicates={duplicates} field={at} onOpen={onOpen} />
  );
  return (
    <main id="main" className={classes["screen"]}>
      <form onSubmit={save} noValidate aria-label={title}>
        <div className={classes["head"]}>
          <Tooltip label={say("customerForm.back_hint")}>
            <ActionIcon variant="default" aria-label={say("customerForm.back")} onClick={onBack}>
              <IconArrowLeft size={20} />
            </ActionIcon>
          </Tooltip>
          <Title order={1} className={classes["title"]}>
            {title}
          </Title>
        </div>
        <LiveMessage>
          {duplicates.length === 0
            ? ""
            : say("customerForm.duplicates", { count: duplicates.length })}
        </LiveMessage>
        {draft.kept !== null && (
          <Callout
            tone="info"
            title={say("customerForm.restored")}
            mb="md"
            actions={
              <Button variant="default" onClick={discard}>
                {say("customerForm.discard")}
              </Button>
            }
          >
            {say("customerForm.restored_hint")}
          </Callout>
        )}
        {overwritten.length > 0 && (
          <Callout tone="warning" title={say("customerForm.changed")} mb="md">
            {say("customerForm.replaces", {
              fields: overwritten
                .map((name) => {
                  const field = FIELD_NAMES[name];
                  const value = latest[name];
                  return value
                    ? say("customerForm.was", { field, value })
                    : say("customerForm.was_empty", { field });
                })
                .join(", "),
            })}
          </Callout>
        )}
        {sentence !== null && (
          <Callout
            tone="danger"
            title={sentence.title}
            mb="md"
            actions={
              refusal?.reason === "duplicate_profile" && (
                <Button onClick={() => onOpen(refusal.profileId)}>
                  {say("customerForm.open_that")}
                </Button>
              )
            }
          >
            {sentence.advice}
          </Callout>
        )}
        <Paper className={classes["card"]}>
          <TextInput
            label={say("customerForm.mobile")}
            type="tel"
            inputMode="tel"
            {...field("mobilePhone")}
            autoFocus
          />
          {notes("mobilePhone")}
          <div className={classes["pair"]}>
            <TextInput label={say("customerForm.first_name")} {...field("firstName")} />
            <TextInput label={say("customerForm.last_name")} {...field("lastName")} />
          </div>
          {notes("name")}
          <TextInput
            label={say("customerForm.email")}
            type="email"
            inputMode="email"
            autoCapitalize="none"
            autoCorrect="off"
            {...field("email")}
          />
          {notes("email")}
          {isNew && (
            <ConsentField
              value={form.values.consent}
              onChange={(consent) => form.setFieldValue("consent", consent)}
            />
          )}
          {!isNew || showsMore || hasMore ? (
            <MoreFields field={field} hasCard={isNew} cardNotes={notes("card")} />
          ) : (
            <Button
              variant="subtle"
              className={classes["more"]}
              leftSection={<IconPlus size={18} aria-hidden />}
              onClick={() => setShowsMore(true)}
            >
              <span>
                {say("customerForm.add_more")}
                <span className={classes["moreHint"]}>{say("customerForm.add_more_hint")}</span>
              </span>
            </Button>
          )}
        </Paper>
        <div className={classes["foot"]}>
          {foot}
          <Button type="submit" size="lg" disabled={blocking} loading={form.submitting}>
            {duplicates.length > 0 && !blocking && isNew
              ? say("customerForm.create_anyway")
              : submitLabel}
          </Button>
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
  title: say("customerForm.the.title"),
  firstName: say("customerForm.the.firstName"),
  lastName: say("customerForm.the.lastName"),
  email: say("customerForm.the.email"),
  mobilePhone: say("customerForm.the.mobilePhone"),
  secondaryPhone: say("customerForm.the.secondaryPhone"),
  birthDay: say("customerForm.the.birthDay"),
  birthMonth: say("customerForm.the.birthMonth"),
  birthYear: say("customerForm.the.birthYear"),
  gender: say("customerForm.the.gender"),
  card: say("customerForm.the.card"),
  consent: say("customerForm.the.consent"),
};

/** What a new customer is asked for only if staff want to. */
const MORE = [
  "title",
  "secondaryPhone",
  "birthDay",
  "birthMonth",
  "birthYear",
  "gender",
  "card",
] as const;

const ALL_FIELDS: ReadonlySet<string> = new Set(namesOf(EMPTY_VALUES));
