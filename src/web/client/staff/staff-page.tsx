import { Button, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import type { StaffMember } from '../api/shapes';
import { PageHead } from '../frame/page-head';
import { ProblemNotice } from '../parts/notices';
import { SecretOnce } from '../parts/secret-once';
import { LeadSkeleton } from '../parts/skeletons';
import { useNow, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { Invite } from './invite';

/** Who works here and what they may; admins change it. */
export function Page(): ReactNode {
  const { me } = useRooftop();
  const { data, error, refetch } = useQuery({
    queryKey: ['staff'],
    queryFn: () => answered(api.GET('/v1/staff')),
  });
  const mayChange = me.scopes.includes('admin');
  return (
    <>
      <PageHead title={words.staff.title} line={data && words.staff.line(data.length)} />
      <div className="scorecard">
        {error && <ProblemNotice problem={error} retry={() => void refetch()} />}
        {!data && !error && <LeadSkeleton />}
        {mayChange && <Invite />}
        {data && (
          <ul className="staff-list">
            {data.map((member) => (
              <Member
                key={member.id}
                member={member}
                mayChange={mayChange && member.id !== me.staffId}
              />
            ))}
          </ul>
        )}
      </div>
    </>
  );
}

function Member({ member, mayChange }: { member: StaffMember; mayChange: boolean }): ReactNode {
  const client = useQueryClient();
  const { me } = useRooftop();
  const { staff } = words;
  const [link, setLink] = useState<string>();
  const path = { staffId: member.id };
  const change = useMutation({
    mutationFn: (body: { role?: StaffMember['role']; disabled?: boolean }) =>
      answered(api.PATCH('/v1/staff/{staffId}', { params: { path }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['staff'] }),
  });
  const issue = useMutation({
    mutationFn: () => answered(api.POST('/v1/staff/{staffId}/link', { params: { path } })),
    onSuccess: (issued) => setLink(issued.link),
  });
  const problem = change.error ?? issue.error;
  const gone = member.disabledAt !== null;
  const names = member.dealerships?.map(
    (key) => me.dealerships.find((one) => one.key === key)?.name ?? key,
  );
  return (
    <li className="sheet staff-member">
      <div>
        <strong dir="auto">{member.name}</strong>
        <span className="quiet">{member.email}</span>
        <span className="quiet">{names?.join(', ') ?? staff.wholeGroup}</span>
        <Standing member={member} />
      </div>
      {mayChange ? (
        <div className="staff-actions">
          <Select
            aria-label={staff.roleOf(member.name)}
            data={Object.entries(staff.roles).map(([value, label]) => ({ value, label }))}
            value={member.role}
            allowDeselect={false}
            disabled={gone}
            onChange={(role) => role && change.mutate({ role: role as StaffMember['role'] })}
          />
          <Button
            variant="default"
            disabled={gone}
            loading={issue.isPending}
            aria-label={staff.linkFor(member.name)}
            onClick={() => issue.mutate()}
          >
            {staff.newLink}
          </Button>
          <Button
            variant="default"
            loading={change.isPending}
            aria-label={gone ? staff.backOf(member.name) : staff.leaveOf(member.name)}
            onClick={() => change.mutate({ disabled: !gone })}
          >
            {gone ? staff.back : staff.leave}
          </Button>
        </div>
      ) : (
        <span>{staff.roles[member.role]}</span>
      )}
      {link && <SecretOnce says={staff.link} secret={link} />}
      {problem && (
        <p className="field-fault" role="alert">
          {problem.message}
        </p>
      )}
    </li>
  );
}

function Standing({ member }: { member: StaffMember }): ReactNode {
  const { dealership } = useRooftop();
  const now = useNow();
  const { staff } = words;
  const { disabledAt, invited, lastSignedInAt, secondFactor } = member;
  const seen =
    lastSignedInAt === null
      ? staff.never
      : staff.signedIn(when(lastSignedInAt, now, dealership.timeZone));
  const standing = disabledAt !== null ? staff.gone : invited ? staff.invited : seen;
  return <span className="quiet">{secondFactor ? `${standing} · ${staff.factor}` : standing}</span>;
}
