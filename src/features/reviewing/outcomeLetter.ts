import { type ReturnToWriteAbout, type Addressee, letterAbout } from '../correspondence/index.ts'
import type { Letterhead, NewMessage } from '../messages/index.ts'
import { type Outcome, OUTCOME_WORDS } from '../sampling/index.ts'
import { sayList } from '../../platform/say.ts'

/** What an establishment is told of its review. */
export function outcomeLetter(
  about: ReturnToWriteAbout,
  to: Addressee,
  from: Letterhead,
  review: { key: string; areas: readonly string[]; outcome: Outcome; note: string; reviewed: number | null; asked: number | null },
): NewMessage {
  const { key, areas, outcome, note, reviewed, asked } = review
  return letterAbout(about, to, from, {
    key,
    kind: 'outcome',
    subject: `the outcome of our review in ${about.round}`,
    paragraphs: [
      `Thank you for taking part in ${about.round}. We looked at ${areas.length === 0 ? 'your evidence' : `your evidence on ${listed(areas)}`}.`,
      `The outcome is: ${OUTCOME_WORDS[outcome].words.toLowerCase()}.`,
      OUTCOME_WORDS[outcome].means,
      ...(reviewed === null || asked === null || reviewed === asked || reviewed === 0
        ? []
        : [`We came to a view on ${reviewed} of the ${asked} questions that we asked about.`]),
      note,
      'If you think that we missed something, please tell us.',
    ],
  })
}

/** "policies, training and reporting": area titles inside a sentence. */
const listed = (areas: readonly string[]): string => sayList(areas.map(area => area.charAt(0).toLowerCase() + area.slice(1)))
