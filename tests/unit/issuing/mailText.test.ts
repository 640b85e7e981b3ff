import { expect, test } from '@jest/globals'
import { fillIn, textFaults } from '../../../src/features/issuing/mailText.ts'
import { colleagueText } from '../../../src/features/issuing/colleagueLetter.ts'
import { RESEND_TEXT, resendText } from '../../../src/features/issuing/resendLetter.ts'
import { INVITATION_TEXT } from '../../../src/features/issuing/invitationLetter.ts'

const FACTS = {
  name: 'Sam Okafor',
  establishment: 'St Thomas à Becket’s',
  round: 'Safeguarding audit 2026 to 2027',
  due: '5pm on Friday 27 March 2027',
  partnership: 'Northmoor Safeguarding Children Partnership',
}

test.each([
  ['invitation', INVITATION_TEXT],
  ['link sent again', RESEND_TEXT],
  ['link of a colleague', colleagueText('Helen Head', { roundIsOpen: true }, null)],
])('the %s names the establishment first in its subject, and says by when', (_what, text) => {
  expect(textFaults(text)).toEqual([])
  const mail = fillIn(text, FACTS)
  expect(mail.subject.startsWith('St Thomas à Becket’s: ')).toBe(true)
  expect(mail.body).toContain('5pm on Friday 27 March 2027')
  expect(mail.body).toContain('{{audit link}}')
  expect(mail.subject + mail.body.replaceAll('{{audit link}}', '')).not.toMatch(/\{\{|undefined|null/)
})

test.each([
  ['link sent again', resendText({ roundIsOpen: false })],
  ['link of a colleague', colleagueText('Helen Head', { roundIsOpen: false }, null)],
])('after the round closed the %s says so, and no date that has passed', (_what, text) => {
  expect(textFaults(text)).toEqual([])
  const mail = fillIn(text, FACTS)
  expect(mail.body).toContain('The round has closed')
  expect(mail.subject + mail.body).not.toContain(FACTS.due)
})

test.each([true, false])('a link to one section promises no other, while the round is open (%s) or closed', roundIsOpen => {
  const { body } = colleagueText('Helen Head', { roundIsOpen }, ['Training'])
  expect(body).toContain('It opens the section “Training”, and no others')
  expect(body).not.toMatch(/any section|read the return/)
})

test('a name with a line break cannot break the subject, and one with dollars stays as it is', () => {
  const mail = fillIn(
    { subject: '{{establishment}}: {{name}}', body: '{{name}} {{audit link}}' },
    { ...FACTS, name: "A\r\nBcc: x $& $1 '" },
  )
  expect(mail.subject).toBe("St Thomas à Becket’s: A Bcc: x $& $1 '")
  expect(mail.body).toBe("A\r\nBcc: x $& $1 ' {{audit link}}")
})

test('what is filled in is not filled in again', () => {
  expect(fillIn({ subject: '{{establishment}}', body: '{{name}}' }, { ...FACTS, name: '{{due}}' }).body).toBe('{{due}}')
})

test.each([
  [{ subject: '', body: '{{audit link}}' }, ['Enter a subject']],
  [
    { subject: 'Audit for {{establishment}}', body: '{{audit link}}' },
    ['The subject must begin with {{establishment}}, so that a shared mailbox can tell its links apart'],
  ],
  [{ subject: '{{establishment}} {{audit link}}', body: '{{audit link}}' }, ['The audit link belongs in the message, not in its subject']],
  [{ subject: '{{establishment}}', body: '' }, ['Enter the message']],
  [
    { subject: '{{establishment}}', body: 'Begin: {{auditlink}}' },
    ['The message must hold {{audit link}}, or nobody can begin', '{{auditlink}} is not one of the words that are filled in'],
  ],
])('%j', (text, messages) => {
  expect(textFaults(text).map(fault => fault.message)).toEqual(messages)
})
