import { expect, test } from '@jest/globals'
import { asId } from '../../../src/platform/id.ts'
import { letter, sayAnswer, type Letter } from '../../../src/features/messages/letter.ts'

const FROM = {
  name: 'Northmoor Safeguarding Children Partnership',
  contactName: 'Priya Shah',
  contactEmail: 'audit@northmoor.example',
  contactPhone: '01632 960 100',
}
const GIVEN: Letter = {
  key: 'receipt:1:1',
  kind: 'receipt',
  to: { name: 'Sam Okafor', email: 'dsl@school.example' },
  from: FROM,
  establishment: { name: 'St Mary’s', place: 'Ashton, URN 126416' },
  subject: 'your return has arrived',
  paragraphs: ['It came.'],
}

test('a letter names the establishment with its place and number, greets, says, shows the link and signs; answers reach the partnership', () => {
  const made = letter({ ...GIVEN, link: { invitationId: asId(7), words: 'Open it here:' }, after: ['Thank you.'] })
  expect(made.body).toBe(
    [
      'St Mary’s, Ashton, URN 126416',
      'Dear Sam Okafor,',
      'It came.',
      'Open it here:',
      '{{audit link}}',
      'Thank you.',
      'Northmoor Safeguarding Children Partnership\nPriya Shah, telephone 01632 960 100, audit@northmoor.example',
    ].join('\n\n'),
  )
  expect(made).toMatchObject({ subject: 'St Mary’s: your return has arrived', replyTo: 'audit@northmoor.example', invitationId: 7 })
})

test.each<[string, Partial<Letter>, string[]]>([
  ['no link where nobody holds one', { link: null }, ['It came.']],
  [
    'a link whose place a paragraph names',
    { paragraphs: ['Here: {{audit link}}'], link: { invitationId: asId(7) } },
    ['Here: {{audit link}}'],
  ],
  ['nothing for what is not said', { paragraphs: ['It came.', '', '  '] }, ['It came.']],
])('%s', (_what, change, said) => {
  const parts = letter({ ...GIVEN, ...change }).body.split('\n\n')
  expect(parts.slice(2, -1)).toEqual(said)
})

test('a text of the staff that names the establishment, greets or signs by itself does not do so twice', () => {
  const { body } = letter({ ...GIVEN, paragraphs: ['St Mary’s', 'Hello Sam,', 'Please begin.', FROM.name] })
  expect(body.split('\n\n')).toEqual([
    'St Mary’s, Ashton, URN 126416',
    'Hello Sam,',
    'Please begin.',
    `${FROM.name}\nPriya Shah, telephone 01632 960 100, audit@northmoor.example`,
  ])
})

test('a text that begins with "Dear" and goes on is greeted all the same', () => {
  expect(letter({ ...GIVEN, paragraphs: ['Dear colleagues at St Mary’s\nplease read on.'] }).body).toContain('Dear Sam Okafor,')
})

test('the subject is one line, names the establishment first and once', () => {
  expect(letter({ ...GIVEN, subject: 'St Mary’s: the audit\r\nBcc: all@elsewhere.example' }).subject).toBe(
    'St Mary’s: the audit Bcc: all@elsewhere.example',
  )
})

test('a reply is asked for only where one reaches somebody', () => {
  expect(sayAnswer(FROM)).toBe('reply to this message')
  const nameless = { ...FROM, contactName: '', contactEmail: '', contactPhone: '' }
  expect(sayAnswer(nameless)).toBe('tell us')
  const made = letter({ ...GIVEN, from: nameless })
  expect(made.replyTo).toBe('')
  expect(made.body.endsWith(`\n\n${FROM.name}`)).toBe(true)
})
