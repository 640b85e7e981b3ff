import { expect, test } from '@jest/globals'
import { downloadName } from '../../../src/features/evidence/downloadName.ts'
import { alsoDated, datedFromParts, partsOf } from '../../../src/features/evidence/documentDate.ts'
import { disposition } from '../../../src/platform/http/attachment.ts'

const file = {
  name: 'minutes.pdf',
  questionKeys: ['training_log', 'policy'],
  datedOn: null as string | null,
  at: new Date('2026-11-30T09:00:00Z'),
  receivedVia: 'online' as const,
  receivedOn: '2026-11-30',
}
const whose = { school: 'Beckside Primary', labels: new Map([['training_log', 'Training log']]) }

test('a downloaded file says its school, its question and its date, so that those of many schools are told apart in one folder', () => {
  expect(downloadName(file, whose)).toBe('Beckside Primary - Training log - added 2026-11-30 - minutes.pdf')
  expect(downloadName({ ...file, datedOn: '2026-09' }, whose)).toBe('Beckside Primary - Training log - dated 2026-09 - minutes.pdf')
  const labels = new Map([...whose.labels, ['policy', 'Policies: which / when?'] as const])
  expect(downloadName({ ...file, questionKeys: ['policy', 'training_log'] }, { ...whose, labels })).toContain(
    'Primary - Policies which when and 1 more - added',
  )
  const byMail = { ...file, receivedVia: 'email' as const, receivedOn: '2026-10-02', questionKeys: [], name: 'README' }
  expect(downloadName(byMail, whose)).toBe('Beckside Primary - received 2026-10-02 - README')
})

test('no disk refuses its name, however long the school, the question and the name of the file are, and in any writing', () => {
  for (const letter of ['a', 'é', '學', '🏫']) {
    const long = letter.repeat(300)
    const name = downloadName(
      { ...file, name: `${long}.pdf` },
      { school: long, labels: new Map(file.questionKeys.map(key => [key, long])) },
    )
    expect(Buffer.byteLength(name)).toBeLessThan(255)
    expect(name).toMatch(/ and 1 more - added 2026-11-30 - .+\.pdf$/u)
    expect(name.isWellFormed()).toBe(true)
  }
  expect(downloadName({ ...file, name: '../a\\b:c*"d".pdf' }, { ...whose, school: 'St John’s / “C of E”.' })).toBe(
    'St John’s “C of E” - Training log - added 2026-11-30 - .. a b c d.pdf',
  )
})

test('the name goes out in ASCII for every program, and as it is for those that can read it', () => {
  expect(disposition('plan-4.xlsx')).toBe('attachment; filename="plan-4.xlsx"')
  expect(disposition('St John’s – Café (1).pdf')).toBe(
    `attachment; filename="St John's - Cafe (1).pdf"; filename*=UTF-8''St%20John%E2%80%99s%20%E2%80%93%20Caf%C3%A9%20%281%29.pdf`,
  )
  // Nothing in a name ends the quoted text, escapes from it or begins another header.
  for (const name of ['a"; filename=b.exe', 'a\\"b', '%41.pdf', 'a\r\nSet-Cookie: x=1', '學校\uD800.pdf'])
    expect(disposition(name)).toMatch(/^attachment; filename="[ !#-$&-[\]-~]*"(?:; filename\*=UTF-8''[\w%.!~-]+)?$/)
})

test('a month and a year are enough for the date of a document', () => {
  expect(datedFromParts({ day: '', month: '', year: '' })).toEqual({ date: null })
  expect(datedFromParts({ day: ' ', month: 'Sept', year: '2026' })).toEqual({ date: '2026-09' })
  expect(datedFromParts({ day: '14', month: '9', year: '2026' })).toEqual({ date: '2026-09-14' })
  expect(datedFromParts({ day: '', month: '13', year: '2026' })).toEqual({ error: 'The date of the document must be a real date' })
  expect(datedFromParts({ day: '', month: '9', year: '' })).toEqual({ error: 'The date of the document must include a year' })
  expect(datedFromParts({ day: '31', month: '2', year: '2026' })).toHaveProperty('error')
  expect(partsOf('2026-09')).toEqual({ day: '', month: '9', year: '2026' })
  expect([alsoDated('2026-09'), alsoDated('2026-03-02'), alsoDated(null)]).toEqual([', dated September 2026', ', dated 2 Mar 2026', ''])
})
