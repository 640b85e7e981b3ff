import { expect, test } from '@jest/globals'
import { LIBRARY } from '../../../src/features/questionnaires/index.ts'
import { type Question } from '../../../src/features/questions/index.ts'
import { isInRegister, offerFromRegister } from '../../../src/features/answering/prefill.ts'

const contacts = [
  { role: 'head', name: 'Ruth Ainsworth', email: 'head@school.example' },
  { role: 'dsl', name: 'Sam Okafor', email: '' },
  { role: 'deputy_dsl', name: 'Lee Marsh', email: 'lee@school.example' },
  { role: 'deputy_dsl', name: 'Ada Bell', email: '' },
] as const

const question = (set: string, key: string): Question => {
  const found = LIBRARY.find(document => document.set === set)
    ?.sections.flatMap(section => section.questions)
    .find(candidate => candidate.key === key)
  if (!found) throw new Error(`no ${key}`)
  return found
}

test('the register knows the head, the lead and the deputies of the library’s own questions', () => {
  expect(offerFromRegister(question('A', 'people_head'), contacts)?.answer).toEqual({
    name: 'Ruth Ainsworth',
    role: null,
    email: 'head@school.example',
    trained: null,
  })
  expect(offerFromRegister(question('A', 'people_dsl'), contacts)?.answer).toMatchObject({ name: 'Sam Okafor', email: null })
  expect(offerFromRegister(question('A', 'people_deputies'), contacts)?.answer).toMatchObject([{ name: 'Lee Marsh' }, { name: 'Ada Bell' }])
  expect(offerFromRegister(question('A', 'people_chair'), contacts)).toBeNull()
})

test('what the register offers is a valid answer to the question', async () => {
  const { answerSchema } = await import('../../../src/features/questions/kinds/index.ts')
  for (const key of ['people_head', 'people_dsl', 'people_deputies']) {
    const asked = question('A', key)
    const offer = offerFromRegister(asked, contacts)
    expect(answerSchema(asked, '2026-11-21').parse(offer?.answer)).toEqual(offer?.answer)
  }
})

test('nothing else is asked of the register', () => {
  const known = LIBRARY.flatMap(document => document.sections.flatMap(section => section.questions))
    .filter(isInRegister)
    .map(({ key }) => key)
  expect([...new Set(known)].sort()).toEqual(['people_chair', 'people_deputies', 'people_dsl', 'people_head', 'people_link_governor'])
})

test('a partnership’s own question is answered from the register when it says whom it asks for, whatever its key', () => {
  const own: Question = { kind: 'person', key: 'q17', label: 'Who keeps children safe?', asks: 'dsl' }
  expect(offerFromRegister(own, contacts)?.answer).toMatchObject({ name: 'Sam Okafor' })
  expect(offerFromRegister({ ...own, asks: undefined, key: 'our_dsl' }, contacts)).toBeNull()
  const list: Question = {
    kind: 'table',
    key: 'q18',
    label: 'Who stands in?',
    rowName: 'person',
    asks: 'deputies',
    columns: [{ key: 'name', label: 'Name', kind: 'text' }],
  }
  expect(offerFromRegister(list, contacts)?.answer).toEqual([{ name: 'Lee Marsh' }, { name: 'Ada Bell' }])
})
