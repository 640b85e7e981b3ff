import { sayCount } from '../../platform/say.ts'
import { sectionsInOrder } from '../counting/index.ts'
import { takesAnswer, type Question } from '../questions/index.ts'
import type { Facts } from './facts.ts'
import type { AnswerRows, Block, Part } from './report.ts'

type Table = Facts['answers']['tables'][number]

/** Section by section, in the order of the questionnaires: how many gave each answer. */
export function sectionParts({ answers }: Facts): Part[] {
  const { documents, population } = answers
  if (population === null || population === 0) return []
  const tables = new Map(answers.tables.filter(({ source }) => source === 'completed').map(table => [table.key, table]))
  const sections = new Map<string, { title: string; questions: Map<string, Question> }>()
  for (const section of sectionsInOrder(documents)) {
    const known = sections.get(section.key) ?? { title: section.title, questions: new Map<string, Question>() }
    for (const question of section.questions) if (!known.questions.has(question.key)) known.questions.set(question.key, question)
    sections.set(section.key, known)
  }
  const parts = [...sections.values()].flatMap(({ title, questions }): Part[] => {
    const asked = [...questions.values()].filter(takesAnswer)
    const counted = asked.flatMap(({ key }) => tables.get(key) ?? [])
    const dark = counted.filter(isCoveredWhole)
    const blocks = [
      ...asked.flatMap(({ key }) => tableBlock(counted.find(table => table.key === key && !dark.includes(table)))),
      ...darkBlocks(dark),
    ]
    return blocks.length === 0 ? [] : [{ id: '', title, level: 3, blocks: [...blocks, ...uncountedBlock(asked.length - counted.length)] }]
  })
  return parts.length === 0 ? [] : [{ id: '', title: 'What establishments answered', level: 2, blocks: [INTRODUCTION] }, ...parts]
}

const INTRODUCTION: Block = {
  kind: 'text',
  text: 'Section by section, in the order of the questionnaires. Each establishment is counted once at each question. Where several answers could be chosen, they come to more than the establishments.',
}

const tableBlock = (table: Table | undefined): Block[] => (table === undefined ? [] : [{ kind: 'answers', answers: rowsOf(table) }])

function rowsOf({ question, whom, rows, answered }: Table): AnswerRows {
  const all = rows.at(-1)?.count ?? 0
  // After the answers come those who gave none, and then, where there are any, those who were not asked.
  const notAsked = rows.slice(answered + 1, -1)[0]?.count ?? 0
  return {
    ...{ question, whom, all },
    rows: rows.slice(0, -1).map(({ label, count }, at) => ({ label, count, bar: at < answered })),
    asked: all - notAsked,
  }
}

/** None of its answers can be shown. */
const isCoveredWhole = ({ rows, answered }: Table): boolean => rows.slice(0, answered).every(({ count }) => count === null)

const darkBlocks = (tables: readonly Table[]): Block[] =>
  tables.length === 0
    ? []
    : [
        { kind: 'text', text: 'No number can be shown of these questions, since few establishments answered them:' },
        { kind: 'list', items: tables.map(({ question }) => question) },
      ]

const uncountedBlock = (n: number): Block[] =>
  n === 0
    ? []
    : [
        {
          kind: 'text',
          text: `${sayCount(n, 'further question')} of this section ${n === 1 ? 'asks' : 'ask'} for words, numbers, dates or documents, which are not counted here.`,
        },
      ]
