import { Button, type ButtonProps, Modal, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { words } from '../words';

/** As the server asks for. */
const SHORTEST = 3;
const LONGEST = 500;

/** Before something everybody feels is done: what it changes, in words, and a word why for the audit trail. */
export function ReasonedAct(given: {
  button: string;
  /** For those who only hear the button, where several read alike. */
  label?: string;
  title: string;
  says: string;
  variant?: ButtonProps['variant'];
  disabled?: boolean;
  act: (reason: string) => Promise<unknown>;
}): ReactNode {
  const { button, label, title, says, variant = 'default', disabled = false, act } = given;
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant={variant}
        disabled={disabled}
        aria-label={label}
        onClick={() => setOpened(true)}
      >
        {button}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={title}
        closeButtonProps={{ 'aria-label': words.close, size: 44 }}
        centered
      >
        <ReasonForm says={says} confirm={button} act={act} close={() => setOpened(false)} />
      </Modal>
    </>
  );
}

function ReasonForm(given: {
  says: string;
  confirm: string;
  act: (reason: string) => Promise<unknown>;
  close: () => void;
}): ReactNode {
  const { says, confirm, act, close } = given;
  const [reason, setReason] = useState('');
  const [doing, setDoing] = useState(false);
  const [problem, setProblem] = useState<string>();
  const texts = words.reasoned;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (reason.trim().length < SHORTEST) {
      setProblem(texts.tooShort);
      return;
    }
    setDoing(true);
    try {
      await act(reason.trim());
      close();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : words.problems.UNFORESEEN);
      setDoing(false);
    }
  };
  return (
    <form className="reasoned" onSubmit={(event) => void submit(event)}>
      <p>{says}</p>
      <Textarea
        label={texts.why}
        description={texts.whyHint}
        data-autofocus
        maxLength={LONGEST}
        rows={2}
        value={reason}
        error={problem}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className="admin-actions">
        <Button type="submit" loading={doing}>
          {confirm}
        </Button>
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
