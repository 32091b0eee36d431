import { Container, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** A page of the manager or the portal: its heading, its purpose and its content. */
export const SitePage = ({
  title,
  intro,
  children,
}: {
  readonly title: string;
  readonly intro: string;
  readonly children: ReactNode;
}) => (
  <Container component="main" id="main" size="sm" py="xl">
    <Stack gap="lg">
      <div>
        <Title order={1}>{title}</Title>
        <Text c="dimmed">{intro}</Text>
      </div>
      {children}
    </Stack>
  </Container>
);
