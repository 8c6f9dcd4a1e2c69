import { Button, type ButtonProps, Modal, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { words } from '../words';

/** As the server asks for. */
const SHORTEST = 3;
const LONGEST = 500;

/** Before something everybody feels is done: what it changes, in words, and where asked a word why for the audit trail. */
export function ConfirmedAct(given: {
  button: string;
  /** For those who only hear the button, where several read alike. */
  label?: string;
  title: string;
  says: string;
  variant?: ButtonProps['variant'];
  disabled?: boolean;
  asksWhy?: boolean;
  act: (reason: string) => Promise<unknown>;
}): ReactNode {
  const {
    button,
    label,
    title,
    says,
    variant = 'default',
    disabled = false,
    asksWhy = false,
    act,
  } = given;
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
        <Asking
          says={says}
          confirm={button}
          asksWhy={asksWhy}
          act={act}
          close={() => setOpened(false)}
        />
      </Modal>
    </>
  );
}

function Asking(given: {
  says: string;
  confirm: string;
  asksWhy: boolean;
  act: (reason: string) => Promise<unknown>;
  close: () => void;
}): ReactNode {
  const { says, confirm, asksWhy, act, close } = given;
  const [reason, setReason] = useState('');
  const [doing, setDoing] = useState(false);
  const [problem, setProblem] = useState<string>();
  const texts = words.reasoned;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (asksWhy && reason.trim().length < SHORTEST) {
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
      {asksWhy && (
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
      )}
      {!asksWhy && problem && (
        <p className="field-fault" role="alert">
          {problem}
        </p>
      )}
      <div className="admin-actions">
        <Button type="submit" loading={doing} data-autofocus={asksWhy ? undefined : true}>
          {confirm}
        </Button>
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
