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
  expect(offerFromRegister(question('A', 'people_head'), { contacts, pupils: 176 })?.answer).toEqual({
    name: 'Ruth Ainsworth',
    role: null,
    email: 'head@school.example',
    trained: null,
  })
  expect(offerFromRegister(question('A', 'people_dsl'), { contacts, pupils: 176 })?.answer).toMatchObject({
    name: 'Sam Okafor',
    email: null,
  })
  expect(offerFromRegister(question('A', 'people_deputies'), { contacts, pupils: 176 })?.answer).toMatchObject([
    { name: 'Lee Marsh' },
    { name: 'Ada Bell' },
  ])
  expect(offerFromRegister(question('A', 'people_chair'), { contacts, pupils: 176 })).toBeNull()
})

test('what the register offers is a valid answer to the question', async () => {
  const { answerSchema } = await import('../../../src/features/questions/kinds/index.ts')
  for (const key of ['people_head', 'people_dsl', 'people_deputies']) {
    const asked = question('A', key)
    const offer = offerFromRegister(asked, { contacts, pupils: 176 })
    expect(answerSchema(asked, '2026-11-21').parse(offer?.answer)).toEqual(offer?.answer)
  }
})

test('nothing else is asked of the register', () => {
  const known = LIBRARY.flatMap(document => document.sections.flatMap(section => section.questions))
    .filter(isInRegister)
    .map(({ key }) => key)
  expect([...new Set(known)].sort()).toEqual([
    'numbers_roll',
    'people_chair',
    'people_deputies',
    'people_dsl',
    'people_head',
    'people_link_governor',
  ])
})

test('a partnership’s own question is answered from the register when it says whom it asks for, whatever its key', () => {
  const own: Question = { kind: 'person', key: 'q17', label: 'Who keeps children safe?', asks: 'dsl' }
  expect(offerFromRegister(own, { contacts, pupils: 176 })?.answer).toMatchObject({ name: 'Sam Okafor' })
  expect(offerFromRegister({ ...own, asks: undefined, key: 'our_dsl' }, { contacts, pupils: 176 })).toBeNull()
  const list: Question = {
    kind: 'table',
    key: 'q18',
    label: 'Who stands in?',
    rowName: 'person',
    asks: 'deputies',
    columns: [{ key: 'name', label: 'Name', kind: 'text' }],
  }
  expect(offerFromRegister(list, { contacts, pupils: 176 })?.answer).toEqual([{ name: 'Lee Marsh' }, { name: 'Ada Bell' }])
})

test('the number on roll is offered where it is asked for, and nothing where the register has none', () => {
  expect(offerFromRegister(question('A', 'numbers_roll'), { contacts, pupils: 176 })?.answer).toBe(176)
  expect(offerFromRegister(question('A', 'numbers_roll'), { contacts, pupils: null })).toBeNull()
  expect(offerFromRegister(question('A', 'numbers_looked_after'), { contacts, pupils: 176 })).toBeNull()
})
