import { expect, test } from '@jest/globals'
import { asId } from '../../../src/platform/id.ts'
import { extensionLetter } from '../../../src/features/extensions/extensionLetter.ts'
import { AUDIT_LINK } from '../../../src/features/messages/index.ts'
import { SECRET_CODE, SECRET_LINK } from '../../../src/features/messages/placeholders.ts'
import { evidenceLetter } from '../../../src/features/sampling/evidenceLetter.ts'
import { outcomeLetter } from '../../../src/features/reviewing/outcomeLetter.ts'
import { ABOUT, ASKED, AT, FROM, LETTERS, REVIEWED, SIGNATURE, STAFF_LETTERS, TO, WITH_LINK } from '../../support/everyLetter.ts'

test.each(LETTERS)('the %s stands under the letterhead, whole and once', (_what, write) => {
  const { body, subject, replyTo, toEmail, returnId, roundId } = write(TO)
  const parts = body.split('\n\n')
  expect(parts[0]).toBe('Ashgrove Primary School, Ashton, URN 126416')
  expect(parts[1]).toBe('Dear Sam Okafor,')
  expect(parts.at(-1)).toBe(SIGNATURE)
  expect(body.match(/Priya Shah/g)).toHaveLength(1)
  expect(body.match(/Dear /g)).toHaveLength(1)
  expect(subject).toMatch(/^Ashgrove Primary School: [^:]/)
  expect({ replyTo, toEmail, returnId, roundId }).toEqual({
    replyTo: 'audit@northmoor.example',
    toEmail: 'dsl@ashgrove.example',
    returnId: 1023,
    roundId: 4,
  })
  expect(subject + body).not.toMatch(/undefined|null|saved as you go/)
  const words = [AUDIT_LINK, SECRET_LINK, SECRET_CODE].reduce((text, place) => text.replaceAll(place, ''), subject + body)
  expect(words).not.toContain('{{')
})

/** An outcome asks for nothing, feedback has a link of its own, whoever gives a return over is told so alone, and a code is typed. */
const BY_NO_AUDIT_LINK = ['outcome', 'feedback', 'answer to a reply', 'word of a hand-over', 'code to sign']

test.each(LETTERS.filter(([what]) => !BY_NO_AUDIT_LINK.includes(what)))(
  'the %s holds the link of whoever has one, and says so',
  (_what, write) => {
    const message = write(TO)
    expect(message.invitationId).toBe(7)
    expect(message.body.split(AUDIT_LINK)).toHaveLength(2)
  },
)

test.each(LETTERS.slice(WITH_LINK))('the %s does without a link for whoever has none', (_what, write) => {
  const message = write({ ...TO, invitationId: null })
  expect(message.invitationId).toBeNull()
  expect(message.body).not.toContain(AUDIT_LINK)
  expect(message.body).not.toMatch(/audit link( takes you| to |:)/)
})

test('no two letters about one return have one key', () => {
  const keys = LETTERS.slice(WITH_LINK).map(([, write]) => write(TO).key)
  expect(new Set(keys).size).toBe(keys.length)
})

test('a request for evidence says what, how and by when', () => {
  const { subject, body } = evidenceLetter(ABOUT, TO, FROM, ASKED)
  expect(subject).toBe('Ashgrove Primary School: please send evidence for Safeguarding audit 2026 to 2027 by 5pm on Friday 26 March 2027')
  expect(body).toContain('- Safeguarding policies\n- Reporting to governors')
  expect(body).toContain('Add the files to your return with your audit link.')
  expect(body).toContain('A word of thanks.')
  expect(evidenceLetter(ABOUT, { ...TO, invitationId: null }, FROM, ASKED).body).toContain('Please reply to this message, with the files.')
})

test('an outcome is told in words, with what the reviewer wrote', () => {
  const { body } = outcomeLetter(ABOUT, TO, FROM, REVIEWED)
  expect(body).toContain('We looked at your evidence on safeguarding policies and reporting to governors.')
  expect(body).toContain('The outcome is: partly assured.')
  expect(body).toContain('The training log ends in March.')
  expect(body).toContain('We came to a view on 12 of the 39 questions that we asked about.')
})

test('an extension says until when, and not why', () => {
  const { subject, body } = extensionLetter(ABOUT, TO, FROM, { batchId: asId(2), fromDueAt: AT, toDueAt: ABOUT.dueAt })
  expect(subject).toBe('Ashgrove Primary School: you have until 5pm on Friday 26 March 2027 for Safeguarding audit 2026 to 2027')
  expect(body).toContain('It was due by')
  expect(body).not.toMatch(/because|reason/i)
})

test.each(STAFF_LETTERS)('the %s of staff stands under the same letterhead', (_what, { body, replyTo, returnId }) => {
  const parts = body.split('\n\n')
  expect(parts[0]).toBe('Dear Jo Bell,')
  expect(parts.at(-1)).toBe(SIGNATURE)
  expect({ replyTo, returnId }).toEqual({ replyTo: 'audit@northmoor.example', returnId: null })
})
