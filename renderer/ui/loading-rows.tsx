import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";

/** Grey rows where content will be; `label` says what is being loaded. */
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
      // Rows never change places.
      // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else.
      <Skeleton key={row} height={20} width={`${92 - ((row * 17) % 38)}%`} radius="sm" />
    ))}
  </Stack>
);
