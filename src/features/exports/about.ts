import { londonDate, sayInstant } from '../../platform/london.ts'
import type { PageLine } from '../../platform/tabular/page.ts'
import type { WrittenSet } from '../../platform/tabular/sink.ts'
import type { Check, UsedVersion } from '../datasets/index.ts'
import { DISPOSITIONS, type Disposition } from '../returns/index.ts'
import type { Round } from '../rounds/index.ts'

/** What the first page of an export tells of. */
export type AboutExport = {
  partnership: string
  round: Round
  exportedAt: Date
  exportedBy: string
  sets: readonly WrittenSet[]
  checks: readonly Check[]
  versions: readonly UsedVersion[]
}

/** The first page: what this is, what is in it, that it adds up, and how to read it. */
export const aboutPage = (about: AboutExport): PageLine[] => [
  { kind: 'title', text: about.round.name },
  line(about.partnership, '', ''),
  { kind: 'heading', text: 'This workbook' },
  line('Exported', about.exportedAt, `By ${about.exportedBy}. All of it as it stood at that moment.`),
  line('Round', about.round.code, `First due at ${sayInstant(about.round.dueAt)}`),
  line('Opened', londonDate(about.round.opensAt), ''),
  ...(about.round.answersDeletedAt === null
    ? []
    : [
        line(
          'Answers',
          londonDate(about.round.answersDeletedAt),
          'Deleted then, at the end of the time that they are kept, with the names of those who gave them',
        ),
      ]),
  line(
    'Program',
    'Safeguarding Audit',
    'Open source, MIT licence. The figures and answers belong to the partnership and its establishments.',
  ),
  { kind: 'heading', text: 'Sheets' },
  { kind: 'heads', cells: ['Sheet', 'Rows', 'What one row is'] },
  ...about.sets.flatMap(({ set, parts, rows }) =>
    parts.map((part, at): PageLine => ({
      kind: 'line',
      link: part,
      cells: at === 0 ? [part, rows, set.description] : [part, null, `More rows of ${set.title}`],
    })),
  ),
  { kind: 'heading', text: 'The numbers agree' },
  { kind: 'heads', cells: ['What', 'How many', 'Where to find it: counted again in the database before this file was handed out'] },
  ...about.checks.map(({ what, written, note }) => line(inSentence(what), written, note)),
  { kind: 'heading', text: 'Questionnaires' },
  { kind: 'heads', cells: ['Set and version', 'Returns', 'Title and edition of the guidance'] },
  ...about.versions.map(({ setCode, version, title, edition, returns }) =>
    line(`Set ${setCode}, version ${version}`, returns, `${title} (${edition})`),
  ),
  { kind: 'heading', text: 'How to read it' },
  ...NOTES.map(([what, how]) => line(what, '', how)),
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
    'return_id is the same number in every sheet. question is the same in every year, whatever its wording; Questions has the wording of each version.',
  ],
  [
    'Codes and scores',
    'Answers are codes (yes, partly, met, green); their labels and scores are in Values. A rating has its score in a column of its own. “Not applicable” has none.',
  ],
  [
    'Not asked, or blank',
    'Responses long has no row for a question that was not asked, and a row without an answer for one that was left blank. In Responses wide a column of codes says not_asked; columns of numbers, days, words and TRUE or FALSE are empty.',
  ],
  ['Dates and times', 'Real dates, as clocks in London show them. Percentages are 0 to 100.'],
  ['Several answers', 'Where any of several could be chosen, Responses wide has a column with TRUE or FALSE for each.'],
  [
    'Personal data',
    'The workbook holds names of staff and governors, and what establishments wrote. Keep it where only those can open it who need it, and delete it when you are done.',
  ],
  ['Before you publish', 'A count from 1 to 4 can point at one school or person: cover it, and whatever it could be worked out from.'],
]
