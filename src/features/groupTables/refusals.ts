import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'

export const refuse = {
  tooMany: (roundId: Id<'round'>, most: number) =>
    new Refusal(
      'conflict',
      'group_tables.too_many',
      `The page has ${most} tables already`,
      ['Nobody reads more. Take one off the page before you add another.'],
      [{ text: 'Back to the groups', href: `/rounds/${roundId}/groups` }],
    ),
}
