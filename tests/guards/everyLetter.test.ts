import { globSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { letter, type Letterhead, type NewMessage } from '../../src/features/messages/index.ts'
import { ABOUT, FROM, LETTERS, STAFF_LETTERS, TO } from '../support/everyLetter.ts'

type Said = Pick<NewMessage, 'replyTo' | 'subject' | 'body'>
type School = { name: string; place: string }

/** What a letter lacks of that by which its reader knows whom it is about and whom to ask. */
function lacks({ replyTo, subject, body }: Said, from: Letterhead, about: School | null): string[] {
  const found: [string, boolean][] = [
    ['Reply-To', from.contactEmail === '' || replyTo === from.contactEmail],
    ['the partnership', body.includes(from.name)],
    ['a name', body.includes(from.contactName)],
    ['the telephone', body.includes(from.contactPhone)],
    ['the school', about === null || (subject.startsWith(about.name) && body.includes(about.name))],
    ['its place or number', about === null || (about.place !== '' && body.includes(`${about.name}, ${about.place}`))],
  ]
  return found.filter(([, is]) => !is).map(([what]) => what)
}

test.each(LETTERS)('the %s says whom it is about, who writes, and how to reach them', (_what, write) => {
  expect(lacks(write(TO), FROM, ABOUT.establishment)).toEqual([])
  expect(lacks(write({ ...TO, invitationId: null }), FROM, ABOUT.establishment)).toEqual([])
})

test.each(STAFF_LETTERS)('the %s says who writes, and how to reach them', (_what, message) => {
  expect(lacks(message, FROM, null)).toEqual([])
})

test('a partnership without a contact has letters under its name, and none that asks for a reply to nobody', () => {
  const from: Letterhead = { name: 'Northmoor SCP', contactName: '', contactEmail: '', contactPhone: '' }
  const about = ABOUT.establishment
  const message = letter({ key: 'a', kind: 'receipt', to: TO, from, establishment: about, subject: 'a', paragraphs: ['Thank you.'] })
  expect(lacks(message, from, about)).toEqual([])
  expect(message.replyTo).toBe('')
})

const whole = LETTERS[0]![1](TO)
test.each<[string, Partial<Said>, string]>([
  ['no address for answers', { replyTo: '' }, 'Reply-To'],
  ['the sender’s own address for answers', { replyTo: 'no-reply@audit.example' }, 'Reply-To'],
  ['no partnership', { body: whole.body.replaceAll(FROM.name, '') }, 'the partnership'],
  ['no name', { body: whole.body.replaceAll(FROM.contactName, '') }, 'a name'],
  ['no telephone', { body: whole.body.replaceAll(FROM.contactPhone, '') }, 'the telephone'],
  ['a subject that names no school', { subject: 'Your audit link' }, 'the school'],
  ['the school without its place and number', { body: whole.body.replaceAll(`, ${ABOUT.establishment.place}`, '') }, 'its place or number'],
])('a letter is refused with %s', (_what, change, expected) => {
  expect(lacks({ ...whole, ...change }, FROM, ABOUT.establishment)).toEqual([expected])
})

/** The files in which a letter is put together, or the text of one stands: what the list of every letter has to know. */
const WRITES = /\b(letter|letterAbout)\(|\): MailText =>|: MailText = \{/
const ONLY_BUILD = [
  'src/features/messages/letter.ts',
  'src/features/correspondence/letterAbout.ts',
  'src/features/issuing/pages/messageFields.ts',
]

const unlisted = (sources: readonly { path: string; text: string }[], list: string): string[] =>
  sources
    .filter(({ path, text }) => WRITES.test(text) && !ONLY_BUILD.includes(path) && !list.includes(`../../${path}'`))
    .map(({ path }) => path)

const LIST = readFileSync('tests/support/everyLetter.ts', 'utf8')

test('every letter of the program is in the list that is looked at here', () => {
  const sources = globSync('src/features/**/*.ts').map(path => ({ path: path.replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }))
  expect(sources.filter(({ text }) => WRITES.test(text)).length).toBeGreaterThan(12)
  expect(unlisted(sources, LIST)).toEqual([])
})

test.each([
  'export const chaseLetter = (about, to, from) => letterAbout(about, to, from, { key, kind, subject, paragraphs })',
  "return letter({ key, kind: 'reminder', to, from, subject, paragraphs })",
  "export const CHASE_TEXT: MailText = { subject: 'a', body: 'b' }",
  'export const chaseText = ({ roundIsOpen }: { roundIsOpen: boolean }): MailText => ({',
])('a letter that is not in the list is found: %s', text => {
  const path = 'src/features/chasing/chaseLetter.ts'
  expect(unlisted([{ path, text }], LIST)).toEqual([path])
})
