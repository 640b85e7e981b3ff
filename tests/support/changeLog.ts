import { differences, type Difference } from '../../src/features/questionnaires/differences.ts'
import { LIBRARY, type QuestionnaireDocument } from '../../src/features/questionnaires/index.ts'
import { firstEdition } from '../../seeds/library/index.ts'

const HEADINGS: readonly [Difference['kind'], string][] = [
  ['new', 'New'],
  ['changed', 'Changed'],
  ['left_out', 'Left out'],
]

/** The change log of the library from its first edition, question by question: docs/question-changes.md. A question that several sets ask stands once. */
export function changeLog(): string {
  const found = new Map<string, { difference: Difference; sets: string[] }>()
  for (const then of firstEdition()) {
    const now = LIBRARY.find(({ set }) => set === then.set)
    for (const difference of now ? differences(then, now) : []) {
      const same = `${difference.key} ${difference.what.join(' ')}`
      found.set(same, { difference, sets: [...(found.get(same)?.sets ?? []), then.set] })
    }
  }
  const parts = HEADINGS.flatMap(([kind, heading]) => [
    `## ${heading}`,
    ...[...found.values()].filter(({ difference }) => difference.kind === kind).map(entryOf),
  ])
  return `${[`# What changed in the question sets`, ABOUT, counts(), ...parts].join('\n\n')}\n`
}

const ABOUT =
  'The second edition of the six sets, held against the first (decision 0076). Rounds that were opened with the first keep it. A code stands for one meaning for ever: a question whose meaning or scale changed has a new one, and the others keep theirs, so that years compare. This file is made from the library; a test holds the two equal.'

const counts = (): string =>
  [
    '| set | questions then | questions now |',
    '| --- | --- | --- |',
    ...firstEdition().map(then => `| ${then.set} | ${asked(then)} | ${asked(LIBRARY.find(({ set }) => set === then.set))} |`),
  ].join('\n')

const asked = (document: QuestionnaireDocument | undefined): number =>
  (document?.sections ?? []).reduce((sum, { questions }) => sum + questions.filter(({ kind }) => kind !== 'information').length, 0)

const entryOf = ({ difference: { key, label, what, why }, sets }: { difference: Difference; sets: string[] }): string =>
  [
    `**${label}** \`${key}\` (${sets.join(', ')})`,
    '',
    ...[...what, ...why.map(line => `Why: ${line}`)].map(line => `- ${oneLine(line)}`),
  ].join('\n')

const oneLine = (text: string): string => text.replaceAll('\n', ' ')
