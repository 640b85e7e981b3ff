/** For whom a report is: `covered` as it may leave the office, `whole` with every number as staff see it. */
export const AUDIENCES = ['covered', 'whole'] as const
export type Audience = (typeof AUDIENCES)[number]

export const AUDIENCE_WORDS: Record<Audience, { words: string; short: string; hint: string; marking: string }> = {
  covered: {
    words: 'For the board: small numbers are covered',
    short: 'The board',
    hint: 'Covered by the same rule as what you publish. Later publications are held against it.',
    marking: 'For the board. Small numbers are covered.',
  },
  whole: {
    words: 'For use inside the office: every number',
    short: 'Inside the office',
    hint: 'The numbers of your own pages. Every page of it is marked “Not for publication”.',
    marking: 'For use inside the office. Not for publication.',
  },
}

/** What a cell says: words, or a number. A covered number is null. */
export type Cell = string | number | null

export type Table = {
  caption: string
  /** Where the heading above it says the same, the caption is only read out. */
  captionHidden?: boolean
  columns: readonly { text: string; numeric?: boolean }[]
  rows: readonly (readonly Cell[])[]
  /** The sum, where there is one. */
  foot?: readonly Cell[]
}

/** What was answered to one question: a table in which each number is drawn as a bar. */
export type AnswerRows = {
  question: string
  /** Who is counted. */
  whom: string
  /** `bar` is false of those who gave no answer. */
  rows: readonly { label: string; count: number | null; bar: boolean }[]
  all: number
  /** How many the longest bar would be: those who were asked, where it is known. */
  asked: number
}

export type Block =
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'table'; table: Table }
  | { kind: 'answers'; answers: AnswerRows }
  | { kind: 'quotes'; about: string; quotes: readonly { text: string; who: string }[] }

/** A part with its heading. One of level 3 belongs to the last of level 2 before it. */
export type Part = { id: string; title: string; level: 2 | 3; blocks: readonly Block[] }

/** All that a report says, and nothing else: pages and files draw no more than this. */
export type Report = {
  title: string
  partnership: string
  round: { name: string; code: string }
  audience: Audience
  marking: string
  /** When it was counted, in ISO 8601. */
  at: string
  parts: readonly Part[]
}

/** What stands where a number is covered. */
export const COVERED = 'covered'

/** Every text of a report, to look for names in. */
export const textsOf = ({ title, parts }: Report): string[] => [
  title,
  ...parts.flatMap(part => [part.title, ...part.blocks.flatMap(textsIn)]),
]

function textsIn(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return [block.text]
    case 'list':
      return [...block.items]
    case 'table':
      return [block.table.caption, ...block.table.rows.flat().filter(cell => typeof cell === 'string')]
    case 'answers':
      return [block.answers.question, ...block.answers.rows.map(({ label }) => label)]
    case 'quotes':
      return block.quotes.map(({ text }) => text)
  }
}
