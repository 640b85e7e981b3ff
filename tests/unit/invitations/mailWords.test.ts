import { expect, test } from '@jest/globals'
import { fillIn, INVITATION_TEXT, RESEND_TEXT } from '../../../src/features/invitations/index.ts'
import { colleagueText, resendText, textFaults } from '../../../src/features/invitations/mailWords.ts'

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
  ['link of a colleague', colleagueText('Helen Head', { roundIsOpen: true })],
])('the %s names the establishment first, in the subject and in the message, and says by when', (_what, text) => {
  expect(textFaults(text)).toEqual([])
  const mail = fillIn(text, FACTS)
  expect(mail.subject.startsWith('St Thomas à Becket’s: ')).toBe(true)
  expect(mail.body.split('\n')[0]).toBe('St Thomas à Becket’s')
  expect(mail.body).toContain('5pm on Friday 27 March 2027')
  expect(mail.body).toContain('{{audit link}}')
  expect(mail.subject + mail.body.replaceAll('{{audit link}}', '')).not.toMatch(/\{\{|undefined|null/)
})

test.each([
  ['link sent again', resendText({ roundIsOpen: false })],
  ['link of a colleague', colleagueText('Helen Head', { roundIsOpen: false })],
])('after the round closed the %s says so, and no date that has passed', (_what, text) => {
  expect(textFaults(text)).toEqual([])
  const mail = fillIn(text, FACTS)
  expect(mail.body).toContain('The round has closed')
  expect(mail.subject + mail.body).not.toContain(FACTS.due)
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
