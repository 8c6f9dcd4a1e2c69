import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import type { ContactWish } from '../api/shapes';
import { useRooftop } from '../session/rooftop';

/** Notes how the customer wishes to be reached, and shows the lead anew. */
export function useContactWish(leadId: string) {
  const client = useQueryClient();
  const { dealership } = useRooftop();
  return useMutation({
    mutationFn: (body: ContactWish) =>
      answered(
        api.PUT('/v1/worklist/{leadId}/contact-wish', { params: { path: { leadId } }, body }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['worklist', dealership.key] });
      await client.invalidateQueries({ queryKey: ['lead', dealership.key, leadId] });
    },
  });
}
