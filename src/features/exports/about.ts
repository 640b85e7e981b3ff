import { sayInstant } from '../../platform/london.ts'
import type { PageLine } from '../../platform/tabular/page.ts'
import type { WrittenSet } from '../../platform/tabular/sink.ts'
import { capitalised } from '../../platform/say.ts'
import type { Check, Choice, UsedVersion } from '../datasets/index.ts'
import { DISPOSITIONS, type Disposition } from '../returns/index.ts'
import type { Round } from '../rounds/index.ts'
import { choiceLines, type Choosable } from './choosing.ts'
import type { Format } from './format.ts'

/** What the first page of an export tells of. */
export type AboutExport = {
  partnership: string
  round: Round
  /** When any of it last changed. */
  changedAt: Date
  choice: Choice
  known: Choosable
  format: Pick<Format, 'noun' | 'part'>
  sets: readonly WrittenSet[]
  checks: readonly Check[]
  versions: readonly UsedVersion[]
}

/** The first page: what this is, what is in it, that it adds up, and how to read it. Nothing of it depends on who asked, or when. */
export const aboutPage = (about: AboutExport): PageLine[] => [
  { kind: 'title', text: about.round.name },
  line(about.partnership, '', ''),
  { kind: 'heading', text: `This ${about.format.noun}` },
  line('Data as of', about.changedAt, 'The newest change in the data: two exports of the same data are the same, byte for byte.'),
  line('Round', about.round.code, `First due at ${sayInstant(about.round.dueAt)}`),
  line('Opened', about.round.opensAt, ''),
  ...(about.round.answersDeletedAt === null
    ? []
    : [
        line(
          'Answers',
          about.round.answersDeletedAt,
          'Deleted then, at the end of the time that they are kept, with the names of those who gave them',
        ),
      ]),
  line(
    'Program',
    'Safeguarding Audit',
    'Open source, MIT licence. The figures and answers belong to the partnership and its establishments.',
  ),
  { kind: 'heading', text: 'What was chosen' },
  ...choiceLines(about.choice, about.known).map(({ title, text }) => line(title, '', text)),
  { kind: 'heading', text: capitalised(`${about.format.part}s`) },
  { kind: 'heads', cells: [capitalised(about.format.part), 'Rows', 'What one row is'] },
  ...about.sets.flatMap(({ set, parts, rows }) =>
    parts.map((part, at): PageLine => ({
      kind: 'line',
      link: part,
      cells: at === 0 ? [part, rows, set.description] : [part, null, `More rows of ${set.title}`],
    })),
  ),
  ...(about.checks.length === 0 ? [] : agreed(about.checks)),
  { kind: 'heading', text: 'Questionnaires' },
  { kind: 'heads', cells: ['Set and version', 'Returns', 'Title and edition of the guidance'] },
  ...about.versions.map(({ setCode, version, title, edition, returns }) =>
    line(`Set ${setCode}, version ${version}`, returns, `${title} (${edition})`),
  ),
  { kind: 'heading', text: 'How to read it' },
  ...NOTES.map(([what, how]) => line(what, '', how)),
  about.choice.people === 'named' ? line('Personal data', '', NAMED) : line('Pseudonymised', '', PSEUDONYMISED),
  line('Before you publish', '', BEFORE_YOU_PUBLISH),
]

const agreed = (checks: readonly Check[]): PageLine[] => [
  { kind: 'heading', text: 'The numbers agree' },
  { kind: 'heads', cells: ['What', 'How many', 'Where to find it: counted again in the database before this file was handed out'] },
  ...checks.map(({ what, written, note }) => line(inSentence(what), written, note)),
]

const line = (what: string, value: string | number | Date, note: string): PageLine => ({
  kind: 'line',
  cells: [what, value === '' ? null : value, note],
})

const inSentence = (what: string): string => {
  const key = what.replace('Returns: ', '')
  return Object.hasOwn(DISPOSITIONS, key) ? DISPOSITIONS[key as Disposition].words : what
}

const NOTES: readonly (readonly [string, string])[] = [
  [
    'Names of columns',
    'The first row of every sheet holds names that stay the same from year to year. What they say is in the Codebook, row by row.',
  ],
  [
    'Joining sheets',
    'return_id is the same number in every sheet of a round, and so are finding_id, theme_id and action_id. question is the same in every year, whatever its wording; Questions has the wording of each version.',
  ],
  [
    'Codes and scores',
    'Answers are codes (yes, partly, met, green); their labels and scores are in Values. A rating has its score in a column of its own. “Not applicable” has none.',
  ],
  [
    'Not asked, or blank',
    'Responses long has no row for a question that was not asked, and a row without an answer for one that was left blank. In Responses wide a column of codes says not_asked; columns of numbers, days, words and TRUE or FALSE are empty.',
  ],
  [
    'Several years',
    'round is the last column of every sheet that is about a round: put the sheets of several rounds under each other. urn, or the code in its place, is the same establishment.',
  ],
  [
    'Plans and standards',
    'Plans, standards and the actions of the partnership belong to no round and have no column round. They stand whole in the export of every round, as they were when it was made: take them from the newest one.',
  ],
  [
    'Written and read',
    'What people wrote (“Quarterly”, “2019/10”, “(See above)”) stands as they wrote it; days, kinds and notes beside it are what could be read. Nothing is guessed.',
  ],
  ['Dates and times', 'Real dates, as clocks in London show them.'],
  ['Percentages', 'Answers are kept as 0 to 100, rates and shares as 0 to 1; a workbook shows both with their sign.'],
  ['Several answers', 'Where any of several could be chosen, Responses wide has a column with TRUE or FALSE for each.'],
]

const NAMED =
  'It holds names of staff and governors, and what establishments wrote. Keep it where only those can open it who need it, and delete it when you are done.'
const PSEUDONYMISED =
  'Codes stand in place of the names of people, establishments and trusts: the same code for the same one, in every export and every year. Numbers, postcodes and everything that was written in free text are left out. It is not anonymous: who knows the area can recognise an establishment by its type, size or answers. Keep it as carefully as the one with names.'
const BEFORE_YOU_PUBLISH = 'A count from 1 to 4 can point at one school or person: cover it, and whatever it could be worked out from.'
