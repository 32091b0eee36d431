import { useRef, useState } from "react";
import { useSession } from "#renderer/state/session-store.ts";
import type { Sentence } from "#renderer/words/sentence.ts";
import type { StaffId } from "#shared/kernel/ids.ts";
import type { Result } from "#shared/kernel/result.ts";

/**
 * Makes one change at a time, for the staff member who is signed in. Says what was done, or why it
 * was refused; `change` answers whether it was done.
 */
export const useChange = () => {
  const staffId = useSession((session) => session.staffId);
  const [refused, setRefused] = useState<Sentence | null>(null);
  const [said, setSaid] = useState("");
  const isSaving = useRef(false);

  const change = async <E>(
    make: (staffId: StaffId) => Promise<Result<unknown, E>>,
    sentenceOf: (refusal: E) => Sentence,
    done: string,
  ): Promise<boolean> => {
    if (isSaving.current || staffId === null) return false;
    isSaving.current = true;
    const answer = await make(staffId);
    isSaving.current = false;
    setRefused(answer.ok ? null : sentenceOf(answer.error));
    setSaid(answer.ok ? done : "");
    return answer.ok;
  };

  return { change, refused, said };
};
