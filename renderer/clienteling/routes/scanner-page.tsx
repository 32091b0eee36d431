import { Container, Title, VisuallyHidden } from "@mantine/core";
import { ScannerTest } from "#renderer/clienteling/features/scan/scanner-test.tsx";
import { say } from "#renderer/words/say.ts";

/** `/scanner`. */
export const ScannerPage = () => (
  <Container component="main" id="main" size="md" py="lg">
    <VisuallyHidden>
      <Title order={1}>{say("scan.test.title")}</Title>
    </VisuallyHidden>
    <ScannerTest />
  </Container>
);
