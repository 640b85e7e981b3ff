import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { KINDS } from '../../src/features/questions/kinds/all.ts'

const NAMES = Object.keys(KINDS)

/** Where a source asks which kind a question is, or writes a table by kind: each is something that the kind should say itself. */
function knowledgeOfKinds(source: string): string[] {
  const names = NAMES.join('|')
  const patterns = [
    new RegExp(`\\bkind\\s*[!=]==?\\s*'(?:${names})'`, 'g'),
    new RegExp(`\\bcase '(?:${names})':`, 'g'),
    new RegExp(`\\[(?:'(?:${names})',?\\s*){2,}`, 'g'),
    // Names that mean nothing else.
    /^\s*(?:yes_no|yes_partly_no|rag|long_text|choices|percentage): ['{(]/gm,
    /Record<(?:Exclude<)?QuestionKind|Question\['kind'\]/g,
  ]
  return patterns.flatMap(pattern => [...source.matchAll(pattern)].map(([found]) => found.trim()))
}

/** The kinds, the questions made of them, and the length of the short declaration, which is a rule about one set of the library. */
const isOfKinds = (file: string): boolean =>
  /^features\/(questions\/kinds\/|questionnaires\/library\/(sections\/|shortDeclaration\.ts))/.test(file)

/** Only those who deal with questions: the kinds of files, columns or messages are other things. */
const dealsWithQuestions = (source: string): boolean => /question(?:s|naires)\/|from '\.\.?\/(kinds|document)/.test(source)

test('nothing but the kinds themselves knows one kind of question from another', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => file.endsWith('.ts') && !isOfKinds(file))
  expect(files.length).toBeGreaterThan(250)
  const found = files.flatMap(file => {
    const source = readFileSync(`src/${file}`, 'utf8')
    const is = /^features\/question(?:s|naires)\//.test(file) || dealsWithQuestions(source)
    return is ? knowledgeOfKinds(source).map(line => `${file}: ${line}`) : []
  })
  expect(found).toEqual([])
})

test.each([
  ['a comparison', `questions.filter(({ kind }) => kind === 'evidence')`],
  ['its opposite', `question.kind !== 'information'`],
  ['a branch', `switch (question.kind) { case 'rag': return 1 }`],
  ['a list of kinds', `const RATINGS = ['yes_no', 'yes_partly_no', 'met']`],
  ['a table of words', `const WORDS = {\n  yes_no: 'Yes or no',\n}`],
  ['a type', `const WORDS: Record<QuestionKind, string> = read()`],
])('the guard bites: %s', (_what, source) => {
  expect(knowledgeOfKinds(source)).toHaveLength(1)
})
