import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, test } from '@jest/globals'
import { isBlank, summary, columns, kindOf } from '../../../../src/features/questions/index.ts'
import { answerSchema } from '../../../../src/features/questions/kinds/index.ts'
import { type QuestionKind, KINDS } from '../../../../src/features/questions/kinds/all.ts'
import { TODAY } from '../everyKind.ts'
import { EXAMPLES } from './examples.ts'
import { statesOf } from './states.ts'

const HERE = path.join(import.meta.dirname, 'html')
const kinds = Object.keys(KINDS) as QuestionKind[]
const wanted = () => kinds.flatMap(kind => Object.entries(statesOf(kind)).map(([state, draw]) => ({ file: `${kind}/${state}.html`, draw })))

/** What is drawn, a line for each line of the view, without the empty ones. */
const tidy = (html: string): string =>
  `${html
    .split('\n')
    .filter(line => line.trim() !== '')
    .join('\n')}\n`

// `UPDATE_HTML=1 npm test -- tests/unit/questions/kinds` writes them anew: read the difference before you commit it.
if (process.env.UPDATE_HTML === '1') {
  rmSync(HERE, { recursive: true, force: true })
  for (const { file, draw } of wanted()) {
    mkdirSync(path.dirname(path.join(HERE, file)), { recursive: true })
    writeFileSync(path.join(HERE, file), tidy(draw()))
  }
}

const kept = readdirSync(HERE, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.html'))
  .map(file => file.split(path.sep).join('/'))

test('every kind keeps its HTML in every state that it can be in, and no other', () => {
  expect(kept.sort()).toEqual(
    wanted()
      .map(({ file }) => file)
      .sort(),
  )
})

test.each(wanted().map(({ file, draw }) => [file, draw] as const))('%s is what is drawn', (file, draw) => {
  expect(tidy(draw())).toBe(readFileSync(path.join(HERE, file), 'utf8'))
})

it('notices a state that a kind gained', () => {
  const { rag } = KINDS
  const before = Object.keys(statesOf('rag')).length
  rag.holdsFiles = true
  try {
    expect(Object.keys(statesOf('rag'))).toHaveLength(before + 1)
    expect(kept).not.toContain('rag/readWithFile.html')
  } finally {
    rag.holdsFiles = false
  }
})

describe.each(kinds)('the kind %s', kind => {
  const { question, answer, theirs } = EXAMPLES[kind]

  it('is called in documents what it is called in the list of kinds', () => {
    expect(kindOf(question).schema.parse(question)).toEqual(question)
    expect(question.kind).toBe(kind)
    expect(kindOf(question).faults(question)).toEqual([])
  })

  it('has answers in its example that it takes as they are', () => {
    for (const given of [answer, theirs]) expect(answerSchema(question, TODAY).parse(given)).toEqual(given)
  })

  it('reads its own words back, where one cell can hold an answer', () => {
    const known = kindOf(question)
    if (!known.fromText) {
      // More than one column, or a list: one cell cannot hold it.
      expect(columns(question).length !== 1 || known.list !== null).toBe(true)
      return
    }
    for (const given of [answer, theirs]) {
      const words = summary(question, given).join('\n')
      expect(answerSchema(question, TODAY).parse(known.fromText(question, words))).toEqual(given)
      expect(answerSchema(question, TODAY).parse(known.fromText(question, ''))).toBeNull()
    }
  })

  it('keeps a text that it does not know, for its reader to refuse', () => {
    const known = kindOf(question)
    if (!known.fromText) return
    const raw = known.fromText(question, 'Neither here nor there')
    const read = answerSchema(question, TODAY).safeParse(raw)
    expect(read.success && isBlank(read.data)).toBe(false)
  })
})

test.each([
  ['27/3/2026', '2026-03-27'],
  ['27 March 2026', '2026-03-27'],
  ['2026-03-27', '2026-03-27'],
])('a day is read from a cell as people write it: %s', (text, iso) => {
  const { question } = EXAMPLES.date
  expect(answerSchema(question, TODAY).parse(KINDS.date.fromText?.(question, text))).toBe(iso)
})

test('several choices are read from one cell, on lines or with semicolons, by label or by code', () => {
  const { question } = EXAMPLES.choices
  for (const text of ['Within the head’s report; IN A REPORT OF ITS OWN', 'separate\nwithin'])
    expect(answerSchema(question, TODAY).parse(KINDS.choices.fromText?.(question, text))).toEqual(['separate', 'within'])
})
