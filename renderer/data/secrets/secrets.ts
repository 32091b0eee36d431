/** Where the device's token and enrolment are kept: apart from the databases, and longer. */
export type Secrets = {
  /** Null when there is none, or when what there is can no longer be opened. */
  readonly read: () => Promise<string | null>;
  readonly write: (value: string) => Promise<void>;
};
