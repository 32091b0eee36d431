import { Badge, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { createApiClient } from "#renderer/api/api-client.ts";
import type { ApiFailure } from "#renderer/api/api-failure.ts";
import { verifyToken } from "#renderer/api/verify-token.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { apiFailureSentence } from "#renderer/words/api-failure.ts";
import type { VerifiedToken } from "#shared/api/access/token.ts";
import type { Result } from "#shared/kernel/result.ts";

/** Checks an API token with the server that sent this page. The token isn't stored. */
export const ServerPanel = () => {
  const [token, setToken] = useState("");
  const [isAsking, setIsAsking] = useState(false);
  const [answer, setAnswer] = useState<Result<VerifiedToken, ApiFailure> | null>(null);

  const check = async (event: FormEvent) => {
    event.preventDefault();
    setIsAsking(true);
    const client = createApiClient({ baseUrl: window.location.origin, token: token.trim() });
    const verified = await client.ask(verifyToken, {});
    setAnswer(verified.ok ? { ok: true, value: verified.value.data } : verified);
    setIsAsking(false);
  };

  return (
    <Panel title="API access">
      <form onSubmit={(event) => void check(event)}>
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            Paste an API token to see what it may do. It is forgotten when you leave this page.
          </Text>
          <TextInput
            label="API token"
            type="password"
            autoComplete="off"
            required
            value={token}
            onChange={(event) => setToken(event.currentTarget.value)}
          />
          <Group>
            <Button type="submit" loading={isAsking}>
              Check the token
            </Button>
          </Group>
          {answer !== null && <Answer answer={answer} />}
        </Stack>
      </form>
    </Panel>
  );
};

const Answer = ({ answer }: { readonly answer: Result<VerifiedToken, ApiFailure> }) => {
  if (!answer.ok) {
    const { title, advice } = apiFailureSentence(answer.error);
    return (
      <Callout tone="danger" title={title}>
        {advice}
      </Callout>
    );
  }
  const { name, tenant, scopes } = answer.value;
  return (
    <Callout tone="success" title={`“${name}” is valid for ${tenant}.`}>
      <Group gap="xs" mt="xs">
        {scopes.map((scope) => (
          <Badge key={scope} variant="outline" color="gray" tt="none">
            {scope === "*" ? "everything" : scope}
          </Badge>
        ))}
      </Group>
    </Callout>
  );
};
