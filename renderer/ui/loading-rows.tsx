import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";

/** Grey rows where content will appear. `label` says what is loading. */
export const LoadingRows = ({
  label,
  rows = 4,
}: {
  readonly label: string;
  readonly rows?: number;
}) => (
  <Stack gap="sm" p="md" aria-busy="true">
    <VisuallyHidden role="status">{label}</VisuallyHidden>
    {Array.from({ length: rows }, (_, row) => (
      // The rows never move.
      // biome-ignore lint/suspicious/noArrayIndexKey: the index is all they have.
      <Skeleton key={row} height={20} width={`${92 - ((row * 17) % 38)}%`} radius="sm" />
    ))}
  </Stack>
);
