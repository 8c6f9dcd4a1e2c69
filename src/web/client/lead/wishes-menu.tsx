import '../styles-opened';
import { Button, Menu, Modal, Textarea, UnstyledButton } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { ContactChance, WorklistLead } from '../api/shapes';
import { Icon } from '../parts/icons';
import { useOpenAtOnce } from '../parts/when-pressed';
import { words } from '../words';
import { useContactWish } from './contact-wish';

const LONGEST_WORDS = 500;

export function WishesMenu({ lead }: { lead: WorklistLead }): ReactNode {
  const [asking, ask] = useState<ContactChance['way'] | null>(null);
  const { opened, open, button } = useOpenAtOnce();
  const wish = useContactWish(lead.leadId);
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={260} opened={opened} onChange={open}>
        <Menu.Target>
          <UnstyledButton className="button more-ways" aria-label={words.contact.more} ref={button}>
            <Icon name="more" />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {lead.contact.map(({ way, because }) =>
            because === 'refused' || because === 'no_consent' ? (
              <Menu.Item key={way} onClick={() => ask(way)}>
                {words.contact.agrees(words.contact[way])}
              </Menu.Item>
            ) : (
              <Menu.Item key={way} onClick={() => wish.mutate({ way, allowed: false })}>
                {words.contact.refuse(words.contact[way])}
              </Menu.Item>
            ),
          )}
        </Menu.Dropdown>
      </Menu>
      {wish.error && (
        <p className="field-fault" role="alert">
          {wish.error.message}
        </p>
      )}
      {asking && <Agreed leadId={lead.leadId} way={asking} close={() => ask(null)} />}
    </>
  );
}

/** A yes counts with what they said or signed: it is kept with the time. */
function Agreed(given: {
  leadId: string;
  way: ContactChance['way'];
  close: () => void;
}): ReactNode {
  const { leadId, way, close } = given;
  const wish = useContactWish(leadId);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const said = new FormData(event.currentTarget).get('words');
    if (typeof said !== 'string' || said.trim() === '') return;
    wish.mutate({ way, allowed: true, words: said.trim() }, { onSuccess: close });
  };
  return (
    <Modal
      opened
      onClose={close}
      title={words.contact.agrees(words.contact[way])}
      closeButtonProps={{ 'aria-label': words.close, size: 44 }}
      centered
    >
      <form onSubmit={submit} className="agreed-form">
        <Textarea
          name="words"
          label={words.contact.theirWords}
          description={words.contact.theirWordsHint}
          maxLength={LONGEST_WORDS}
          rows={3}
          data-autofocus
          withAsterisk={false}
          required
        />
        {wish.error && (
          <p className="field-fault" role="alert">
            {wish.error.message}
          </p>
        )}
        <Button type="submit" loading={wish.isPending}>
          {words.contact.record}
        </Button>
      </form>
    </Modal>
  );
}
