import '../styles-opened';
import { Button, CloseButton, Menu } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { useColleagues } from '../api/queries';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import type { Choosing } from './choosing';

/** What can be done to all leads chosen: give them to somebody. */
export function ChosenBar(given: { choosing: Choosing; say: (done: string) => void }): ReactNode {
  const { choosing, say } = given;
  const { chosen, several, end } = choosing;
  const { dealership, me } = useRooftop();
  const { data: colleagues = [] } = useColleagues(dealership.key, chosen.size > 0);
  const client = useQueryClient();
  const assign = useMutation({
    mutationFn: ({ staffId }: { staffId: string | null; name: string }) =>
      answered(api.POST('/v1/leads/assignments', { body: { leadIds: [...chosen], staffId } })),
    onSuccess: async (_, { name }) => {
      say(words.queue.given(chosen.size, name));
      end();
      await client.invalidateQueries({ queryKey: ['worklist', dealership.key] });
    },
  });
  const hands = me.scopes.includes('manage');
  const people = colleagues.filter(({ id }) => hands || id === me.staffId);
  return (
    <div className="chosen-bar" role="group" aria-label={words.queue.chosen(chosen.size)}>
      <strong>{words.queue.chosen(chosen.size)}</strong>
      <Menu position={several ? 'top-end' : 'bottom-start'} shadow="md" withinPortal={false}>
        <Menu.Target>
          <Button loading={assign.isPending} disabled={chosen.size === 0}>
            {words.queue.give}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {people.map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => assign.mutate({ staffId: id, name })}>
              {name}
            </Menu.Item>
          ))}
          {hands && (
            <Menu.Item onClick={() => assign.mutate({ staffId: null, name: words.queue.takeBack })}>
              {words.queue.takeBack}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <CloseButton size={44} aria-label={words.cancel} onClick={end} />
      {assign.error && (
        <p className="field-fault" role="alert">
          {assign.error.message}
        </p>
      )}
    </div>
  );
}
