import { coverPart } from './coverGrid.ts'
import type { Facts } from './facts.ts'
import type { Cell, Part } from './report.ts'

/** What answer every establishment got: how many have their feedback, how many could not be reached, and how many said that they read it. */
export function answersGiven({ feedback, audience, rule }: Pick<Facts, 'feedback' | 'audience' | 'rule'>): Part {
  const { answered, sent, undelivered, acknowledged, replied } = feedback
  // Each is a part of each larger one that is printed, so what lies between is a count too.
  const shown = (count: number, wholes = [answered, sent, acknowledged]) =>
    audience === 'whole' || wholes.every(whole => whole < count || coverPart(count, whole, rule) !== null) ? count : null
  const title = 'What answer establishments received'
  if (sent + undelivered === 0)
    return { id: '', title, level: 2, blocks: [{ kind: 'text', text: 'No establishment has been sent its feedback for this round yet.' }] }
  // Those that are neither sent nor undelivered are what is left of both.
  const lost: Cell[][] = undelivered === 0 ? [] : [['Could not be delivered to', shown(undelivered, [answered, answered - sent])]]
  return {
    id: '',
    title,
    level: 2,
    blocks: [
      {
        kind: 'text',
        text: 'Each establishment that was expected to send a return is sent feedback of its own: its ratings next to those of others, what stands out as good, and what it said it would do.',
      },
      {
        kind: 'table',
        table: {
          caption: 'Feedback to establishments',
          columns: [{ text: 'What' }, { text: 'Number', numeric: true }],
          rows: [
            ['Were sent their feedback', shown(sent)],
            ...lost,
            ['Said that they read it', shown(acknowledged)],
            ['Wrote back', shown(replied)],
          ],
          foot: ['Are to be answered', answered],
        },
      },
    ],
  }
}
