import { Button, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import type { StaffMember } from '../api/shapes';
import { SecretOnce } from '../parts/secret-once';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';

/** An account without a password, and the link by which its owner sets one. */
export function Invite(): ReactNode {
  const client = useQueryClient();
  const { dealership } = useRooftop();
  const [role, setRole] = useState<StaffMember['role']>('rep');
  const { staff } = words;
  const invite = useMutation({
    mutationFn: (given: { email: string; name: string; crmName?: string }) =>
      answered(api.POST('/v1/staff', { body: { ...given, role, dealerships: [dealership.key] } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['staff'] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const crmName = text('crmName');
    invite.mutate({ email: text('email'), name: text('name'), ...(crmName && { crmName }) });
  };
  return (
    <details className="sheet">
      <summary>{staff.invite}</summary>
      <form className="invite" onSubmit={submit}>
        <p className="quiet">{staff.inviteSays}</p>
        <TextInput name="name" label={staff.name} withAsterisk={false} required />
        <TextInput name="email" type="email" label={staff.email} withAsterisk={false} required />
        <TextInput name="crmName" label={staff.crmName} description={staff.crmNameHint} />
        <Select
          label={staff.role}
          data={Object.entries(staff.roles).map(([value, label]) => ({ value, label }))}
          value={role}
          allowDeselect={false}
          onChange={(chosen) => chosen && setRole(chosen as StaffMember['role'])}
        />
        <Button type="submit" loading={invite.isPending}>
          {staff.add}
        </Button>
        {invite.data && <SecretOnce says={staff.link} secret={invite.data.link} />}
        {invite.error && (
          <p className="field-fault" role="alert">
            {invite.error.message}
          </p>
        )}
      </form>
    </details>
  );
}
