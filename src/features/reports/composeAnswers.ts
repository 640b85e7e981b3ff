import { coverPart } from './coverGrid.ts'
import type { Facts } from './facts.ts'
import type { Part } from './report.ts'

/** What answer every establishment got: how many have their feedback, and how many said that they read it. */
export function answersGiven({ feedback, audience, rule }: Facts): Part {
  const { answered, sent, acknowledged, replied } = feedback
  // Each is a part of each larger one that is printed, so what lies between is a count too.
  const shown = (count: number) =>
    audience === 'whole' || [answered, sent, acknowledged].every(whole => whole < count || coverPart(count, whole, rule) !== null)
      ? count
      : null
  const title = 'What answer establishments received'
  if (sent === 0)
    return { id: '', title, level: 2, blocks: [{ kind: 'text', text: 'No establishment has been sent its feedback for this round yet.' }] }
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
            ['Said that they read it', shown(acknowledged)],
            ['Wrote back', shown(replied)],
          ],
          foot: ['Are to be answered', answered],
        },
      },
    ],
  }
}
